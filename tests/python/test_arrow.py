"""Layers as Arrow tables, over the layer's own memory."""
import gc
import pathlib

import pytest

import newsgrain

pa = pytest.importorskip("pyarrow")
PAGE = pathlib.Path(__file__).resolve().parents[2] / "examples" / "pages" / "harbour-bridge.html"


@pytest.fixture(scope="module")
def doc():
    return newsgrain.Pipeline()(PAGE)


def test_every_layer_is_a_valid_table(doc):
    for name in doc.layers:
        layer = doc.layer(name)
        table = pa.table(layer)
        table.validate(full=True)
        assert table.num_rows == len(layer)
        assert [c for c in table.column_names if c not in ("begin", "end")] == layer.columns


def test_tables_say_what_the_spans_say(doc):
    rows = pa.table(doc.layer("quote")).to_pylist()
    text = doc.text.encode()
    assert [row["kind"] for row in rows] == [q.kind for q in doc.quotes]
    assert [[text[b:e].decode() for b, e in row["fragments"]] for row in rows] == [[f.text for f in q.fragments] for q in doc.quotes]
    assert [row["speaker_entity"] for row in rows] == [q.speaker and q.speaker.entity and q.speaker.entity.index for q in doc.quotes]
    assert [row["name"] for row in pa.table(doc.layer("entity")).to_pylist()] == [e.name for e in doc.entities]


def test_numbers_are_not_copied(doc):
    layer = doc.layer("token")
    buffer = pa.table(layer)["begin"].chunk(0).buffers()[1]
    assert buffer.address == layer.to_numpy()["begin"].ctypes.data


def test_tables_outlive_the_document():
    doc = newsgrain.Pipeline()(PAGE)
    names = [e.name for e in doc.entities]
    table, unused = pa.table(doc.layer("entity")), doc.layer("entity").__arrow_c_stream__()
    del doc, unused
    gc.collect()
    assert table["name"].to_pylist() == names


def test_empty_layers():
    doc = newsgrain.Pipeline()("")
    for name in doc.layers:
        assert pa.table(doc.layer(name)).num_rows == len(doc.layer(name))
