"""What is no document costs itself and nothing else; what was finished is never lost."""

import datetime
import json
import logging
import os
import pathlib
import signal
import subprocess
import sys
import uuid

import pytest

import newsgrain

PAGES = pathlib.Path(__file__).resolve().parents[2] / "examples" / "pages"
STORY = "The ferry will stop, Mayor Anna Lindqvist said on Tuesday. “We cannot pay for it,” she told reporters."


@pytest.fixture(scope="module")
def nlp():
    return newsgrain.Pipeline()


class Broken:
    """A mapping, a path and a file that cannot be read."""

    def read(self):
        raise OSError("the disk went away")


def circle():
    out = {"text": STORY}
    out["self"] = out
    return out


def deep():
    out = {}
    for _ in range(100_000):
        out = {"a": out}
    return {"text": STORY, "deep": out}


def given(**mention):
    return {"id": "m", "text": STORY, "mentions": [mention]}


BAD = {
    "None": (None, "None is no document"),
    "NaN": (float("nan"), "nan is no document"),
    "a number": (12, "12 is no document"),
    "a list": ([1, 2], "a list is no document"),
    "an object": (object(), "an object is no document"),
    "an empty dict": ({}, "neither"),
    "a dict without a page": ({"id": "x", "title": "y"}, "neither"),
    "html None": ({"html": None}, "neither"),
    "html NaN": ({"html": float("nan"), "text": None}, "neither"),
    "html a number": ({"html": 12}, '"html" is no string'),
    "html a list": ({"html": ["<p>"]}, '"html" is no string'),
    "begin -1": (given(begin=-1, end=3, type="PERSON"), "begin"),
    "begin 0.5": (given(begin=0.5, end=3, type="PERSON"), "begin"),
    "end 2**70": (given(begin=0, end=2**70, type="PERSON"), "end"),
    "begin True": (given(begin=True, end=3, type="PERSON"), "begin"),
    "no begin": (given(start=1, end=3, type="PERSON"), "begin"),
    "no type": (given(begin=0, end=3), "type"),
    "an unknown type": (given(begin=0, end=3, type="ROBOT"), "ROBOT"),
    "behind the text": (given(begin=0, end=3000, type="PERSON"), "3000"),
    "mentions no list": ({"text": STORY, "mentions": {"begin": 1}}, "mentions"),
    "a mention that is no dict": ({"text": STORY, "mentions": [3]}, "mentions[0]"),
    "a dict that contains itself": (circle(), "contains itself"),
    "a deep dict": (deep(), "nested too deeply"),
    "a file that fails": (Broken(), "the disk went away"),
    "a path to nowhere": (pathlib.Path("no/such/page.html"), "no/such/page.html"),
    "the name of a file": (__file__, "pathlib.Path("),
    "the name of a file as bytes": (os.fsencode(__file__), "pathlib.Path("),
    "the name of a file in a row": ({"html": __file__}, "pathlib.Path("),
    "the name of no file": ("pages/mayor.html", "no such file"),
}


@pytest.mark.parametrize("item, words", BAD.values(), ids=BAD.keys())
def test_a_bad_item_is_a_row_in_its_place(nlp, item, words):
    docs = list(nlp.pipe([STORY, {"id": "before", "text": STORY}, item, STORY], threads=2))
    assert [doc.status for doc in docs] == ["ok", "ok", "error", "ok"]
    assert isinstance(docs[2].error, newsgrain.InputError) and words in str(docs[2].error)
    assert str(docs[2].error).endswith(".") and "--" not in str(docs[2].error)
    assert docs[3].quotes and json.loads(docs[2].to_json())["status"] == "error"
    assert len(list(nlp.pipe([STORY, item, STORY], on_error="skip"))) == 2


@pytest.mark.parametrize("item", [v[0] for v in BAD.values()], ids=BAD.keys())
def test_raise_delivers_the_good_ones_first(nlp, item):
    got = []
    with pytest.raises(newsgrain.InputError):
        for doc in nlp.pipe([STORY, STORY, item, STORY], on_error="raise", threads=4):
            got.append(doc)
    assert len(got) == 2


def test_a_bad_row_keeps_its_id_and_context(nlp):
    rows = [({"id": 5, "html": None}, "a"), ({"id": "x", "text": STORY, "mentions": [{}]}, "b"), (None, "c"), "no pair"]
    out = list(nlp.pipe(rows, as_tuples=True))
    assert [(doc.id, context) for doc, context in out] == [("5", "a"), ("x", "b"), ("-", "c"), ("-", None)]
    assert all(doc.status == "error" for doc, _ in out) and "item 2" in str(out[2][0].error)


