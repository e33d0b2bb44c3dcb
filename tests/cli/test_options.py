"""What the command line takes, what it refuses before the run, and what it says then."""

import json
import re
import shutil
import socket
import subprocess
import time

import pytest
from conftest import CLI

STORY = "The dam held, engineer Peter Novak said."

# Every repeatable option but --plugin, which needs a library, with a value that fits; and who has which.
VALUES = {
    "--component": "boilerplate",
    "--disable": "sentiment",
    "--with": "quotes",
    "--set": "quotes.max_quote_bytes=2000",
    "--isolation": "auto",
    "--plugin-path": "empty",
    "--layer": "token",
}
PIPELINE = {"--component", "--disable", "--with", "--set", "--isolation", "--plugin-path"}
REPEATABLE = {
    "analyze": {*PIPELINE, "--layer"},
    "pipeline explain": PIPELINE,
    "pipeline lock": PIPELINE,
    "plugin list": {"--plugin-path"},
    "plugin show": {"--plugin-path"},
    "plugin inspect": {"--plugin-path"},
    "plugin check": {"--plugin-path", "--set"},
    "doctor": PIPELINE,
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "empty").mkdir()
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(STORY)
    return tmp_path


@pytest.mark.parametrize("option", sorted(VALUES))
@pytest.mark.parametrize("form", ["{} {}", "{}={}"])
def test_an_option_takes_one_value_and_no_file(newsgrain, folder, option, form):
    words = form.format(option, VALUES[option]).split(" ")
    twice = words if option == "--component" else words * 2  # a component runs once
    for arguments in (
        ["a.txt", *words, "b.txt", "c.txt"],
        [*words, "a.txt", "b.txt", "c.txt"],
        [*twice, "a.txt", "b.txt", "c.txt"],
    ):
        run = newsgrain("analyze", *arguments, cwd=folder)
        assert run.code == 0 and [d["input"] for d in run.documents] == ["a.txt", "b.txt", "c.txt"]


@pytest.mark.parametrize(
    "command,option", [(c, o) for c, options in REPEATABLE.items() if c != "analyze" for o in sorted(options)]
)
def test_the_other_subcommands_take_one_value_too(newsgrain, folder, command, option):
    value = VALUES[option]
    for words in ([option, value], [f"{option}={value}"]):
        run = newsgrain(*command.split(), *words, "surplus", "more", cwd=folder)
        if command in ("plugin show", "plugin inspect", "plugin check"):  # these take one name
            assert run.code == 2 and "more" in run.err and "no more arguments: more" in run.err
        else:
            assert run.code == 2 and "no more arguments: surplus more" in run.err


def test_every_repeatable_option_is_in_the_list_above(newsgrain):
    for command, options in REPEATABLE.items():
        entries = re.split(r"\n(?=  -)", newsgrain(*command.split(), "--help").out)
        repeatable = {re.search(r"--[a-z-]+", e).group() for e in entries if "several times" in e}
        assert repeatable - {"--plugin"} == options, command


@pytest.mark.parametrize("option", ["--layer=", "--set=", "--output=", "--language=", "--config="])
def test_nothing_behind_the_equals_sign(newsgrain, folder, option):
    run = newsgrain("analyze", option, "a.txt", "b.txt", cwd=folder)
    assert run.code == 2 and run.out == "" and option in run.err


@pytest.mark.parametrize(
    "arguments,word",
    [
        (["-o", "--strict", "a.txt"], "looks like an option"),
        (["--layer", "-q", "a.txt"], "looks like an option"),
        (["-o=out.jsonl", "a.txt"], 'without "="'),
        (["-o", "", "a.txt"], "empty"),
        (["--language", "", "a.txt"], "empty"),
        (["-o", "x.jsonl", "-o", "y.jsonl", "a.txt"], "more than once"),
        (["a.txt", "-o"], "required"),
    ],
)
def test_values_that_are_none(newsgrain, folder, arguments, word):
    before = sorted(folder.iterdir())
    run = newsgrain("analyze", *arguments, cwd=folder)
    assert run.code == 2 and run.out == "" and word in run.err and sorted(folder.iterdir()) == before


