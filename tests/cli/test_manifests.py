"""Manifests that would be half obeyed are refused, with the key that was meant; names and schemas have to fit.

The libraries here are empty files: all of this is found before a library is opened.
"""

import copy
import json
import os
import pathlib

import pytest

BUILT = pathlib.Path(os.environ.get("NEWSGRAIN_TEST_PLUGINS", ""))

GOOD = {
    "manifest": 1,
    "name": "shouting",
    "version": "1.0.0",
    "license": "Apache-2.0",
    "abi": {"major": 1, "min_minor": 0},
    "components": [
        {
            "id": "org.example.shouting",
            "kind": "annotator",
            "languages": ["en", "und", "pt-BR"],
            "concurrency": "parallel",
            "deterministic": True,
            "reads": [{"layer": "token", "schema": "newsgrain.token/1", "columns": ["kind"], "optional": True}],
            "writes": [
                {
                    "layer": "shout",
                    "schema": "org.example.shout/1",
                    "columns": [
                        {"name": "loud", "type": "code8", "labels": ["yes", "no"]},
                        {"name": "n", "type": "u32"},
                    ],
                }
            ],
            "config": {
                "type": "object",
                "additionalProperties": False,
                "properties": {"least": {"type": "integer", "minimum": 1, "default": 4, "description": "Shortest."}},
            },
            "resources": [{"name": "words.txt", "sha256": ""}],
        }
    ],
}


def write(folder, manifest, name="shouting"):
    (folder / f"newsgrain_{name}.so").write_bytes(b"")
    text = manifest if isinstance(manifest, str) else json.dumps(manifest)
    (folder / f"newsgrain_{name}.json").write_text(text)
    return folder


def changed(path, value):
    """GOOD with one value set, by a path of keys and numbers; a path that ends in ("old", "new") renames a key."""
    out = copy.deepcopy(GOOD)
    at = out
    for key in path[:-1]:
        at = at[key]
    if isinstance(path[-1], tuple):
        old, new = path[-1]
        at[new] = at.pop(old)
    else:
        at[path[-1]] = value
    return out


COMPONENT = ("components", 0)
WRITE = (*COMPONENT, "writes", 0)
LEAST = (*COMPONENT, "config", "properties", "least")


def states(newsgrain, *arguments, **options):
    plugins = json.loads(newsgrain("plugin", "list", "--json", *arguments, **options).out)
    return {p["path"]: p for p in plugins}


def fault(newsgrain, folder):
    """What is wrong with the plugin in the folder, or ""."""
    (plugin,) = [p for path, p in states(newsgrain, "--plugin-path", folder).items() if path.startswith(str(folder))]
    return plugin["error"]["message"] if plugin["error"] else ""


def test_the_good_one_is_good(newsgrain, tmp_path):
    assert fault(newsgrain, write(tmp_path, GOOD)) == ""


@pytest.mark.parametrize(
    "path, meant",
    [
        ((*COMPONENT, ("reads", "read")), "reads"),
        ((*COMPONENT, ("writes", "write")), "writes"),
        ((*COMPONENT, ("languages", "language")), "languages"),
        ((*COMPONENT, ("languages", "lang")), "languages"),
        ((*COMPONENT, ("deterministic", "determinstic")), "deterministic"),
        ((*COMPONENT, ("config", "cofnig")), "config"),
        ((*COMPONENT, ("resources", "resource")), "resources"),
        ((*COMPONENT, "reads", 0, ("optional", "optinal")), "optional"),
        ((*COMPONENT, "reads", 0, ("columns", "column")), "columns"),
        ((*COMPONENT, "reads", 0, ("schema", "shcema")), "schema"),
        ((*WRITE, ("columns", "colums")), "columns"),
        ((*WRITE, "columns", 0, ("labels", "label")), "labels"),
        ((*LEAST, ("minimum", "min")), "minimum"),
        ((*LEAST, ("default", "defualt")), "default"),
        ((*LEAST, ("description", "Description")), "description"),
        ((*COMPONENT, "config", ("additionalProperties", "additionalproperties")), "additionalProperties"),
        ((*COMPONENT, "resources", 0, ("sha256", "sha265")), "sha256"),
        (("abi", ("min_minor", "minor")), "min_minor"),
        ((("license", "licence"),), "license"),
        ((("components", "component"),), "components"),
    ],
    ids=lambda value: value if isinstance(value, str) else ".".join(map(str, value)),
)
def test_a_key_that_is_not_known_is_refused_with_the_one_that_was_meant(newsgrain, tmp_path, path, meant):
    said = fault(newsgrain, write(tmp_path, changed(path, None)))
    if path[0] == "abi":  # too far away for a suggestion
        assert "there are: major and min_minor" in said
    else:
        assert f'"{path[-1][1]}' in said or f'.{path[-1][1]}"' in said, said
        assert f'did you mean "{meant}"?' in said, said
    run = newsgrain("analyze", "-", "--plugin-path", tmp_path, stdin="Some text.")
    assert run.code == 2 and meant in run.err and run.out == ""


