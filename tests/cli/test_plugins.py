"""plugin, pipeline explain, doctor."""

import json

BUNDLED = ["boilerplate", "segments", "entities", "quotes", "sentiment"]


def test_list_shows_the_bundled_plugins(newsgrain):
    out = newsgrain("plugin", "list").out
    assert all(f"newsgrain-{name}" in out for name in BUNDLED)


def test_show_lists_the_configuration(newsgrain):
    run = newsgrain("plugin", "show", "boilerplate")
    assert run.code == 0 and "favour" in run.out and "block.role" in run.out
    assert newsgrain("plugin", "show", "nonsense").code == 2


def test_explain_is_in_order(newsgrain):
    steps = [s["component"] for s in json.loads(newsgrain("pipeline", "explain", "--json").out)]
    assert steps == BUNDLED
    assert newsgrain("pipeline", "explain", "--disable", "boilerplate").code == 0


def test_a_missing_layer_names_who_could_help(newsgrain):
    run = newsgrain("pipeline", "explain", "--disable", "segments")
    assert run.code == 2 and "segments" in run.err and ("token" in run.err or "sentence" in run.err)


def test_doctor_finds_a_whole_installation(newsgrain):
    run = newsgrain("doctor")
    assert run.code == 0 and "FAILED" not in run.out
