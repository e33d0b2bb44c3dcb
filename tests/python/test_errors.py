"""Errors: their classes, and cures in the words of Python."""

import datetime
import pathlib
import re
import sys

import pytest

import newsgrain
from newsgrain import _core, _errors

ROOT = pathlib.Path(__file__).resolve().parents[2]
STORY = "Anna Lindqvist said no."


def classes():
    return {number: type(_errors.from_core(*parts)) for number, *rest in _core.errors() for parts in [(number, *rest)]}


def test_every_code_has_a_class_and_a_cure():
    header = (ROOT / "core" / "include" / "newsgrain" / "result.hpp").read_text()
    declared = {int(n) for n in re.findall(r"^\s+\w+ = (\d+),", header, re.M)} - {0}
    assert declared == set(classes())
    for _, _, text, _ in _core.errors():
        assert text.endswith(".") and len(text) > len("NG100: . ")


def test_classes_by_code():
    found = classes()
    of = {kind: {number for number, c in found.items() if c is kind} for kind in set(found.values())}
    assert {101, 102, 104, 105} <= of[newsgrain.InputError] <= set(range(100, 120))
    assert of[newsgrain.PluginError] == {120, 121, 122, 123, 125, 126, 127, 141}
    assert of[newsgrain.ConfigError] == {124, 128, 140, 142, 143, 144, 145, 146}
    assert of[newsgrain.LimitError] == {103, 161, 162, 163}
    assert of[newsgrain.Error] == {106, 160, 199}
    assert {number for number, c in found.items() if issubclass(c, ValueError)} == of[newsgrain.ConfigError]


def test_an_unknown_type_of_a_mention_names_the_types():
    doc = newsgrain.Pipeline()("Ann Hale left.", mentions=[{"begin": 0, "end": 8, "type": "person"}])
    assert doc.error is not None and "PERSON, ORG, GPE" in str(doc.error)


@pytest.mark.parametrize("name", ["locked", "assume_language"])
def test_an_empty_name_is_no_default(name):
    with pytest.raises(newsgrain.ConfigError, match=name):
        newsgrain.Pipeline(**{name: ""})


def test_cures_name_no_flags():
    for _, _, text, _ in _core.errors():
        assert "--" not in text and "newsgrain analyze" not in text


def test_flags_in_cures_of_the_core_have_words_in_python():
    """Each flag that a sentence of the core's sources names is one that the bindings translate."""
    words = (ROOT / "python" / "bindings" / "cures.cc").read_text()
    known = set(re.findall(r"--[a-z-]+", words))
    sources = (path for path in (ROOT / "core" / "src").rglob("*.cpp") if path.parent.name != "export")
    for source in sources:
        for flag in re.findall(r"(?<=[\s`(])--[a-z]+[a-z-]*", "".join(re.findall(r'"[^"\n]*"', source.read_text()))):
            assert flag in known, (source, flag)


@pytest.mark.parametrize(
    "arguments, words",
    [
        ({"timeout": "soon"}, "timeout"),
        ({"timeout": 0}, "timeout"),
        ({"timeout": -1}, "timeout"),
        ({"timeout": float("nan")}, "timeout"),
        ({"timeout": True}, "timeout"),
        ({"timeout": [2]}, "timeout"),
        ({"max_input": "large"}, "max_input"),
        ({"max_input": -5}, "max_input"),
        ({"max_input": float("inf")}, "max_input"),
        ({"components": 5}, "components"),
        ({"components": []}, "components"),
        ({"components": ["quotes", 3]}, "components"),
        ({"components": b"quotes"}, "components"),
        ({"disable": {"quotes": True}}, "disable"),
        ({"plugin_path": 5}, "plugin_path"),
        ({"plugin_path": [None]}, "plugin_path"),
        ({"checking": "none"}, "checking"),
        ({"checking": ["full"]}, "checking"),
        ({"isolation": 5}, "isolation"),
        ({"isolation": {"quotes": 3}}, "isolation"),
        ({"isolation": "sometimes"}, "isolation"),
        ({"locked": 5}, "locked"),
        ({"config": 5}, "config"),
        ({"config": [("quotes", {})]}, "config"),
        ({"config": {"quotes": {"max_quote_bytes": 2**70}}}, "quotes.max_quote_bytes"),
        ({"config": {"quotes": {"max_quote_bytes": datetime.date(2024, 1, 1)}}}, "quotes.max_quote_bytes"),
        ({"config": {"quotes": {"max_quote_bytes": "many"}}}, "max_quote_bytes"),
        ({"config": {"quotes": {5: 1}}}, "a key of quotes"),
        ({"config": {"quotes": 3}}, "quotes"),
        ({"config": {"pipeline": {"max_input": "large"}}}, "max_input"),
    ],
)
def test_arguments_that_do_not_fit(arguments, words):
    with pytest.raises(newsgrain.ConfigError, match=re.escape(words)) as caught:
        newsgrain.Pipeline(**arguments)
    assert str(caught.value).startswith("NG140: ") and caught.value.code == "NG140"