def test_a_single_call_says_it_at_once(nlp):
    with pytest.raises(TypeError, match="pathlib.Path, a file, or a dict"):
        nlp(None)
    with pytest.raises(newsgrain.SourceError, match="pathlib.Path"):
        nlp(__file__)
    with pytest.raises(ValueError, match='mentions\\[0\\] needs "begin"'):
        nlp(STORY, mentions=[{"start": 1}])
    with pytest.raises(ValueError, match='"html"'):
        nlp({"html": None})
    assert nlp("no/such/page.html", media_type="text/plain").text == "no/such/page.html"
    assert nlp(pathlib.Path("no/such/page.html")).status == "error"


@pytest.mark.parametrize("text", ["Read more at herald.example/news.html", "A.", "etc", "Mr. Holt left", "news/today"])
def test_texts_that_only_look_like_names_are_texts(nlp, text):
    assert nlp(text).text == text


@pytest.mark.parametrize("sources", ["page.html", b"<p>", bytearray(b"<p>"), {"html": "<p>"}, open(__file__), 7, None])
def test_one_document_in_place_of_many(nlp, sources):
    with pytest.raises(TypeError, match="pipe takes"):
        nlp.pipe(sources)


def test_a_table_in_place_of_rows(nlp):
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame({"text": [STORY, None], "url": [None, "https://herald.example/a"], "seen": [1.5, None]})
    with pytest.raises(TypeError, match="to_dict"):
        nlp.pipe(table)
    docs = list(nlp.pipe(table.to_dict("records")))
    assert [doc.status for doc in docs] == ["ok", "error"] and docs[0].meta == {"seen": 1.5}


def test_a_path_is_all_its_documents(nlp, tmp_path):
    lines = ['{"id": "a", "text": "Anna Berg spoke."}', "", "no json", '{"id": "c", "text": "x", "n": 1}', '{"id"']
    (tmp_path / "rows.jsonl").write_text("\n".join(lines))
    docs = list(nlp.pipe(tmp_path / "rows.jsonl"))
    assert [doc.status for doc in docs] == ["ok", "error", "ok", "error"] and docs[2].meta == {"n": 1}
    [doc] = nlp.pipe([tmp_path / "rows.jsonl"])
    assert doc.status == "error" and "nlp.pipe(pathlib.Path(" in str(doc.error)
    assert len(list(nlp.pipe(PAGES))) == len(list(PAGES.iterdir()))
    assert len(list(nlp.pipe(PAGES, site_context=True))) == len(list(PAGES.iterdir()))


def test_what_is_known_of_a_page_goes_with_its_path(nlp, tmp_path):
    import gzip

    (tmp_path / "page.html.gz").write_bytes(gzip.compress((PAGES / "battery-plant.html").read_bytes()))
    doc = nlp(tmp_path / "page.html.gz", url="https://herald.example/plant", id=3)
    assert doc.text == nlp(PAGES / "battery-plant.html").text and doc.id == "3"
    assert doc.metadata.url == "https://herald.example/plant"
    assert nlp({"html": PAGES / "battery-plant.html", "n": 1}).text == doc.text


def test_unknown_keys_come_out_again(nlp):
    when = datetime.datetime(2024, 5, 1, 12, 30)
    number = uuid.uuid4()
    row = {
        "text": STORY,
        "seen": when,
        "tags": ("a", "b"),
        "n": 2**70,
        "none": None,
        "path": PAGES,
        "key": number,
        5: {},
    }
    doc = nlp(row)
    assert doc.meta == {
        "seen": "2024-05-01T12:30:00",
        "tags": ["a", "b"],
        "n": 2**70,
        "none": None,
        "path": str(PAGES),
        "key": str(number),
        "5": {},
    }
    assert doc.to_dict()["meta"] == doc.meta and nlp(STORY).meta == {}
    both = nlp({"html": "<p>Anna Berg spoke.", "text": "as others have it"})
    assert both.text == "Anna Berg spoke." and both.meta == {"text": "as others have it"}


def test_a_bad_value_costs_itself_and_a_note(nlp):
    doc = nlp({"text": STORY, "a": object(), "b": [1, {1, 2}, b"x"], "c": 1, "url": 5})
    assert doc.status == "ok" and doc.meta == {"a": None, "b": [1, [1, 2], None], "c": 1}
    said = [note.text for note in doc.notes if note.component == "input"]
    assert len(said) == 3 and said.count('"a" holds an object, which JSON cannot: left out') == 1
    for published in ("yesterday", 5, "2024-99-99"):
        assert any("published" in note.text for note in nlp(STORY, published=published).notes)


