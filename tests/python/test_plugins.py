"""Plugins of any compiler inside Python: exceptions stay on their side, whatever C++ library made them.

NEWSGRAIN_TEST_PLUGINS names the folder of the test plugins that the CMake build made (tests/run.sh sets it).
"""

import os
import pathlib

import pytest

import newsgrain

FOLDER = pathlib.Path(os.environ.get("NEWSGRAIN_TEST_PLUGINS", "nowhere"))


@pytest.fixture(params=["throwing", "libcxx"], ids=["gcc", "clang and libc++"])
def plugin(request):
    folder = FOLDER / request.param
    if not (folder / "newsgrain_throwing.so").exists():
        pytest.skip("no test plugin here; see the file's first lines")
    return folder


def pipeline(plugin, when):
    return newsgrain.Pipeline({"test.throwing": {"when": when}}, plugin_path=[plugin], components=["test.throwing"])


def test_it_writes_its_layer(plugin):
    doc = pipeline(plugin, "never")("a b a c")
    assert doc.status == "ok" and doc.layer("thrown").to_numpy()["x"].tolist() == [3.0]


@pytest.mark.parametrize("when, text", [("process", "off the map"), ("odd", "unknown exception")])
def test_what_it_throws_becomes_a_status(plugin, when, text):
    nlp = pipeline(plugin, when)
    for doc in nlp.pipe(["a b", "c"] * 20, threads=4):
        assert doc.status == "partial" and text in str(doc.error)


def test_what_its_start_throws_becomes_an_exception(plugin):
    with pytest.raises(newsgrain.PluginError, match="no model today"):
        pipeline(plugin, "create")


def test_another_extractor_runs_beside_the_bundled_one():
    folder = FOLDER / "long_blocks"
    if not (folder / "newsgrain_long_blocks.so").exists():
        pytest.skip("no test plugin here; see the file's first lines")
    nlp = newsgrain.Pipeline(plugin_path=[folder], components=["boilerplate", "test.long_blocks"])
    story = "The ferry to Norholm will stop in June, since nobody can pay for it any longer, the mayor told reporters."
    doc = nlp(
        {"html": f"<nav><a href=/>Home</a></nav><h1>Ferry</h1><p>{story}</p><p>{story[::-1]}.</p><p>Nobody knows.</p>"}
    )
    out = doc.to_dict()
    assert [(b["role"], b["other_roles"]["long_blocks"]) for b in out["blocks"]] == [
        ("navigation", "other"),
        ("title", "other"),
        ("body", "body"),
        ("body", "body"),
        ("body", "other"),
    ]
    [agreement] = out["agreement"]
    assert agreement["layer"] == "long_blocks" and agreement["blocks"] == 0.8 and 0.9 < agreement["body"] < 1
    assert "agreement" not in newsgrain.Pipeline(components=["boilerplate"])(story).to_dict()


def test_an_installed_component_runs_besides_the_default_ones(plugin, monkeypatch):
    monkeypatch.setenv("NEWSGRAIN_PLUGIN_PATH", str(plugin))
    default = newsgrain.Pipeline().components
    assert "test.throwing" not in default
    for also in ("test.throwing", ["test.throwing"]):
        nlp = newsgrain.Pipeline({"test.throwing": {"when": "never"}}, with_components=also)
        assert nlp.components == [*default, "test.throwing"]
