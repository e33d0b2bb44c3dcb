"""The example plugins, built against the installed wheel alone and loaded by the command line and by Python."""

import json
import pathlib
import shutil
import subprocess
import sys
import sysconfig

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEXT = "STOP the ferry, the mayor said. WAIT a moment."


def build_example(name, folder):
    source = folder / "source"
    shutil.copytree(ROOT / "examples" / name, source, ignore=shutil.ignore_patterns("build"))
    where = subprocess.run(
        [sys.executable, "-m", "newsgrain", "--cmake-dir"], capture_output=True, text=True, check=True, cwd=source
    )
    assert str(ROOT / "core") not in where.stdout
    build = source / "build"
    for command in (
        ["cmake", "-S", source, "-B", build, f"-DNewsgrain_ROOT={where.stdout.strip()}"]
        + ["-DCMAKE_EXPORT_COMPILE_COMMANDS=ON"],
        ["cmake", "--build", build],
    ):
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    return build / "plugins"


@pytest.fixture(scope="module")
def plugin_folder(tmp_path_factory):
    return build_example("plugin_minimal", tmp_path_factory.mktemp("shouting"))


def test_the_build_adds_no_warnings_to_those_of_its_author(plugin_folder):
    commands = json.loads((plugin_folder.parent / "compile_commands.json").read_text())
    assert commands and not [flag for c in commands for flag in c["command"].split() if flag.startswith("-W")]


def command_line(*arguments, **options):
    cli = pathlib.Path(sysconfig.get_path("scripts")) / "newsgrain"
    return subprocess.run([cli, *map(str, arguments)], capture_output=True, text=True, **options)


def test_command_line_loads_it(plugin_folder):
    run = command_line(
        "analyze",
        "-",
        "--input-format",
        "text",
        "--format",
        "jsonl",
        "--plugin-path",
        plugin_folder,
        "--component",
        "boilerplate",
        "--component",
        "segments",
        "--component",
        "org.example.shouting",
        input=TEXT,
    )
    assert run.returncode == 0, run.stderr
    rows = json.loads(run.stdout)["layers"]["shout"]
    assert [TEXT[r["begin"] : r["end"]] for r in rows] == ["STOP", "WAIT"] and [r["letters"] for r in rows] == [4, 4]


def test_it_is_configured_and_listed(plugin_folder):
    assert "org.example.shouting" in command_line("plugin", "list", "--plugin-path", plugin_folder).stdout
    wrong = command_line(
        "pipeline",
        "explain",
        "--plugin-path",
        plugin_folder,
        "--component",
        "segments",
        "--component",
        "org.example.shouting",
        "--set",
        "org.example.shouting.least=0",
    )
    assert wrong.returncode == 2 and "least" in wrong.stderr


def test_python_loads_it(plugin_folder):
    import newsgrain

    nlp = newsgrain.Pipeline(
        plugin_path=[str(plugin_folder)], components=["boilerplate", "segments", "org.example.shouting"]
    )
    layer = nlp(TEXT).layer("shout")
    assert len(layer) == 2


def test_the_example_in_c(tmp_path):
    folder = build_example("plugin_c", tmp_path)
    flags = ["--component", "boilerplate", "--component", "segments", "--component", "org.example.word_counts"]
    for setting, words in ([], [3, 4]), (["--set", "org.example.word_counts.numbers=false"], [3, 3]):
        run = command_line(
            "analyze",
            "-",
            "--input-format",
            "text",
            "--format",
            "jsonl",
            "--plugin-path",
            folder,
            *flags,
            *setting,
            input="Stop the ferry. He paid 40 dollars.",
        )
        assert [row["words"] for row in json.loads(run.stdout)["layers"]["sentence.words"]] == words, run.stderr
    assert command_line("plugin", "check", folder / "newsgrain_word_counts.so").returncode == 0