def test_a_configuration_that_contains_itself():
    config = {"quotes": {}}
    config["quotes"]["again"] = config
    with pytest.raises(newsgrain.ConfigError, match="contains itself"):
        newsgrain.Pipeline(config)


def test_what_toml_takes_is_taken(tmp_path):
    nlp = newsgrain.Pipeline(timeout="200ms", max_input="1k", components="segments", plugin_path=None, disable=None)
    assert nlp.components == ["segments"] and nlp("x" * 1025).status == "limit" and nlp("x" * 1024).status == "ok"
    for timeout in ("2s", 2, 0.5, datetime.timedelta(seconds=2), None):
        assert newsgrain.Pipeline(timeout=timeout, components="segments")(STORY).status == "ok"
    for size in (1024, 1024.0, "1024", "1K", "1kB"):
        assert newsgrain.Pipeline(max_input=size, components="segments")("x" * 1025).status == "limit"
    (tmp_path / "p.toml").write_text('[pipeline]\nmax_input = "1k"\ncomponents = "segments"\n')
    assert newsgrain.Pipeline(tmp_path / "p.toml")("x" * 1025).status == "limit"
    assert newsgrain.Pipeline(tmp_path / "p.toml", max_input="2k")("x" * 1025).status == "ok"
    (tmp_path / "names.tsv").write_text("")
    assert newsgrain.Pipeline({"quotes": {"indirect": False}}, disable=("sentiment",)).plan[-1]["component"] == "quotes"


def test_a_configuration_file_that_is_not_there(tmp_path):
    (tmp_path / "latin.toml").write_bytes(b"# caf\xe9\n[quotes]\n")
    for name in (tmp_path / "none.toml", tmp_path, tmp_path / "latin.toml", "[quotes]\nindirect = false"):
        with pytest.raises(newsgrain.InputError, match="given as a dict"):
            newsgrain.Pipeline(name)
    (tmp_path / "broken.toml").write_text("[quotes\n")
    with pytest.raises(newsgrain.ConfigError, match="broken.toml:1"):
        newsgrain.Pipeline(tmp_path / "broken.toml")


def test_cures_of_documents():
    nlp = newsgrain.Pipeline(max_input=10)
    assert "max_input" in str(nlp(STORY).error) and "--" not in str(nlp(STORY).error)
    assert "Raise timeout" in str(newsgrain.Pipeline(timeout=0.02)(STORY * 100_000).error)
    outside = newsgrain.Pipeline()(STORY, mentions=[{"begin": 0, "end": 99, "type": "PERSON"}])
    assert "code points" in str(outside.error) and "--" not in str(outside.error)
    with pytest.raises(newsgrain.ConfigError, match="plugin list"):
        newsgrain.Pipeline(disable="nonsense")
    with pytest.raises(newsgrain.Error) as caught:
        newsgrain.Pipeline(plugin_path="/nowhere/at-all.so", components=["org.example.x", "segments"])
    assert "--" not in str(caught.value)


def test_threads_are_a_number():
    nlp = newsgrain.Pipeline(components="segments")
    for threads in ("four", -1, 1.5):
        with pytest.raises(ValueError, match="threads"):
            nlp.pipe([STORY], threads=threads)
    assert sys.version_info and len(list(nlp.pipe([STORY] * 3, threads=None))) == 3
