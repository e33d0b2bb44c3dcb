"""Pipelines as data: TOML files with [pipeline] and [isolation], lock files, and the drawing of explain."""

import json
import os
import pathlib
import shutil
import xml.etree.ElementTree as ElementTree

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PLUGINS = pathlib.Path(os.environ.get("NEWSGRAIN_TEST_PLUGINS", "nowhere"))
SVG = "{http://www.w3.org/2000/svg}"

needs_plugins = pytest.mark.skipif(not PLUGINS.exists(), reason="NEWSGRAIN_TEST_PLUGINS names no folder")


@pytest.fixture
def plan(newsgrain, tmp_path):
    """The plan of a TOML file, or what was said against it."""

    def explain(toml, *flags):
        path = tmp_path / "pipeline.toml"
        path.write_text(toml)
        run = newsgrain("pipeline", "explain", "--json", "--config", path, *flags)
        return json.loads(run.out) if run.code == 0 else run.err

    return explain


def test_components_and_configuration_come_from_the_file(plan):
    steps = plan('[pipeline]\ncomponents = ["segments", "boilerplate"]\n[boilerplate]\nfavour = "precision"\n')
    assert [s["component"] for s in steps] == ["boilerplate", "segments"]  # what is read stands before who reads it
    assert steps[0]["config"]["favour"] == "precision" and steps[1]["config"]["all_blocks"] is False


@needs_plugins
def test_isolation_by_component(plan):
    file = f"[pipeline]\nplugin_path = {json.dumps(str(PLUGINS / 'good'))}\n"

    def modes(*arguments):
        return {s["component"]: s["isolation"] for s in plan(*arguments)}

    assert modes(file)["test.mark"] == "process" and modes(file)["segments"] == "none"
    turned = modes(file + 'isolation = "process"\n[isolation]\n"test.mark" = "none"\n')
    assert turned["test.mark"] == "none" and turned["segments"] == "process"
    assert set(modes(file + 'isolation = "process"\n', "--isolation", "none").values()) == {"none"}  # flags win


@needs_plugins
def test_limits_of_the_isolation_table_hold(newsgrain, tmp_path):
    (tmp_path / "p.toml").write_text(
        f'[pipeline]\nplugin_path = {json.dumps(str(PLUGINS / "hostile"))}\ncomponents = ["test.hostile"]\n'
        '[isolation]\ndeadline = "200ms"\ncrashes = 2\nwindow = 10\n["test.hostile"]\nwhat = "endless_loop"\n'
    )
    rows = "".join(json.dumps({"id": str(i), "text": f"HOSTILE {i}"}) + "\n" for i in range(3))
    run = newsgrain("analyze", "-", "--input-format", "jsonl", "--config", tmp_path / "p.toml", "-j", 1, stdin=rows)
    documents = run.documents
    assert [d["status"] for d in documents] == ["timeout", "timeout", "partial"]
    assert "deadline in [isolation]" in run.err and "--timeout-per-doc" not in run.err
    assert "200 ms" in documents[0]["error"]["message"] and "switched off after 2" in documents[2]["error"]["message"]


@pytest.mark.parametrize(
    "toml, says",
    [
        ("[isolation]\ndeadline = -1\n", "[isolation] deadline"),
        ('[isolation]\nmemory = "much"\n', "memory is no size"),
        ("[isolation]\ncrashes = 1.5\n", "crashes is no whole number"),
        ("[isolation]\nsandbox = 1\n", "sandbox is neither true nor false"),
        ('[isolation]\nsegments = "thread"\n', '"auto", "none" or "process"'),
        ("[isolation]\nlimit = 5\n", "There are: deadline, memory"),
        ('[pipeline]\nisolation = "thread"\n', '"auto", "none" or "process"'),
        ('[pipeline]\ncomponent = "segments"\n', "There are: components"),
        ("[segments]\nall = true\n", "all_blocks"),
        ("threads = 4\n", "stands outside of a table"),
        ("[pipeline\n", "pipeline.toml"),
    ],
)
def test_a_mistake_is_named(plan, toml, says):
    said = plan(toml)
    assert isinstance(said, str) and says in said, said


# --- lock files ---


@pytest.fixture
def locked(newsgrain, tmp_path):
    """A copy of a plugin in a folder of its own, and the lock of a pipeline with it."""
    if not PLUGINS.exists():
        pytest.skip("NEWSGRAIN_TEST_PLUGINS names no folder")
    shutil.copytree(PLUGINS / "hostile", tmp_path / "plugin")
    flags = ("--plugin-path", tmp_path / "plugin", "--component", "test.hostile")
    lock = tmp_path / "pipeline.lock"
    assert newsgrain("pipeline", "lock", "-o", lock, *flags).code == 0
    return lock, flags


