"""In processes of their own no plugin takes the host down, from the command line or from Python, and no neighbour
changes.

NEWSGRAIN_CLI and NEWSGRAIN_TEST_PLUGINS name the program and the folder of the test plugins (tests/run.sh sets them).
"""

import os
import pathlib
import sys

import outcomes
import pytest

PLUGINS = pathlib.Path(os.environ.get("NEWSGRAIN_TEST_PLUGINS", "nowhere"))
if not PLUGINS.exists():
    pytest.skip("no test plugins here; see the file's first lines", allow_module_level=True)


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    return outcomes.Table(os.environ["NEWSGRAIN_CLI"], sys.executable, PLUGINS, tmp_path_factory.mktemp("outcomes"))


def test_process_mode_survives_all(table):
    cells = outcomes.run(table, ["process"])
    assert len(cells) == 44
    for (fault, _, face), (host, status, changed) in cells.items():
        if fault in outcomes.LOADING:
            assert host == "refused at loading", (fault, face, host)
            continue
        assert (host, changed) == ("lives", 0), (fault, face, host, status, changed)
        # What does no harm there is no reason to mark the document.
        harmless = fault in (
            "prints to standard output",
            "changes the locale",
            "changes the directory",
            "ignores signals",
        )
        assert (status == "ok") == harmless, (fault, face, status)


def test_in_process_mode_what_can_be_caught_is(table):
    faults = ["throws a C++ exception", "offsets beyond the text", "invalid UTF-8", *outcomes.LOADING]
    for (fault, _, face), (host, status, changed) in outcomes.run(table, ["none"], faults).items():
        if fault in outcomes.LOADING:
            assert host == "refused at loading", (fault, face, host)
        else:
            assert (host, status, changed) == ("lives", "partial", 0), (fault, face, host, status, changed)
