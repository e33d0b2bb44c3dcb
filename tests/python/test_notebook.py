"""The example notebook runs, and its saved outputs name no machine."""

import pathlib
import re

import pytest

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")
pytest.importorskip("pandas")
pytest.importorskip("pyarrow")

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "examples"


def test_saved_outputs_name_no_machine():
    notebook = nbformat.read(EXAMPLES / "notebooks" / "newsgrain.ipynb", as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in code), "the notebook is stored with its outputs"
    assert not re.search(r"/(home|root|tmp|usr|work)/|site-packages|Traceback", nbformat.writes(notebook))


def test_it_runs():
    notebook = nbformat.read(EXAMPLES / "notebooks" / "newsgrain.ipynb", as_version=4)
    nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(EXAMPLES)}}
    ).execute()
