"""The Python API on the example pages."""

import gzip
import json
import pathlib
import pickle
import subprocess
import sys
import sysconfig
import threading

import pytest

import newsgrain

PAGES = pathlib.Path(__file__).resolve().parents[2] / "examples" / "pages"
STORY = (
    "\U0001f6a2 The ferry will stop, Mayor Anna Lindqvist said on Tuesday. \u201cWe cannot pay for it any "
    "longer,\u201d she told reporters."
)


@pytest.fixture(scope="module")
def nlp():
    return newsgrain.Pipeline()


@pytest.fixture(scope="module")
def page(nlp):
    return nlp(PAGES / "harbour-bridge.html")


def cli(*arguments):
    program = pathlib.Path(sysconfig.get_path("scripts")) / "newsgrain"
    return subprocess.run([program, *map(str, arguments)], capture_output=True, check=True).stdout


def test_who_said_what(page):
    said = [(q.speaker.name, q.kind) for q in page.quotes if q.speaker]
    assert ("Ingrid Solberg", "direct") in said and ("Piet van Dam", "direct") in said
    assert page.title == "Council votes to close Harbour Bridge for two years"
    assert page.metadata.authors == ["Maren Holt"] and page.metadata["published"].startswith("2025-03-18")
    assert "Skip to content" in page.text and "Skip to content" not in page.article


def test_spans_have_four_coordinates(nlp):
    raw = (PAGES / "harbour-bridge.html").read_bytes()
    doc = nlp(raw)
    utf8, utf16 = doc.text.encode(), doc.text.encode("utf-16-le")
    for span in [*doc.mentions, *doc.sentences, *(f for q in doc.quotes for f in q.fragments)]:
        assert doc.text[span.start : span.end] == span.text
        assert utf8[span.start_byte : span.end_byte].decode() == span.text
        begin, end = span.utf16_range
        assert utf16[2 * begin : 2 * end].decode("utf-16-le") == span.text
        begin, end = span.source_range
        assert 0 <= begin < end <= len(raw)
    mention = next(m for m in doc.mentions if m.text == "Ingrid Solberg")
    begin, end = mention.source_range
    assert raw[begin:end].decode() == "Ingrid Solberg"


def test_inputs(nlp, tmp_path):
    html = (PAGES / "battery-plant.html").read_text(encoding="utf-8")
    from_bytes, from_str = nlp(html.encode()), nlp(html)
    assert from_bytes.text == from_str.text and from_bytes.status == "ok"
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(html.encode()))
    assert nlp(tmp_path / "page.html.gz").text == from_bytes.text
    assert nlp({"id": 7, "html": html}).id == "7"
    with open(PAGES / "battery-plant.html", "rb") as file:
        assert nlp(file).text == from_bytes.text
    assert nlp("a < b is no page").text == "a < b is no page"
    assert nlp(html, media_type="text/plain").text == html
    with pytest.raises(TypeError):
        nlp(3.5)
    with pytest.raises(ValueError):
        nlp({"id": "neither"})
    latin = '<meta charset=iso-8859-1><p>Caf\u00e9 owner Ann Berg said "no".</p>'.encode("latin-1")
    assert "Caf\u00e9" in nlp(latin).text


def test_bad_documents_have_a_status(nlp, tmp_path):
    missing = nlp(tmp_path / "none.html")
    assert missing.status == "error" and missing.failed and isinstance(missing.error, newsgrain.InputError)
    with pytest.raises(newsgrain.InputError):
        missing.raise_for_status()
    small = newsgrain.Pipeline(max_input=10)
    assert small(STORY).status == "limit" and isinstance(small(STORY).error, newsgrain.LimitError)
    late = newsgrain.Pipeline(timeout=0.02)
    assert late(STORY * 50_000).status == "timeout"


