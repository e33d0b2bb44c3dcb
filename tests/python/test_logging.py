"""What plugins and the host log reaches logging.getLogger("newsgrain"), and never as a flood."""

import logging
import os
import pathlib
import subprocess
import sys
import threading

import pytest

import newsgrain

FOLDER = pathlib.Path(os.environ.get("NEWSGRAIN_TEST_PLUGINS", "nowhere")) / "throwing"


@pytest.fixture(params=["none", "process"])
def talking(request):
    if not (FOLDER / "newsgrain_throwing.so").exists():
        pytest.skip("no test plugin here; see the first lines of test_plugins.py")

    def make():
        return newsgrain.Pipeline(
            {"test.throwing": {"when": "talk"}},
            plugin_path=FOLDER,
            components=["test.throwing"],
            isolation=request.param,
        )

    return make


def records(caplog, component):
    return [r for r in caplog.records if r.component == component]


def test_level_component_and_document(talking, caplog):
    caplog.set_level(logging.DEBUG, logger="newsgrain")
    nlp = talking()
    [made] = records(caplog, "test.throwing")
    assert (made.levelno, made.document, made.getMessage()) == (logging.WARNING, None, "test.throwing: a small model")
    assert any("throwing 1.0" in r.getMessage() for r in records(caplog, "newsgrain"))
    caplog.clear()
    docs = list(nlp.pipe([{"id": f"d{i}", "text": "a b"} for i in range(20)], threads=4))
    assert all(doc.status == "ok" for doc in docs)
    # Worker processes that start meanwhile say how they were made.
    said = [r for r in records(caplog, "test.throwing") if "a small model" not in r.getMessage()]
    assert sorted({(r.levelno, r.getMessage().rpartition(": ")[2]) for r in said}) == [
        (logging.DEBUG, "of level 0"),
        (logging.INFO, "of level 1"),
        (logging.WARNING, "of level 2"),
        (logging.ERROR, "of level 3"),
    ]
    assert sorted(r.document for r in said) == sorted(f"d{i}" for i in range(20) for _ in range(4))
    assert all(r.name == "newsgrain" and r.getMessage().startswith(r.document) for r in said)


def test_all_of_it_comes_on_the_thread_that_asked(talking, caplog):
    caplog.set_level(logging.DEBUG, logger="newsgrain")
    nlp = talking()
    nlp("a b")
    list(nlp.pipe(["a b"] * 8, threads=4))
    assert {r.thread for r in caplog.records} == {threading.get_ident()}


def test_no_flood(talking, caplog):
    caplog.set_level(logging.DEBUG, logger="newsgrain")
    nlp = talking()
    caplog.clear()
    nlp({"id": "loud", "text": "flood" + "." * 50_000})
    assert 100 <= len(caplog.records) <= 102
    assert any("left out" in r.getMessage() for r in caplog.records)
    caplog.clear()
    list(nlp.pipe(["flood" + "." * 1000] * 100, threads=2))
    assert len(caplog.records) < 11_000


def test_notes_and_failures(caplog):
    nlp = newsgrain.Pipeline()
    caplog.set_level(logging.INFO, logger="newsgrain")
    nlp("Anna Berg spoke.", id="a", mentions=[])
    assert [(r.levelno, r.component, r.document) for r in caplog.records if "its output came" in r.getMessage()] == [
        (logging.INFO, "entities", "a")
    ]
    list(nlp.pipe([None]))
    assert "None is no document" in caplog.records[-1].getMessage() and caplog.records[-1].component == "newsgrain"


def test_nothing_is_printed_where_nobody_listens(talking):
    script = f"""
import newsgrain
config = {{"test.throwing": {{"when": "talk"}}}}
nlp = newsgrain.Pipeline(config, plugin_path={str(FOLDER)!r}, components="test.throwing")
print(nlp("a b").status, [d.status for d in nlp.pipe([None, "a"], on_error="skip")])
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (run.stdout, run.stderr) == ("ok ['ok']\n", "")


def test_a_handler_that_raises_reaches_the_caller(talking):
    class Picky(logging.Filter):
        def filter(self, record):
            raise RuntimeError("not this one")

    logger = logging.getLogger("newsgrain")
    nlp = talking()
    picky = Picky()
    logger.addFilter(picky)
    level = logger.level
    logger.setLevel(logging.DEBUG)
    try:
        with pytest.raises(RuntimeError, match="not this one"):
            nlp("a b")
    finally:
        logger.removeFilter(picky)
        logger.setLevel(level)
    assert nlp("a b").status == "ok"
