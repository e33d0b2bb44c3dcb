"""`plugin inspect` gives the verdict that loading would, without running code of the plugin, and is never milder."""

import json
import os
import pathlib
import shutil
import subprocess

import pytest

BUILT = pathlib.Path(os.environ.get("NEWSGRAIN_TEST_PLUGINS", ""))
LIBRARIES = sorted(BUILT.glob("*/newsgrain_*.so")) if BUILT.name else []
# What is refused before anything of the plugin runs, and how it is said.
REFUSED = {
    "wrong_major": "ABI 2.0",
    "short_struct": "a short one",
    "null_table": "no table",
    "two_symbols": "another_symbol",
    "manifest_mismatch": "differs from the one beside it",
}


def inspect(newsgrain, library):
    run = newsgrain("plugin", "inspect", "--json", library)
    found = json.loads(run.out)
    assert (run.code == 0) == (found["verdict"] == "loads")
    return found


def loads(newsgrain, library):
    """What loading says: "" or the error. Errors of the plan, or of the plugin's own create(), are none of loading."""
    component = json.loads(library.with_suffix(".json").read_text())["components"][0]["id"]
    run = newsgrain("pipeline", "explain", "--plugin", library, "--with", component, "--isolation", "none")
    return run.err if "NG121" in run.err else ""


@pytest.mark.skipif(not LIBRARIES, reason="the plugins of tests/abi are not built")
@pytest.mark.parametrize("library", LIBRARIES, ids=lambda path: path.parent.name)
def test_the_verdict_is_that_of_loading(newsgrain, library):
    found = inspect(newsgrain, library)
    if loads(newsgrain, library):
        assert found["verdict"] == "refused"
    reason = REFUSED.get(library.parent.name)
    assert (found["verdict"] == "refused") == (reason is not None), found
    if reason:
        assert reason in found["error"]["message"]


def test_the_bundled_plugins_load(newsgrain):
    for plugin in json.loads(newsgrain("plugin", "list", "--json").out):
        if plugin["origin"] == "bundled":
            assert inspect(newsgrain, plugin["path"])["verdict"] == "loads"


@pytest.fixture
def good(tmp_path):
    for file in (BUILT / "good").glob("newsgrain_good.*"):
        shutil.copy(file, tmp_path)
    library = tmp_path / "newsgrain_good.so"
    if not library.exists():
        pytest.skip("the plugins of tests/abi are not built")
    return library


@pytest.mark.parametrize("left", [0, 10, 64, 700, 0.5, 0.9])
def test_a_library_that_is_cut_short_is_refused(newsgrain, good, left):
    bytes_ = good.read_bytes()
    good.write_bytes(bytes_[: left if isinstance(left, int) else int(len(bytes_) * left)])
    assert inspect(newsgrain, good)["verdict"] == "refused"


def test_noise_in_a_library_is_no_crash(newsgrain, good):
    bytes_ = good.read_bytes()
    for at in range(16, len(bytes_), len(bytes_) // 40):
        good.write_bytes(bytes_[:at] + bytes([255] * 24) + bytes_[at + 24 :])
        run = newsgrain("plugin", "inspect", "--json", good)
        assert run.code in (0, 1) and json.loads(run.out)["verdict"] in ("loads", "refused"), run.err


def test_a_changed_manifest_or_none_is_refused(newsgrain, good):
    beside = good.with_suffix(".json")
    beside.write_text(beside.read_text().replace("Marks", "Makes"))
    assert "differs" in inspect(newsgrain, good)["error"]["message"]
    beside.unlink()
    assert "manifest" in inspect(newsgrain, good)["error"]["message"]


def test_a_library_for_another_machine_is_refused(newsgrain, good):
    bytes_ = bytearray(good.read_bytes())
    bytes_[18:20] = (8).to_bytes(2, "little")  # MIPS
    good.write_bytes(bytes_)
    assert "another kind of machine" in inspect(newsgrain, good)["error"]["message"]


def test_a_damaged_resource_is_refused(newsgrain, tmp_path):
    (library,) = [
        pathlib.Path(p["path"])
        for p in json.loads(newsgrain("plugin", "list", "--json").out)
        if p["name"] == "newsgrain-quotes"
    ]
    for file in (library, library.with_suffix(".json")):
        shutil.copy(file, tmp_path)
    shutil.copytree(library.with_suffix(""), tmp_path / library.stem)
    copy = tmp_path / library.name
    assert inspect(newsgrain, copy)["verdict"] == "loads"
    (resource, *_) = (tmp_path / library.stem).iterdir()
    resource.write_bytes(resource.read_bytes() + b"x")
    assert "SHA-256" in inspect(newsgrain, copy)["error"]["message"]
    resource.unlink()
    assert inspect(newsgrain, copy)["verdict"] == "refused"


@pytest.mark.parametrize("kind", ["library", "symbol"])
def test_what_a_library_needs_and_does_not_get_is_named(newsgrain, good, tmp_path, kind):
    if shutil.which("cc") is None:
        pytest.skip("no C compiler")
    (tmp_path / "needed.c").write_text("int needed_by_plugin(void) { return 1; }\n")
    (tmp_path / "plugin.c").write_text(
        "extern int needed_by_plugin(void);\n"
        '__attribute__((visibility("default"))) const int ng_plugin_entry_v1 = 0;\n'
        '__attribute__((visibility("hidden"))) int used(void) { return needed_by_plugin(); }\n'
    )
    needed = tmp_path / "libneeded.so"
    subprocess.run(["cc", "-shared", "-fPIC", tmp_path / "needed.c", "-o", needed], check=True)
    links = ["-L", tmp_path, "-lneeded"] if kind == "library" else []
    subprocess.run(["cc", "-shared", "-fPIC", tmp_path / "plugin.c", *links, "-o", good], check=True)
    needed.unlink()
    message = inspect(newsgrain, good)["error"]["message"]
    assert ("libneeded.so" if kind == "library" else "needed_by_plugin") in message


def test_a_folder_or_nothing_is_an_error(newsgrain, tmp_path):
    assert newsgrain("plugin", "inspect", tmp_path).code == 2
    assert newsgrain("plugin", "inspect", tmp_path / "newsgrain_nothing.so").code == 2