def analyze(newsgrain, lock, flags):
    return newsgrain(
        "analyze", "-", "--input-format", "text", "--format", "jsonl", "--locked", lock, *flags, stdin="A text."
    )


def test_what_is_as_locked_runs(newsgrain, locked):
    lock, flags = locked
    entry = json.loads(lock.read_text())["components"][0]
    assert entry["component"] == "test.hostile" and entry["version"] == "6.6.6" and len(entry["library"]) == 64
    assert analyze(newsgrain, lock, flags).documents[0]["status"] == "ok"
    assert newsgrain("pipeline", "lock", *flags).out == lock.read_text()  # standard output, the same bytes


def test_another_library_is_refused(newsgrain, locked, tmp_path):
    lock, flags = locked
    with open(tmp_path / "plugin/newsgrain_hostile.so", "ab") as library:
        library.write(b"\0")
    run = analyze(newsgrain, lock, flags)
    assert run.code == 2 and "test.hostile: library" in run.err and run.out == ""


def test_another_configuration_is_refused(newsgrain, locked):
    lock, flags = locked
    run = analyze(newsgrain, lock, (*flags, "--set", "test.hostile.what=prints"))
    assert run.code == 2 and "config" in run.err


def test_other_components_are_refused(newsgrain, locked):
    lock, flags = locked
    run = analyze(newsgrain, lock, flags[:2])
    assert run.code == 2 and "the lock names the components test.hostile; this pipeline has boilerplate" in run.err


@pytest.mark.parametrize("text", ["", "{}", '{"lock": 2, "components": []}', "no json", '{"lock": 1, "components": 5}'])
def test_what_is_no_lock_is_refused(newsgrain, locked, text):
    lock, flags = locked
    lock.write_text(text)
    run = analyze(newsgrain, lock, flags)
    assert run.code == 2 and "lock" in run.err


def test_models_are_locked_too(newsgrain):
    lock = json.loads(newsgrain("pipeline", "lock").out)
    assert [c["component"] for c in lock["components"]] == [
        "boilerplate",
        "segments",
        "entities",
        "quotes",
        "sentiment",
    ]
    resources = [r for c in lock["components"] for r in c["resources"].values()]
    assert resources and all(len(r) == 64 for r in resources)


def test_a_file_demands_its_lock(newsgrain, locked, tmp_path):
    lock, _ = locked
    (tmp_path / "p.toml").write_text(
        '[pipeline]\nplugin_path = "plugin"\ncomponents = ["test.hostile"]\nlocked = "pipeline.lock"\n'
    )
    assert newsgrain("pipeline", "explain", "--config", tmp_path / "p.toml").code == 0
    assert (
        newsgrain("pipeline", "explain", "--config", tmp_path / "p.toml", "--set", "test.hostile.what=prints").code == 2
    )


# --- explain ---


def test_the_table_says_who_reads_and_writes(newsgrain):
    out = newsgrain("pipeline", "explain").out
    line = next(line for line in out.splitlines() if " quotes " in line)
    assert "host" in line and "quote" in line and "entities" in line


def test_the_drawing_has_a_row_per_component_and_a_column_per_layer(newsgrain):
    drawing = ElementTree.fromstring(newsgrain("pipeline", "explain", "--format", "svg").out)
    assert drawing.tag == SVG + "svg"
    texts = {t.text for t in drawing.iter(SVG + "text")}
    assert {
        "reader",
        "boilerplate",
        "segments",
        "entities",
        "quotes",
        "sentiment",
        "block",
        "block.role",
        "sentence",
        "quote",
    } <= texts
    titles = {t.text for t in drawing.iter(SVG + "title")}
    assert {
        "reader writes block",
        "segments writes sentence",
        "quotes reads sentence",
        "sentiment reads quote",
    } <= titles
    # Nothing is drawn outside of the picture.
    width, height = float(drawing.get("width")), float(drawing.get("height"))
    for circle in drawing.iter(SVG + "circle"):
        assert 0 < float(circle.get("cx")) < width and 0 < float(circle.get("cy")) < height


@needs_plugins
def test_the_drawing_shows_isolation_and_escapes(newsgrain):
    out = newsgrain(
        "pipeline", "explain", "--format", "svg", "--plugin-path", PLUGINS / "good", "--component", "test.mark"
    ).out
    assert any("own process" in (t.text or "") for t in ElementTree.fromstring(out).iter(SVG + "text"))
