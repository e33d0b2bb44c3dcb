"""--with and with_components: an installed component besides the default ones. --crash-reports: what a crash leaves."""

import json
import os
import pathlib

import pytest

BUILT = pathlib.Path(os.environ.get("NEWSGRAIN_TEST_PLUGINS", ""))
BUNDLED = ["boilerplate", "segments", "entities", "quotes", "sentiment"]
pytestmark = pytest.mark.skipif(not (BUILT / "minimal").is_dir(), reason="the plugins of tests/abi are not built")
INSTALLED = {"NEWSGRAIN_PLUGIN_PATH": f"{BUILT / 'minimal'}:{BUILT / 'good'}:{BUILT / 'hostile'}"}


def steps(run):
    assert run.code == 0, run.err
    return [step["component"] for step in json.loads(run.out)]


def test_with_adds_to_the_default_components(newsgrain):
    explain = ("pipeline", "explain", "--json")
    assert steps(newsgrain(*explain, env=INSTALLED)) == BUNDLED
    assert steps(newsgrain(*explain, "--with", "org.example.shouting", env=INSTALLED)) == [
        *BUNDLED,
        "org.example.shouting",
    ]
    both = ("--with", "org.example.shouting", "--with", "test.mark")
    assert steps(newsgrain(*explain, *both, env=INSTALLED)) == [*BUNDLED, "org.example.shouting", "test.mark"]


def test_with_goes_together_with_the_other_choices(newsgrain, tmp_path):
    explain = ("pipeline", "explain", "--json", "--with", "org.example.shouting")
    assert steps(newsgrain(*explain, "--disable", "sentiment", env=INSTALLED)) == [
        *BUNDLED[:-1],
        "org.example.shouting",
    ]
    assert steps(newsgrain(*explain, "--component", "segments", env=INSTALLED)) == ["segments", "org.example.shouting"]
    assert steps(newsgrain("pipeline", "explain", "--json", "--with", "quotes")) == BUNDLED  # is there already
    config = tmp_path / "newsgrain.toml"
    config.write_text('[pipeline]\nwith_components = "test.mark"\n')
    assert steps(newsgrain(*explain, "--config", config, env=INSTALLED)) == [
        *BUNDLED,
        "test.mark",
        "org.example.shouting",
    ]


def test_with_takes_one_value_and_names_what_there_is(newsgrain, pages):
    run = newsgrain(
        "analyze", "--with", "org.example.shouting", pages / "river-flood.txt", "--format", "jsonl", env=INSTALLED
    )
    assert run.code == 0 and len(run.documents) == 1 and "shouting" not in run.err
    run = newsgrain("pipeline", "explain", "--with", "org.example.shuoting", env=INSTALLED)
    assert run.code == 2 and "org.example.shouting" in run.err


@pytest.mark.parametrize(
    "what, said",
    [("segfault", "signal 11"), ("abort", "signal 6"), ("stack_overflow", "signal 11"), ("exit", "exit status")],
)
def test_a_crash_leaves_its_backtrace_when_asked(newsgrain, tmp_path, what, said):
    reports = tmp_path / "reports"
    arguments = ("analyze", "-", "--format", "jsonl", "--with", "test.hostile", "--set", f"test.hostile.what={what}")
    always = ("--set", "test.hostile.always=true")
    run = newsgrain(*arguments, *always, stdin="Some text.", env=INSTALLED)
    (doc,) = run.documents
    assert doc["status"] == "plugin_crash" and "report:" not in doc["error"]["message"]
    run = newsgrain(*arguments, *always, "--crash-reports", reports, stdin="Some text.", env=INSTALLED)
    (doc,) = run.documents
    assert doc["status"] == "plugin_crash"
    (report,) = reports.iterdir()
    assert f"; report: {report}" in doc["error"]["message"]
    text = report.read_text()
    assert "component: test.hostile of hostile 6.6.6" in text and said in text
    assert "\ndocument: -\n" in text or "\ndocument: " in text
    assert ("newsgrain_hostile.so(" in text) == (what != "exit")
    assert ("no backtrace" in text) == (what == "exit")


def test_a_report_that_cannot_be_written_is_said(newsgrain, tmp_path):
    (tmp_path / "file").write_text("")
    run = newsgrain(
        *("analyze", "-", "--format", "jsonl", "--with", "test.hostile", "--set", "test.hostile.what=segfault"),
        *("--set", "test.hostile.always=true", "--crash-reports", tmp_path / "file"),
        stdin="Some text.",
        env=INSTALLED,
    )
    (doc,) = run.documents
    assert doc["status"] == "plugin_crash" and "no report: can't write" in doc["error"]["message"]
