"""examples/plugin_minimal, built against the installed wheel alone and loaded by the command line and by Python."""
import json
import pathlib
import shutil
import subprocess
import sys
import sysconfig

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEXT = "STOP the ferry, the mayor said. WAIT a moment."


@pytest.fixture(scope="module")
def plugin_folder(tmp_path_factory):
    source = tmp_path_factory.mktemp("shouting") / "source"
    shutil.copytree(ROOT / "examples" / "plugin_minimal", source, ignore=shutil.ignore_patterns("build"))
    where = subprocess.run([sys.executable, "-m", "newsgrain", "--cmake-dir"], capture_output=True, text=True, check=True, cwd=source)
    assert str(ROOT / "core") not in where.stdout
    build = source / "build"
    for command in (["cmake", "-S", source, "-B", build, f"-DNewsgrain_ROOT={where.stdout.strip()}"], ["cmake", "--build", build]):
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    return build / "plugins"


def command_line(*arguments, **options):
    cli = pathlib.Path(sysconfig.get_path("scripts")) / "newsgrain"
    return subprocess.run([cli, *map(str, arguments)], capture_output=True, text=True, **options)


def test_command_line_loads_it(plugin_folder):
    run = command_line("analyze", "-", "--input-format", "text", "--format", "jsonl", "--plugin-path", plugin_folder,
                       "--component", "boilerplate", "--component", "segments", "--component", "org.example.shouting", input=TEXT)
    assert run.returncode == 0, run.stderr
    rows = json.loads(run.stdout)["layers"]["shout"]
    assert [TEXT[r["begin"]:r["end"]] for r in rows] == ["STOP", "WAIT"] and [r["letters"] for r in rows] == [4, 4]


def test_it_is_configured_and_listed(plugin_folder):
    assert "org.example.shouting" in command_line("plugin", "list", "--plugin-path", plugin_folder).stdout
    wrong = command_line("pipeline", "explain", "--plugin-path", plugin_folder, "--component", "segments", "--component",
                         "org.example.shouting", "--set", "org.example.shouting.least=0")
    assert wrong.returncode == 2 and "least" in wrong.stderr


def test_python_loads_it(plugin_folder):
    import newsgrain
    nlp = newsgrain.Pipeline(plugin_path=[str(plugin_folder)], components=["boilerplate", "segments", "org.example.shouting"])
    layer = nlp(TEXT).layer("shout")
    assert len(layer) == 2