def test_configuration(nlp):
    assert newsgrain.Pipeline({"quotes": {"indirect": False}})(STORY).quotes
    with pytest.raises(newsgrain.ConfigError, match="max_quote_bytes"):
        newsgrain.Pipeline({"quotes": {"no_such_key": 1}})
    with pytest.raises(newsgrain.ConfigError, match="nonsense"):
        newsgrain.Pipeline(disable=["nonsense"])
    with pytest.raises(newsgrain.Error) as caught:
        newsgrain.Pipeline(components=["org.example.none"])
    assert caught.value.code.startswith("NG1") and pickle.loads(pickle.dumps(caught.value)).code == caught.value.code
    assert nlp.components == ["boilerplate", "segments", "entities", "quotes", "sentiment"]
    assert "entities" not in newsgrain.Pipeline(disable="entities").components


def test_pipe_keeps_order_and_goes_on(nlp):
    sources = [{"id": i, "text": STORY if i % 3 else ""} for i in range(100)]
    sources[50] = {"id": 50, "text": "abc", "mentions": [{"begin": 2, "end": 900, "type": "PERSON"}]}
    docs = list(nlp.pipe(sources, threads=3))
    assert [d.id for d in docs] == [str(i) for i in range(100)]
    assert docs[50].status == "error" and all(d.status != "error" for i, d in enumerate(docs) if i != 50)
    assert len(list(nlp.pipe(sources, on_error="skip"))) == 99
    with pytest.raises(newsgrain.Error):
        list(nlp.pipe(sources, on_error="raise"))
    assert [c for _, c in nlp.pipe(((STORY, i) for i in range(9)), as_tuples=True)] == list(range(9))


def test_pipe_is_lazy(nlp):
    taken = []

    def sources():
        for i in range(100_000):
            taken.append(i)
            yield STORY

    docs = nlp.pipe(sources(), threads=1)
    next(docs)
    assert len(taken) < 100


def test_an_error_in_the_source_reaches_the_user(nlp):
    def sources():
        yield STORY
        raise RuntimeError("the feed broke")

    with pytest.raises(RuntimeError, match="the feed broke"):
        list(nlp.pipe(sources()))


def test_given_mentions(nlp):
    begin = STORY.index("Anna")
    doc = nlp(STORY, mentions=[{"begin": begin, "end": begin + 14, "type": "PERSON"}])
    assert [m.text for m in doc.mentions] == ["Anna Lindqvist"]
    assert doc.target_sentiment[0].mention.text == "Anna Lindqvist"
    assert (
        abs(
            sum([doc.target_sentiment[0].negative, doc.target_sentiment[0].neutral, doc.target_sentiment[0].positive])
            - 1
        )
        < 0.01
    )


def test_numpy_without_a_copy(nlp):
    numpy = pytest.importorskip("numpy")
    doc = nlp(STORY)
    columns = doc.layer("token").to_numpy()
    assert not columns["begin"].flags.writeable and not columns["begin"].flags.owndata
    again = doc.layer("token").to_numpy()
    assert columns["begin"].ctypes.data == again["begin"].ctypes.data
    words = [doc.text.encode()[b:e].decode() for b, e in zip(columns["begin"], columns["end"])]
    assert "ferry" in words and isinstance(columns["kind"], numpy.ndarray)
    del doc, again
    import gc

    gc.collect()
    assert columns["begin"][0] == 0  # the array keeps the layer alive
    with pytest.raises(KeyError, match="token"):
        nlp(STORY).layer("nonsense")


def test_pandas(page):
    pandas = pytest.importorskip("pandas")
    table = page.layer("quote").to_pandas()
    assert list(table["kind"]) == [q.kind for q in page.quotes]
    assert list(table["text"]) == [q.text for q in page.quotes]
    assert table["speaker_entity"].dtype == "Int64"
    entities = [q.speaker.entity if q.speaker else None for q in page.quotes]
    assert [None if row is pandas.NA else row for row in table["speaker_entity"]] == [e and e.index for e in entities]


def test_queries(page):
    quote = page.quotes[0]
    inside = page.layer("entity_mention").covered_by(quote.start, quote.end)
    assert all(quote.start <= page.mentions[i].start and page.mentions[i].end <= quote.end for i in inside)


