"""A bad row is a row with a status, in its place; a bad value of a good row is left out, with a note."""

import json

import pytest

TEXT = "The dam held, engineer Peter Novak said on Friday."


def rows(newsgrain, *lines, options=()):
    lines = [line if isinstance(line, (str, bytes)) else json.dumps(line) for line in lines]
    data = b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
    run = newsgrain("analyze", "-", "--input-format", "jsonl", *options, stdin=data)
    return run.documents


def notes(doc):
    return [n["text"] for n in doc.get("notes") or [] if n["component"] == "input"]


def test_one_of_each(newsgrain):
    good = {"html": f"<html lang=en><p>{TEXT}</p></html>"}
    docs = rows(
        newsgrain,
        {"id": "fine", **good},
        {"id": "empty", "html": ""},
        {"id": "null", "html": None},
        {"id": "neither"},
        {"id": "blank", "text": " \n\t"},
        "no json",
        "",
        {"id": "number", "html": 5},
        {"html": [1], "id": "late"},
        {"id": "document", "text": "%PDF-1.4 \0"},
        "[1]",
        {"id": "twice", **good},
        {"id": "twice", **good},
        {"id": 7, **good, "published": "yesterday"},
        '{"id": "half", "text": "\\udc00 broken"}',
        {"id": "no url", **good, "url": ""},
        '{"id": "cut", "text": "abc',
    )
    assert [(d["id"], d["status"]) for d in docs] == [
        ("fine", "ok"),
        ("empty", "skipped"),
        ("null", "error"),
        ("neither", "error"),
        ("blank", "skipped"),
        ("-:6", "error"),
        ("number", "error"),
        ("late", "error"),
        ("document", "error"),
        ("-:11", "error"),
        ("twice", "ok"),
        ("twice", "ok"),
        ("7", "ok"),
        ("half", "ok"),
        ("no url", "ok"),
        ("-:17", "error"),
    ]
    assert notes(docs[12]) == ['"published" was left out: "yesterday" is no date']
    assert docs[12]["metadata"]["published"] is None
    assert "surrogate" in notes(docs[13])[0] and docs[13]["text"] == "\ufffd broken"
    assert notes(docs[0]) == notes(docs[14]) == []
    assert all(d["error"]["message"] and d["text"] == "" for d in docs if d["status"] == "error")


BAD_VALUES = [
    ("published", "yesterday"),
    ("published", "2026-02-30"),
    ("published", "2026-13-01T10:00"),
    ("published", "2018-03-05T19:04+00<"),
    ("published", "03/05/2018"),
    ("published", 20260301),
    ("published", ["2026-03-01"]),
    ("url", "notaurl"),
    ("url", "https://"),
    ("url", "see below"),
    ("url", 5),
    ("url", {"href": "https://example.org"}),
    ("language", "english"),
    ("language", "e"),
    ("language", "en us"),
    ("language", True),
]


@pytest.mark.parametrize("key,value", BAD_VALUES)
def test_a_bad_value_costs_itself(newsgrain, key, value):
    [doc, plain] = rows(newsgrain, {key: value, "id": "a", "text": TEXT}, {"id": "a", "text": TEXT})
    assert doc["status"] == "ok" and len(notes(doc)) == 1 and f'"{key}"' in notes(doc)[0]
    assert {**doc, "notes": 0, "input": 0} == {**plain, "notes": 0, "input": 0}


@pytest.mark.parametrize(
    "key,value",
    [
        *(("published", v) for v in ("2026", "2026-03", "20260301", "2026-03-01", "2026-03-01 19:04")),
        *(("published", "2026-03-01T19:04" + v) for v in ("", "Z", ":05Z", ":05.123Z", "+02:00", "-0500", "+02")),
        *(("url", v) for v in ("https://example.org/a?b=c#d", "http://b\u00fccher.example/a")),
        ("url", "file:///tmp/a.html"),
        *(("language", v) for v in ("en", "de-AT", "zh-Hant-TW", "gsw")),
    ],
)
def test_good_values_stay(newsgrain, key, value):
    [doc] = rows(newsgrain, {"id": "a", key: value, "text": TEXT})
    assert doc["metadata"][key] == value and notes(doc) == []


def test_an_id_that_is_none_is_the_place(newsgrain):
    for bad in ({"a": 1}, True, [1]):
        [doc] = rows(newsgrain, {"id": bad, "text": TEXT})
        assert doc["id"] == "-:1" and doc["status"] == "ok" and len(notes(doc)) == 1


@pytest.mark.parametrize("mark", ["\ufeff", "\ufeff \n"])
def test_byte_order_mark(newsgrain, tmp_path, mark):
    line = json.dumps({"id": "first", "text": TEXT}) + "\n"
    (tmp_path / "a.jsonl").write_text(mark + line * 2, encoding="utf-8")
    docs = newsgrain("analyze", tmp_path / "a.jsonl").documents
    assert [d["id"] for d in docs] == ["first", "first"] and [d["status"] for d in docs] == ["ok", "ok"]
    assert [d["id"] for d in rows(newsgrain, (mark + line).encode())] == ["first"]


def nested(depth, inner="1", kind="[]"):
    return (kind[0] if kind == "[]" else '{"a":') * depth + inner + kind[-1] * depth


@pytest.mark.parametrize("kind", ["[]", "{}"])
@pytest.mark.parametrize("depth", [20, 100, 1000, 3000])
def test_nested_meta_stays_readable(newsgrain, depth, kind):
    value = nested(depth, '"in\\"[{"', kind)
    [doc, last] = rows(newsgrain, f'{{"deep": {value}, "flat": [1, {{"b": 2}}], "text": "{TEXT}"}}', {"text": TEXT})
    assert doc["status"] == last["status"] == "ok" and doc["meta"]["flat"] == [1, {"b": 2}]
    seen, levels = doc["meta"]["deep"], 0
    while not isinstance(seen, str):
        seen, levels = (seen[0] if isinstance(seen, list) else seen["a"]), levels + 1
    assert levels <= 32 and bool(notes(doc)) == (depth > 31)
    # Nothing is lost: what was too deep is there as text.
    assert seen == ('in"[{' if levels == depth else nested(depth - levels, '"in\\"[{"', kind))


def test_half_a_surrogate_pair_in_meta(newsgrain):
    [doc] = rows(newsgrain, '{"text": "abc def", "k\\ud800": ["\\ud83d\\ude00 \\udc00 \\\\ud800"]}')
    assert doc["meta"] == {"k\ufffd": ["\U0001f600 \ufffd \\ud800"]} and len(notes(doc)) == 2


@pytest.mark.parametrize("bad", [-1, 0.5, 2**70, None, "1"])
def test_mentions_that_cannot_be_used_are_an_error_of_the_row(newsgrain, bad):
    given = [{"begin": bad, "end": 3, "type": "PERSON"}]
    docs = rows(newsgrain, {"mentions": given, "id": "a", "text": TEXT}, {"id": "b", "text": TEXT})
    assert [(d["id"], d["status"]) for d in docs] == [("a", "error"), ("b", "ok")]
    assert "mentions[0].begin" in docs[0]["error"]["message"]