@pytest.mark.parametrize(
    "arguments,words",
    [
        (["anlyze", "x"], ['mean "analyze"', "schema"]),
        (["analyse", "x"], ['mean "analyze"']),
        (["plugin", "lst"], ['mean "list"', "newsgrain plugin"]),
        (["pipeline", "explan"], ['mean "explain"']),
        (["a.txt"], ['mean "newsgrain analyze a.txt"']),
        (["help", "analyse"], ['mean "analyze"']),
        (["analyze", "a.txt", "--layrs", "token"], ['mean "--layer"', "newsgrain analyze --help"]),
        (["analyze", "a.txt", "--formt=csv"], ['mean "--format"']),
        (["plugin", "list", "--jason"], ['mean "--json"', "newsgrain plugin list --help"]),
        (["analyze", "a.txt", "--component", "boilerplat"], ['mean "boilerplate"']),
        (["analyze", "a.txt", "--disable", "sentiments"], ['mean "sentiment"']),
        (["analyze", "a.txt", "--set", "quote.max=1"], ['mean "quotes"']),
        (["analyze", "a.txt", "--isolation", "qoutes=none"], ['mean "quotes"']),
        (["plugin", "show", "entitys"], ['mean "entities"']),
        (["analyze", "a.txt", "--layer", "tokens"], ['mean "token"', "quote", "sentence"]),
        (["analyze", "a.txt", "--layer", "nonsense"], ["token", "quote", "sentence"]),
        (["schema", "first", "second", "third"], ["first second third"]),
        (["plugin", "new", "my-plugin"], ['Try "my_plugin"']),
        (["plugin", "new", "7 Up!"], ['Try "plugin_7_up"']),
    ],
)
def test_what_was_meant(newsgrain, folder, arguments, words):
    run = newsgrain(*arguments, cwd=folder)
    assert run.code == 2 and run.out == "" and all(word in run.err for word in words), run.err


def test_names_that_are_far_from_all_are_not_guessed(newsgrain, folder):
    for arguments in (["frobnicate"], ["analyze", "a.txt", "--xyzzy"], ["analyze", "a.txt", "--component", "org.none"]):
        run = newsgrain(*arguments, cwd=folder)
        assert run.code == 2 and "did you mean" not in run.err


def test_files_whose_names_look_like_options(newsgrain, folder):
    (folder / "-a.txt").write_text(STORY)
    run = newsgrain("analyze", "-a.txt", cwd=folder)
    assert run.code == 2 and "./-a.txt" in run.err
    for arguments in (["./-a.txt"], ["--", "-a.txt"]):
        run = newsgrain("analyze", *arguments, cwd=folder)
        assert run.code == 0 and len(run.documents) == 1


SUBCOMMANDS = [
    [],
    ["analyze"],
    ["schema"],
    ["plugin"],
    ["plugin", "list"],
    ["plugin", "new"],
    ["pipeline", "lock"],
    ["doctor"],
]


@pytest.mark.parametrize("command", SUBCOMMANDS, ids=" ".join)
def test_help(newsgrain, command):
    run = newsgrain(*command, "--help")
    assert run.code == 0 and run.err == "" and f"Usage: {' '.join(['newsgrain', *command])} [OPTIONS]" in run.out
    assert newsgrain("help", *command).out == run.out


def test_version(newsgrain):
    assert newsgrain("-V").out == newsgrain("--version").out != ""


def test_standard_input_is_read_where_there_is_something(newsgrain, folder):
    assert newsgrain("analyze", stdin=STORY).documents[0]["text"] == STORY
    row = json.dumps({"id": 7, "text": STORY}) + "\n"
    assert [str(d["id"]) for d in newsgrain("analyze", stdin=row * 2).documents] == ["7", "7"]
    with (folder / "a.txt").open("rb") as stdin:
        run = subprocess.run([CLI, "analyze"], stdin=stdin, capture_output=True, timeout=60)
    assert run.returncode == 0 and json.loads(run.stdout)["text"] == STORY
    run = newsgrain("analyze", "a.txt", stdin=STORY.replace("dam", "dyke"), cwd=folder)
    assert [d["text"] for d in run.documents] == [STORY]  # a named file is all that was asked for


def test_no_input_is_never_a_wait(newsgrain, folder):
    assert newsgrain("analyze", stdin="").code == 2  # a pipe that ends at once
    for stdin in ("/dev/null", folder / "nothing"):
        (folder / "nothing").write_text("")
        with open(stdin, "rb") as file:
            run = subprocess.run([CLI, "analyze"], stdin=file, capture_output=True, timeout=20)
        assert run.returncode == 2 and b"no input" in run.stderr
    run = subprocess.run(f"'{CLI}' analyze <&-", shell=True, capture_output=True, timeout=20)
    assert run.returncode == 2 and b"no input" in run.stderr
    if shutil.which("script"):  # a terminal
        run = subprocess.run(["script", "-qec", f"'{CLI}' analyze", "/dev/null"], capture_output=True, timeout=20)
        assert run.returncode == 2