def test_spans_outlive_everything():
    quote = newsgrain.Pipeline()(STORY).quotes[0]
    import gc

    gc.collect()
    assert quote.text in STORY and quote.speaker.text


def test_a_byte_order_mark_in_a_str_is_a_character(nlp):
    text = "\ufeffMary Holt spoke."
    doc = nlp(text, mentions=[{"begin": 1, "end": 10, "type": "PERSON"}])
    assert doc.text == text and doc.mentions[0].text == "Mary Holt" and doc.mentions[0].source_range == (3, 12)
    assert nlp(text.encode()).text == text[1:]  # of a file it is a mark


def test_pickle(nlp):
    copy = pickle.loads(pickle.dumps(newsgrain.Pipeline({"quotes": {"indirect": False}}, disable=["sentiment"])))
    assert copy.components == ["boilerplate", "segments", "entities", "quotes"]
    assert copy.plan[-1]["config"]["indirect"] is False
    with pytest.raises(TypeError):
        pickle.dumps(nlp(STORY))


def test_html_is_escaped(nlp):
    doc = nlp(
        '"<img src=x onerror=alert(1)> is all they sent us," said Anna Lindqvist & Sons.', media_type="text/plain"
    )
    for html in (doc._repr_html_(), doc.to_html()):
        assert "<img" not in html and "&lt;img" in html and "<script" not in html


def test_same_output_as_the_command_line(nlp):
    for path in sorted(PAGES.iterdir()):
        assert nlp(path).to_json() + "\n" == cli("analyze", path, "--format", "jsonl").decode()


def test_schema_fits(page):
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.validate(page.to_dict(), json.loads(newsgrain.json_schema()))


def test_threads_share_a_pipeline(nlp):
    wanted = nlp(STORY).to_json()
    wrong = []

    def work():
        for _ in range(20):
            if nlp(STORY).to_json() != wanted:
                wrong.append(1)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert not wrong


def test_module_runs():
    run = subprocess.run([sys.executable, "-m", "newsgrain", "--version"], capture_output=True, text=True)
    assert run.stdout.strip() == f"newsgrain {newsgrain.__version__}"
    assert (pathlib.Path(newsgrain.cmake_dir()) / "NewsgrainConfig.cmake").is_file()
    assert (pathlib.Path(newsgrain.include_dir()) / "newsgrain" / "abi" / "newsgrain.h").is_file()


NO_WORDS = {"speaker." + field: [None] for field in ("begin", "end", "text", "mention", "entity", "name")}


def test_a_speaker_without_words_has_no_place(nlp):
    speaker = newsgrain.Speaker(nlp(STORY), {**NO_WORDS, "speaker.name": ["Anna Lindqvist"]}, 0)
    assert (speaker.text, speaker.start, speaker.start_byte, speaker.source_range, len(speaker)) == (
        "",
        None,
        None,
        None,
        0,
    )
    assert speaker.name == "Anna Lindqvist" and "Anna" in repr(speaker)


def test_utf16_and_byte_offsets_in_json(nlp):
    doc = nlp(STORY)
    for unit, encoding, width in (("utf16", "utf-16-le", 2), ("byte", "utf-8", 1)):
        out = json.loads(doc.to_json(offsets=unit))
        raw = out["text"].encode(encoding)
        assert [raw[width * m["begin"] : width * m["end"]].decode(encoding) for m in out["mentions"]] == [
            m.text for m in doc.mentions
        ]
    with pytest.raises(ValueError, match="code_point"):
        doc.to_json(offsets="runes")


def test_layers_in_json(nlp):
    doc = nlp(STORY)
    assert (
        json.loads(doc.to_json(layers="token"))["layers"]["token"]
        == json.loads(doc.to_json(layers=["token"]))["layers"]["token"]
    )
    for layers in ("nonsense", ["token", "tokens"], "to ken"):
        with pytest.raises(ValueError, match="There are: .*token"):
            doc.to_json(layers=layers)
    assert "layers" not in json.loads(newsgrain.Pipeline(disable="sentiment")(STORY).to_json(layers="polarity_word"))


