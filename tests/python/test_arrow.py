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
    assert [[text[b:e].decode() for b, e in row["fragments"]] for row in rows] == [
        [f.text for f in q.fragments] for q in doc.quotes
    ]
    assert [row["speaker_entity"] for row in rows] == [
        q.speaker and q.speaker.entity and q.speaker.entity.index for q in doc.quotes
    ]
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


@pytest.fixture(scope="module")
def batch():
    pages = sorted(PAGE.parent.iterdir())
    return newsgrain.Batch(newsgrain.Pipeline(timeout=60).pipe([*pages, PAGE.with_name("missing.html"), ""]))


def test_a_batch_is_a_row_per_document(batch):
    table = pa.table(batch)
    table.validate(full=True)
    rows = table.to_pylist()
    assert [row["id"] for row in rows] == [doc.id for doc in batch]
    assert [row["status"] for row in rows] == [doc.status for doc in batch]
    assert [row["article"] for row in rows] == [doc.article for doc in batch]
    assert [row["authors"] for row in rows] == [doc.metadata["authors"] for doc in batch]
    assert [row["published"] for row in rows] == [doc.metadata["published"] for doc in batch]
    missing = rows[-2]
    assert missing["status"] == "error" and "NG101" in missing["error"] and missing["title"] is None
    assert all(row["error"] is None for row in rows[:-2])


def test_a_layer_of_a_batch_is_the_layers_of_its_documents(batch):
    for name in batch[0].layers:
        table = pa.table(batch.layer(name))
        table.validate(full=True)
        assert table.num_rows == sum(len(doc.layer(name)) for doc in batch if name in doc.layers)
    quotes = pa.table(batch.layer("quote")).to_pylist()
    assert [(q["document"], q["kind"]) for q in quotes] == [
        (i, q.kind) for i, doc in enumerate(batch) for q in doc.quotes
    ]
    for q in quotes:
        text = batch[q["document"]].text.encode()
        assert text[q["begin"] : q["end"]].decode().strip()


def test_batches_without_rows():
    empty = newsgrain.Batch([])
    assert pa.table(empty).num_rows == 0
    assert pa.table(empty.layer("quote")).column_names[:4] == ["document", "begin", "end", "kind"]
    with pytest.raises(newsgrain.Error, match="no document of the batch has a layer nothing"):
        pa.table(empty.layer("nothing"))


def test_other_readers_take_a_batch(batch):
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame(batch.layer("entity"))
    assert frame["name"].to_list() == [e.name for doc in batch for e in doc.entities]
    duckdb = pytest.importorskip("duckdb")
    quote, page = pa.table(batch.layer("quote")), pa.table(batch)  # noqa: F841 - DuckDB finds them by name
    assert duckdb.sql("select count(*) from quote").fetchall()[0][0] == sum(len(doc.quotes) for doc in batch)
