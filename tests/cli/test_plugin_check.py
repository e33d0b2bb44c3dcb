"""plugin check: which check turns red for which fault.

NEWSGRAIN_TEST_PLUGINS names the folder of the test plugins that the CMake build made (tests/run.sh sets it).
"""

import json
import os
import pathlib

import pytest

FOLDER = pathlib.Path(os.environ.get("NEWSGRAIN_TEST_PLUGINS", "nowhere"))
if not FOLDER.exists():
    pytest.skip("no test plugins here; see the file's first lines", allow_module_level=True)


@pytest.fixture
def checks(newsgrain):
    """{check: (state, detail)} of a library, and the exit status."""

    def run(folder, *flags):
        library = next((FOLDER / folder).glob("*.so"))
        done = newsgrain("plugin", "check", library, "--json", "--threads", 4, *flags)
        report = json.loads(done.out)
        assert report["passed"] == (done.code == 0)
        return {c["name"]: (c["state"], c["detail"]) for c in report["checks"]}, done.code

    return run


def test_a_good_plugin_passes(checks):
    found, code = checks("good")
    assert code == 0 and len(found) >= 13 and all(state in ("ok", "warning") for state, _ in found.values()), found


def test_what_a_manifest_lacks_is_a_warning(checks):
    found, code = checks("hostile")
    assert (
        code == 0
        and found["manifest"] == ("warning", found["manifest"][1])
        and "description of test.hostile" in found["manifest"][1]
    )


# What the plugin does on every document, and the check that must find it.
FAULTS = {
    "segfault": "runs in the host's process",
    "abort": "runs in the host's process",
    "exit": "runs in the host's process",
    "stack_overflow": "runs in the host's process",
    "double_free": "runs in the host's process",
    "longjmp": "runs in the host's process",
    "writes_input": "runs in a process of its own",
    "throw": "documents of all kinds",
    "bad_offsets": "documents of all kinds",
    "invalid_utf8": "documents of all kinds",
    "prints": "prints nothing",
    "locale": "leaves the process as it was",
    "directory": "leaves the process as it was",
    "signals": "leaves the process as it was",
    "environment": "leaves the process as it was",
    "leaves_descriptor": "leaves the process as it was",
    "leaves_thread": "leaves the process as it was",
    "counts": "determinism over repeats",
    "shares": "determinism over threads",
    "deaf": "cancellation",
    "leaks_slowly": "memory from document to document",
    "leaks_model": "create and destroy",
    "inits_once": "init again",
}


@pytest.mark.parametrize("what", FAULTS)
def test_the_fault_is_found(checks, what):
    found, code = checks("hostile", "--set", f"test.hostile.what={what}", "--set", "test.hostile.always=true")
    assert code == 1 and found[FAULTS[what]][0] == "FAILED", found


# Plugins that break a rule of the ABI, the check that must find it, and a word of what it says.
@pytest.mark.parametrize(
    "folder, check, says",
    [
        ("two_symbols", "library", "2 symbols"),
        ("wrong_major", "runs in the host's process", "ABI 2.0"),
        ("short_struct", "runs in the host's process", "short"),
        ("null_table", "runs in the host's process", "no table"),
        ("manifest_mismatch", "runs in the host's process", "differs from the one beside it"),
        ("create_fails", "runs in the host's process", "out of tune"),
        ("inside_code_point", "documents of all kinds", "inside a character"),
        ("rows_out_of_range", "documents of all kinds", "does not lie in the text"),
        ("bad_reference", "documents of all kinds", "refers to row 77"),
        ("wrong_type", "documents of all kinds", "wrong type"),
    ],
)
def test_the_broken_rule_is_named(checks, folder, check, says):
    found, code = checks(folder)
    assert code == 1 and found[check][0] == "FAILED" and says in found[check][1], found


def test_a_file_that_is_no_plugin(newsgrain, tmp_path):
    assert newsgrain("plugin", "check", tmp_path / "missing.so").code == 2
    (tmp_path / "newsgrain_text.so").write_text("no library")
    done = newsgrain("plugin", "check", tmp_path / "newsgrain_text.so")
    assert done.code == 1 and "FAILED" in done.out