def test_many_threads_give_the_same_bytes(nlp):
    pages = [path.read_bytes() for path in sorted(PAGES.glob("*.html"))] * 8
    one = [doc.to_json() for doc in nlp.pipe(pages, threads=1)]
    assert one == [doc.to_json() for doc in nlp.pipe(pages, threads=4)]


def test_pages_of_a_site_help_each_other_when_asked(nlp):
    mission = (
        "Our newsroom of forty people has reported from the valley since 1951, and it belongs to those who "
        "read it every day."
    )
    stories = [
        (
            "The ferry to Norholm will stop in June, the mayor told reporters on Tuesday, since nobody can pay for "
            "it any longer."
        ),
        (
            "A bakery in the old town burnt down at night, and the fire brigade needed six hours until the flames "
            "were out."
        ),
        "Heavy rain is expected along the coast from Thursday on, and people are asked to stay away from the river.",
    ]
    texts = [
        {"text": f"{story}\n{story[::-1]}.\n{mission}", "url": f"https://valley.example/{i}"}
        for i, story in enumerate(stories)
    ]
    assert all(mission in doc.article for doc in nlp.pipe(texts))
    for doc, story in zip(nlp.pipe(texts, site_context=True), stories):
        assert story in doc.article and mission not in doc.article
        assert "site context: 3 pages of valley.example" in [note["text"] for note in doc.to_dict()["notes"]]
    with pytest.raises(TypeError, match="twice"):
        nlp.pipe(iter(texts), site_context=True)


OPINIONS = (
    "Critics called John Holt a liar and a disgrace. John Holt ruined the town with his corrupt deals. "
    '"John Holt is an honest and brilliant man," said Anna Berg.'
)


def test_sentiment_of_document_and_entities(nlp):
    doc = nlp(OPINIONS)
    assert (
        doc.sentiment.narration.count == 2
        and doc.sentiment.narration.negative == 2
        and doc.sentiment.narration.polarity < 0
    )
    assert doc.sentiment.quotes.count == 1 and doc.sentiment.quotes.positive == 1
    holt = next(e for e in doc.entities if e.name == "John Holt")
    assert holt.sentiment.narration.count == 2 and holt.sentiment.narration.label == "negative"
    assert holt.sentiment.quotes.count == 1 and holt.sentiment.quotes.label == "positive"
    berg = next(e for e in doc.entities if e.name == "Anna Berg")
    assert berg.sentiment.quotes is None


def test_words_explain_a_score():
    doc = newsgrain.Pipeline({"sentiment": {"explain": True}})(OPINIONS)
    for sentence in doc.sentences:
        explained = sentence.explain()
        assert abs(explained.base + sum(number for _, number in explained) - sentence.polarity) < 1e-4
        assert "".join(span.text for span, _ in explained) == "".join(sentence.text.split())
    assert "disgrace" in [span.text for span, number in doc.sentences[0].explain().strongest() if number < 0]
    for target in doc.target_sentiment:
        explained = target.explain()
        assert abs(explained.base + sum(number for _, number in explained) - explained.score) < 1e-6
        assert (explained.score < 0) == (target.negative > target.positive)
    assert "<p>" in doc.sentences[0].explain()._repr_html_()
    assert "ng-negative" in doc.to_html() and "Tone" in doc.to_html()


def test_without_explain_there_is_a_cure(nlp):
    with pytest.raises(LookupError, match='"explain": True'):
        nlp(OPINIONS).sentences[0].explain()


@pytest.mark.parametrize(
    "source, expected",
    [
        ("<nav>Home</nav><p>The ferry stops.</p>", "text/html"),
        ("\n <table><tr><td>A</table>", "text/html"),
        ("<3 is a heart", "text/plain"),
        ("The ferry stops. <p>", "text/plain"),
        ("<ferryman@norholm.example> wrote", "text/plain"),
    ],
)
def test_a_str_is_a_page_where_it_begins_like_one(nlp, source, expected):
    assert nlp(source).to_dict()["source"]["media_type"] == expected
    assert nlp(source.encode()).to_dict()["source"]["media_type"] == expected