def test_notes(nlp):
    notes = nlp(STORY, mentions=[]).notes
    assert ("entities", "left out: its output came with the input") in notes
    assert all(note.component and note.text for note in notes)


@pytest.mark.parametrize(
    "published",
    [
        "2024-05-01",
        datetime.date(2024, 5, 1),
        datetime.datetime(2024, 5, 1),
        datetime.datetime(2024, 5, 1, tzinfo=datetime.timezone.utc),
    ],
)
def test_dates(nlp, published):
    assert nlp(STORY, published=published).metadata["published"].startswith("2024-05-01")
    assert nlp({"text": STORY, "published": published}).metadata["published"].startswith("2024-05-01")


def test_numbers_and_dates_of_numpy_and_pandas(nlp):
    numpy, pandas = pytest.importorskip("numpy"), pytest.importorskip("pandas")
    missing = {"id": numpy.nan, "url": numpy.float32("nan"), "published": pandas.NaT, "language": pandas.NA}
    doc = nlp({"text": STORY, **missing, "x": numpy.int64(3), "y": numpy.arange(2), "z": numpy.bool_(True)})
    assert doc.status == "ok" and doc.id == "-" and doc.meta == {"x": 3, "y": [0, 1], "z": True}
    for published in (numpy.datetime64("2024-05-01"), pandas.Timestamp("2024-05-01")):
        assert nlp(STORY, published=published).metadata["published"].startswith("2024-05-01")
    begin = numpy.int64(STORY.index("Anna"))
    mention = {"begin": begin, "end": begin + 14, "type": "PERSON"}
    assert [m.text for m in nlp(STORY, mentions=[mention]).mentions] == ["Anna Lindqvist"]


def test_halves_of_characters_count_as_one_character(nlp):
    text = "\ud800 Anna Berg spoke."
    mention = {"begin": 2, "end": 11, "type": "PERSON"}
    for doc in (nlp(text, mentions=[mention]), nlp({"text": text, "mentions": [mention]})):
        assert doc.status == "ok" and [m.text for m in doc.mentions] == ["Anna Berg"]
        assert any(note.component == "input" for note in doc.notes)


def test_an_iterator_that_fails_loses_nothing(nlp):
    def sources():
        yield from [STORY] * 7
        raise RuntimeError("the feed broke")

    for threads in (1, 4):
        got = []
        with pytest.raises(RuntimeError, match="the feed broke"):
            for doc in nlp.pipe(sources(), threads=threads):
                got.append(doc)
        assert len(got) == 7


def test_the_log_names_a_failed_document(nlp, caplog):
    with caplog.at_level(logging.INFO, logger="newsgrain"):
        list(nlp.pipe([None]))
    assert [type(r.document) for r in caplog.records] == [str]


def test_an_empty_page_beside_a_text(nlp):
    doc = nlp({"html": "", "text": STORY})
    assert doc.status == "ok" and doc.text == STORY and "html" in doc.notes[0].text


def test_skip_says_how_many(nlp, caplog):
    with caplog.at_level(logging.INFO, logger="newsgrain"):
        assert len(list(nlp.pipe([STORY, None, 3, STORY], on_error="skip"))) == 2
    assert [r.getMessage() for r in caplog.records if r.levelno == logging.WARNING] == [
        "pipe left out documents that failed: 2 error"
    ]


INTERRUPTED = """
import sys, newsgrain
nlp = newsgrain.Pipeline()
short, long = "Anna Berg said no.", "Anna Berg said no to Peter Novak in Oslo. " * 600_000
done = []
sources = [short] * 5 + [short] * 3 + [long] * 60
print("ready", flush=True)
try:
    for doc in nlp.pipe(sources, threads=1):
        done.append(doc.status)
        if len(done) == 5:
            print("five", flush=True)
except KeyboardInterrupt:
    print(*done, flush=True)
"""


def test_an_interrupt_comes_behind_what_was_finished():
    process = subprocess.Popen([sys.executable, "-c", INTERRUPTED], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n" and process.stdout.readline() == "five\n"
    import time

    time.sleep(1.5)  # the next batch is at its first long text
    process.send_signal(signal.SIGINT)
    finished = process.stdout.readline().split()  # the long ones end at the bound on tokens
    assert finished[:8] == ["ok"] * 8 and set(finished[8:]) <= {"limit"}
    assert process.wait(timeout=20) == 0
