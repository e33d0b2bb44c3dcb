"""The types that users see hold, in the package and in the stub of the extension module."""

import ast
import pathlib
import subprocess
import sys

import pytest

import newsgrain
from newsgrain import _core

ROOT = pathlib.Path(__file__).resolve().parents[2]
USE = """
from typing import List, Optional, Tuple
import newsgrain
nlp = newsgrain.Pipeline({"quotes": {"indirect": False}}, disable="sentiment")
doc: newsgrain.Document = nlp(b"<p>")
names: List[Optional[str]] = [q.speaker.name for q in doc.quotes if q.speaker]
pairs: List[Tuple[newsgrain.Document, int]] = list(nlp.pipe([("a", 1)], as_tuples=True))
docs: List[newsgrain.Document] = list(nlp.pipe(["a"], threads=2))
"""


def members(body):
    return {node.name for node in body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}


def test_the_stub_names_what_there_is():
    stub = ast.parse(pathlib.Path(newsgrain.__file__).with_name("_core.pyi").read_text(encoding="utf-8"))
    assert members(stub.body) == {n for n in vars(_core) if not n.startswith("_")}
    for node in stub.body:
        if isinstance(node, ast.ClassDef):
            public = {n for n in vars(getattr(_core, node.name)) if not n.startswith("_")}
            assert {n for n in members(node.body) if not n.startswith("_")} == public


def test_mypy(tmp_path):
    pytest.importorskip("mypy")
    (tmp_path / "use.py").write_text(USE)
    command = [sys.executable, "-m", "mypy", "--cache-dir", str(tmp_path / "cache")]
    package = subprocess.run(
        [*command, "--config-file", str(ROOT / "pyproject.toml"), str(ROOT / "python" / "src" / "newsgrain")],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert package.returncode == 0, package.stdout
    user = subprocess.run([*command, "--strict", "use.py"], capture_output=True, text=True, cwd=tmp_path)
    assert user.returncode == 0, user.stdout