@pytest.mark.parametrize(
    "path, value, said",
    [
        ((*COMPONENT, "reads"), {"layer": "token"}, '"components[0].reads" must be a list of objects'),
        ((*COMPONENT, "reads", 0, "optional"), "true", "must be true or false"),
        ((*COMPONENT, "reads", 0, "columns"), "kind", "must be a list of strings"),
        ((*COMPONENT, "reads", 0, "columns"), ["kind", 1], "must be a list of strings"),
        ((*COMPONENT, "languages"), "en", "must be a list of strings"),
        ((*COMPONENT, "languages"), ["english"], '"english"'),
        ((*COMPONENT, "kind"), "anotator", '"annotator" alone'),
        ((*COMPONENT, "deterministic"), 1, "must be true or false"),
        ((*WRITE, "columns", 1, "list"), "yes", "must be true or false"),
        ((*WRITE, "columns", 1), "n", "must be a list of objects"),
        ((*LEAST, "default"), "four", "default does not fit"),
        ((*LEAST, "default"), 0, "at least 1"),
        ((*LEAST, "type"), "int", 'unknown type "int"'),
        ((*LEAST, "pattern"), "x+", '"components[0].config.properties.least.pattern" is no key'),
        ((*COMPONENT, "config", "additionalProperties"), True, "always refused"),
        (("abi", "major"), -1, '"abi" needs'),
        (("x-build",), {"any": 1}, ""),
        ((*COMPONENT, "x-team"), "desk", ""),
    ],
)
def test_a_value_that_would_be_ignored_is_refused(newsgrain, tmp_path, path, value, said):
    found = fault(newsgrain, write(tmp_path, changed(path, value)))
    assert (said in found) if said else found == "", found


def test_a_key_that_stands_there_twice_is_refused(newsgrain, tmp_path):
    text = json.dumps(GOOD).replace('"kind": "annotator"', '"kind": "annotator", "reads": []', 1)
    assert '"components[0].reads" stands there twice' in fault(newsgrain, write(tmp_path, text))


def test_a_manifest_of_a_later_abi_is_refused_by_its_version(newsgrain, tmp_path):
    later = changed((*COMPONENT, "budget"), 3)
    later["abi"]["min_minor"] = 99
    assert fault(newsgrain, write(tmp_path, later)) == ""  # the key may be one of then
    run = newsgrain("plugin", "inspect", tmp_path / "newsgrain_shouting.so")
    assert run.code != 0


# Schemas and columns.


@pytest.mark.parametrize(
    "read, said",
    [
        ({"layer": "token", "schema": "newsgrain.token/2"}, "newsgrain.token/1 here"),
        ({"layer": "block", "schema": "newsgrain.block/7", "optional": True}, "newsgrain.block/1 here"),
        ({"layer": "token", "columns": ["lemma"]}, "column lemma"),
        ({"layer": "shout", "schema": "org.example.shout/2"}, "org.example.shout/1 here"),
        ({"layer": "shout", "schema": "org.example.shout/2", "optional": True}, "org.example.shout/1 here"),
        ({"layer": "shout", "columns": ["n", "pitch"]}, "column pitch of layer shout"),
    ],
)
def test_what_does_not_fit_the_layer_fails_when_the_pipeline_is_built(newsgrain, tmp_path, read, said):
    reader = changed((*COMPONENT, "reads"), [read])
    reader["name"] = "reader"
    reader["components"][0]["id"] = "org.example.reader"
    reader["components"][0]["writes"][0]["layer"] = "echo"
    write(write(tmp_path, GOOD), reader, "reader")
    run = newsgrain("pipeline", "explain", "--plugin-path", tmp_path)
    assert run.code == 2 and said in run.err, run.err
    assert "there are: loud, n" in run.err or "pitch" not in said
    if read["layer"] == "shout":
        assert "written by org.example.shouting of shouting 1.0.0" in run.err


# Names.


def test_the_id_of_a_bundled_component_is_refused(newsgrain, tmp_path):
    thief = changed((*COMPONENT, "id"), "quotes")
    write(tmp_path, thief)
    by_variable = {"NEWSGRAIN_PLUGIN_PATH": str(tmp_path)}
    plugins = states(newsgrain, env=by_variable)
    assert plugins[str(tmp_path / "newsgrain_shouting.so")]["state"] == "broken"
    steps = json.loads(newsgrain("pipeline", "explain", "--json", env=by_variable).out)
    assert [s["plugin"] for s in steps if s["component"] == "quotes"] == ["newsgrain-quotes"]
    run = newsgrain("analyze", "-", "--plugin-path", tmp_path, stdin="Some text.")
    assert run.code == 2 and "quotes" in run.err and "newsgrain-quotes" in run.err
    assert "names of their own" in run.err


def test_one_id_in_two_plugins_is_refused(newsgrain, tmp_path):
    other = changed(("name",), "another")
    write(write(tmp_path, GOOD), other, "another")
    found = {path.rsplit("/", 1)[1]: p["state"] for path, p in states(newsgrain, "--plugin-path", tmp_path).items()}
    assert found["newsgrain_another.so"] == "ok" and found["newsgrain_shouting.so"] == "broken"


def test_two_components_of_one_id_are_refused(newsgrain, tmp_path):
    twice = copy.deepcopy(GOOD)
    twice["components"].append(copy.deepcopy(twice["components"][0]))
    assert "two components org.example.shouting" in fault(newsgrain, write(tmp_path, twice))


def test_another_build_of_a_bundled_plugin_takes_its_place_and_says_so(newsgrain, tmp_path):
    bundled = [p for p in states(newsgrain).values() if p["name"] == "newsgrain-segments"][0]
    library = pathlib.Path(bundled["path"])
    for file in (library, library.with_suffix(".json")):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    shadowed = states(newsgrain, "--plugin-path", tmp_path)[bundled["path"]]
    assert shadowed["state"] == "shadowed" and shadowed["shadowed_by"] == str(tmp_path / library.name)
    run = newsgrain("analyze", "-", "--format", "jsonl", "--plugin-path", tmp_path, stdin="Some text.")
    assert run.code == 0 and "segments" in run.err and "in place of the bundled plugin" in run.err
    # An installed package, which nobody named for this run, must not.
    (package,) = [
        p
        for path, p in states(newsgrain, env={"NEWSGRAIN_ENTRY_POINTS": str(tmp_path)}).items()
        if str(tmp_path) in path
    ]
    assert package["state"] == "broken" and "place of the bundled one" in package["error"]["message"]
