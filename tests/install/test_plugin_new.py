"""The way of a newcomer: `newsgrain plugin new`, build against the installed wheel alone, test, check, wheel, and found
by both faces."""

import json
import os
import pathlib
import subprocess
import sys
import sysconfig
import time

import pytest

SCRIPTS = pathlib.Path(sysconfig.get_path("scripts"))
CLI = SCRIPTS / "newsgrain"
NAME, ID = "word_marks", "org.example.word_marks"
TEXT = "This is LOUD, said the mayor of HILL."
COMPONENTS = ["boilerplate", "segments", ID]


def run(*command, **options):
    # The programs of this environment first, so that the commands of the docs can be used as they stand.
    env = {**os.environ, "PATH": f"{SCRIPTS}:{os.environ['PATH']}"}
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, env=env, timeout=300, **options)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The project, built; and how long that took."""
    folder = tmp_path_factory.mktemp("newcomer")
    begin = time.monotonic()
    said = run(CLI, "plugin", "new", NAME, cwd=folder)
    # The commands that it proposes are those that are run.
    commands = [line.strip() for line in said.split("next:\n")[1].splitlines()]
    assert commands[0] == f"cd {NAME}"
    out = run("bash", "-ec", "\n".join(commands), cwd=folder)
    print(f"from `plugin new` to the first annotation: {time.monotonic() - begin:.1f} s")
    return folder / NAME, out


def test_its_first_annotation_is_in_the_output(project):
    document = json.loads(project[1][project[1].index("{\n") :])
    assert [row["letters"] for row in document["layers"][NAME]] == [4]


def test_its_own_test_passes(project):
    assert "100% tests passed" in run("ctest", "--test-dir", "build", cwd=project[0])


def test_it_passes_the_check_without_a_warning(project):
    library = project[0] / f"build/plugins/newsgrain_{NAME}.so"
    report = json.loads(run(CLI, "plugin", "check", library, "--json"))
    assert report["passed"] and all(c["state"] == "ok" for c in report["checks"]), report


def test_its_files_are_whole(project):
    files = {str(p.relative_to(project[0])) for p in project[0].rglob("*") if p.is_file() and "build" not in p.parts}
    assert {
        "CMakeLists.txt",
        "plugin.json",
        f"src/{NAME}.cpp",
        f"tests/{NAME}_test.cpp",
        "pyproject.toml",
        "README.md",
        ".gitignore",
        ".github/workflows/test.yml",
        f"python/newsgrain_{NAME}/__init__.py",
    } == files
    assert not any(
        "@" + word + "@" in (project[0] / f).read_text() for f in files for word in ("NAME", "ID", "TYPE", "VERSION")
    )


@pytest.fixture(scope="module")
def installed(project):
    """Its wheel, built and installed into this environment, and removed again."""
    pip = [sys.executable, "-m", "pip"]
    run(
        *pip,
        "wheel",
        "--quiet",
        "--no-build-isolation",
        "--no-deps",
        "--no-index",
        "--wheel-dir",
        "dist",
        ".",
        cwd=project[0],
    )
    wheel = next((project[0] / "dist").glob("*.whl"))
    assert wheel.name.startswith(f"newsgrain_{NAME}-0.1.0-py3-none-")
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel)
    yield wheel
    run(*pip, "uninstall", "--quiet", "--yes", f"newsgrain-{NAME}")


def test_the_installed_plugin_is_found_by_the_command_line(installed, tmp_path):
    assert ID in run(CLI, "plugin", "list", cwd=tmp_path)
    flags = [flag for component in COMPONENTS for flag in ("--component", component)]
    out = run(CLI, "analyze", "-", "--format", "jsonl", *flags, input=TEXT, cwd=tmp_path)
    assert [TEXT[r["begin"] : r["end"]] for r in json.loads(out)["layers"][NAME]] == ["LOUD", "HILL"]


def test_the_installed_plugin_is_found_by_python(installed, tmp_path):
    script = (
        f"import newsgrain; doc = newsgrain.Pipeline(components={COMPONENTS})({TEXT!r}); print(doc.status, "
        f"len(doc.layer({NAME!r})))"
    )
    assert run(sys.executable, "-c", script, cwd=tmp_path).split() == ["ok", "2"]


def test_a_bad_name_and_a_full_folder_are_refused(tmp_path):
    for arguments in (["Bad-Name"], ["9lives"], ["fine", "--folder", tmp_path]):
        (tmp_path / "there").write_text("something")
        done = subprocess.run([CLI, "plugin", "new", *arguments], capture_output=True, text=True, cwd=tmp_path)
        assert done.returncode == 2 and done.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["there"]