def test_a_slow_pipe_is_waited_for_with_a_word():
    ours, theirs = socket.socketpair()
    feed = subprocess.Popen([CLI, "analyze"], stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    theirs.close()
    time.sleep(1.5)
    ours.sendall(STORY.encode())
    ours.close()
    out, err = feed.communicate(timeout=20)
    assert feed.returncode == 0 and json.loads(out)["text"] == STORY and b"waiting for standard input" in err


def test_exit_status(newsgrain, folder):
    (folder / "rows.jsonl").write_text(json.dumps({"id": 1, "text": STORY}) + "\n{broken\n")
    for arguments, code in [
        (["a.txt"], 0),
        (["a.txt", "missing.txt"], 1),
        (["missing.txt", "rows.jsonl"], 1),
        (["rows.jsonl"], 1),
        (["a.txt", "--max-input", "5"], 1),
        (["missing.txt"], 2),
        (["missing.txt", "gone.html"], 2),
        (["empty"], 2),
        (["a.txt", "--config", "missing.toml"], 2),
        (["a.txt", "-o", "missing/out.jsonl"], 2),
        ([], 2),
    ]:
        run = newsgrain("analyze", *arguments, cwd=folder)
        assert run.code == code, (arguments, run.err)
        if code:
            assert run.err
    run = newsgrain("analyze", "a.txt", "missing.txt", "b.txt", cwd=folder)
    assert [d["status"] for d in run.documents] == ["ok", "error", "ok"]


@pytest.mark.parametrize(
    "options,words",
    [
        (["--language", "english"], ["Write en."]),
        (["--language", "en_US"], ["Write en-US."]),
        (["--language", "xx"], ["by its code"]),
        (["--url", "notaurl"], ["https://"]),
        (["--url", "example.org/story"], ["https://"]),
        (["--url", "https://"], ["https://"]),
        (["--charset", "utf-99"], ["utf-8"]),
        (["--charset", "latin"], ["iso-8859-1"]),
        (["--timeout-per-doc", "0"], ["above 0", '"none"']),
        (["--timeout-per-doc", "0ms"], ["above 0"]),
        (["--timeout-per-doc", "soon"], ["200ms"]),
        (["--max-input", "0"], ["20M"]),
        (["--max-input", "20X"], ["20M"]),
        (["--max-input", "lots"], ["20M"]),
        (["--checking", "some"], ["bounds", "full"]),
        (["--isolation", "maybe"], ["auto", "COMPONENT=none"]),
        (["--isolation", "quotes=maybe"], ["auto", "for the component"]),
        (["-j", "0"], ["1024"]),
        (["--offsets", "words"], ["code_point"]),
        (["--input-format", "pdf"], ["jsonl"]),
        (["--color", "blue"], ["never"]),
        (["--layer", "token", "--format", "csv"], ["--format json"]),
        (["--report", "out.csv"], [".html"]),
        (["--report", "-"], ["--format html"]),
        (["--plugin-path", "nofile"], ["nofile", "Correct the path"]),
        (["--plugin", "nofile.so"], ["nofile.so", "Correct the path"]),
        (["--locked", "nofile"], ["newsgrain pipeline lock"]),
        (["--locked", "a.txt"], ["newsgrain pipeline lock"]),
        (["--config", "nofile"], ["--config"]),
        (["--set", "quotes"], ["COMPONENT.KEY=VALUE"]),
        (["--set", "pipeline.timings.x=1"], ["pipeline"]),
    ],
)
def test_options_that_make_no_sense_are_refused_with_the_cure_that_fits(newsgrain, folder, options, words):
    run = newsgrain("analyze", "a.txt", *options, cwd=folder)
    assert run.code == 2 and run.out == "" and all(word in run.err for word in words), run.err
    if options[0] not in ("--set",):
        assert "plugin show COMPONENT" not in run.err


def test_options_that_make_sense_are_not_refused(newsgrain, folder):
    for options in (
        ["--language", "pt-BR"],
        ["--language", "EN"],
        ["--url", "https://example.org/a?b#c"],
        ["--charset", "Latin1"],
        ["--timeout-per-doc", "none"],
        ["--timeout-per-doc", "1500ms"],
        ["--max-input", "1.5M"],
    ):
        assert newsgrain("analyze", "a.txt", *options, cwd=folder).code == 0, options


def test_a_variable_is_held_to_what_its_flag_is(newsgrain, folder):
    for variable, value, words in [
        ("NEWSGRAIN_PLUGIN_PATH", "nofile", ["nofile", "NEWSGRAIN_PLUGIN_PATH"]),
        ("NEWSGRAIN_PLUGIN_PATH", "empty:nofile", ["nofile"]),
        ("NEWSGRAIN_JOBS", "many", ["NEWSGRAIN_JOBS", "1024"]),
        ("NEWSGRAIN_FORMAT", "xml", ["NEWSGRAIN_FORMAT", "jsonl"]),
        ("NEWSGRAIN_CONFIG", "nofile", ["NEWSGRAIN_CONFIG", "nofile"]),
    ]:
        run = newsgrain("analyze", "a.txt", env={variable: value}, cwd=folder)
        assert run.code == 2 and run.out == "" and all(word in run.err for word in words), run.err
    for variable, value in [
        ("NEWSGRAIN_PLUGIN_PATH", ""),
        ("NEWSGRAIN_PLUGIN_PATH", "empty::"),
        ("NEWSGRAIN_JOBS", "2"),
    ]:
        assert newsgrain("analyze", "a.txt", env={variable: value}, cwd=folder).code == 0


@pytest.mark.parametrize(
    "toml,words",
    [
        ("[pipeline\n", ["broken TOML", "line and column"]),
        ("[pipeline]\ntimings = yes\n", ["broken TOML", ":2:"]),
        ("[pipeline]\ntimings = 1\n", ["timings", "true or false"]),
        ("[pipeline]\ntimeout_per_doc = 0\n", ["timeout_per_doc", "above 0"]),
        ('[pipeline]\nmax_input = "huge"\n', ["max_input", "20M"]),
        ('[pipeline]\nchecking = "no"\n', ["checking", "bounds"]),
        ('[pipeline]\nisolation = "no"\n', ["isolation", "auto"]),
        ("[pipeline]\ncomponents = 3\n", ["components", '["...", "..."]']),
        ("[pipeline]\ntimeout = 2\n", ['mean "timeout_per_doc"', "max_input"]),
        ("pipeline = 3\n", ["no table", "docs/pipeline.md"]),
        ("isolation = 3\n", ["no table", "docs/pipeline.md"]),
        ("max_quote_bytes = 3\n", ["outside of a table", "[quotes]"]),
        ("[isolation]\nmemory = true\n", ["memory", "512M"]),
        ('[isolation]\ndeadline = "later"\n', ["deadline", "200ms"]),
        ("[isolation]\ncrashes = -1\n", ["crashes", "a number such as 5"]),
        ("[isolation]\nsandbox = 1\n", ["sandbox", "true or false"]),
        ("[isolation]\ndeadlin = 3\n", ['mean "deadline"']),
        ('[isolation]\nquotes = "no"\n', ["auto"]),
        ("[quotess]\na = 1\n", ['mean "quotes"', "newsgrain plugin list"]),
        ("[quotes]\nnonsense = 1\n", ["nonsense", "newsgrain plugin show"]),
    ],
)
def test_a_configuration_file_gets_the_cure_that_fits(newsgrain, folder, toml, words):
    (folder / "newsgrain.toml").write_text(toml)
    run = newsgrain("analyze", "a.txt", "--config", "newsgrain.toml", cwd=folder)
    assert run.code == 2 and run.out == "" and "newsgrain.toml" in run.err or "[quotes" in toml
    assert all(word in run.err for word in words), run.err


def test_a_lock_of_something_else_gets_the_cure_that_fits(newsgrain, folder):
    assert newsgrain("pipeline", "lock", "-o", "lock.json", cwd=folder).code == 0
    assert newsgrain("analyze", "a.txt", "--locked", "lock.json", cwd=folder).code == 0
    run = newsgrain("analyze", "a.txt", "--locked", "lock.json", "--disable", "sentiment", cwd=folder)
    assert run.code == 2 and "write it anew" in run.err
    (folder / "lock.json").write_text("{")
    run = newsgrain("analyze", "a.txt", "--locked", "lock.json", cwd=folder)
    assert run.code == 2 and "that `newsgrain pipeline lock` wrote" in run.err
    (folder / "full").mkdir()
    (folder / "full" / "file").write_text("")
    run = newsgrain("plugin", "new", "full", cwd=folder)
    assert run.code == 2 and "--folder" in run.err
