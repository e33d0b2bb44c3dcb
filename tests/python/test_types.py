"""The types that users see hold, in the package and in the stub of the extension module."""

import ast
import pathlib
import subprocess
import sys

import pytest

import newsgrain
from newsgrain import _core

PACKAGE = pathlib.Path(newsgrain.__file__).parent
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
    names = {node.name for node in body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    return names | {node.target.id for node in body if isinstance(node, ast.AnnAssign)}


def test_the_stub_names_what_there_is():
    stub = ast.parse(pathlib.Path(newsgrain.__file__).with_name("_core.pyi").read_text(encoding="utf-8"))
    assert members(stub.body) == {n for n in vars(_core) if not n.startswith("_")}
    for node in stub.body:
        if isinstance(node, ast.ClassDef):
            public = {n for n in vars(getattr(_core, node.name)) if not n.startswith("_")}
            assert {n for n in members(node.body) if not n.startswith("_")} == public


def imported(body):
    """The modules of the package that a module needs to be imported: what stands under TYPE_CHECKING is not."""
    for node in body:
        if isinstance(node, ast.ImportFrom) and node.level:
            yield from [node.module] if node.module else [alias.name for alias in node.names]


def test_rooms_look_down():
    rooms = {path.stem: path.read_text(encoding="utf-8") for path in PACKAGE.glob("*.py") if path.stem != "__init__"}
    needs = {name: {n for n in imported(ast.parse(text).body) if n in rooms} for name, text in rooms.items()}
    while needs:
        ground = {name for name, below in needs.items() if not below}
        assert ground, f"a circle among {sorted(needs)}"
        needs = {name: below - ground for name, below in needs.items() if name not in ground}
    assert not [name for name, text in rooms.items() if "type: ignore[override]" in text]
    assert max(text.count("\n") for text in rooms.values()) < 400


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
