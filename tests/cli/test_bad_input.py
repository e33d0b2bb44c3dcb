"""Bad input gives a status or a message with the cure; the rest of the batch is complete and in order."""

import gzip
import json
import os

import pytest

GOOD = {"id": "good", "text": "The dam held, engineer Peter Novak said."}


def batch(newsgrain, *middle, options=()):
    """The documents of a batch with a good one first and last."""
    rows = [
        json.dumps(GOOD),
        *(m if isinstance(m, str) else json.dumps(m) for m in middle),
        json.dumps({**GOOD, "id": "last"}),
    ]
    run = newsgrain("analyze", "-", "--input-format", "jsonl", "-j", 2, *options, stdin="\n".join(rows) + "\n")
    docs = run.documents
    assert len(docs) == len(rows)
    assert docs[0]["status"] == docs[-1]["status"] == "ok"
    assert docs[0]["sentences"] == docs[-1]["sentences"] and docs[0]["text"] == GOOD["text"]
    return run, docs[1:-1]


def spans_are_valid(doc):
    text = doc["text"]
    for layer in ("blocks", "regions", "sentences", "mentions", "quotes"):
        for span in doc[layer] or []:
            assert 0 <= span["begin"] <= span["end"] <= len(text)
            if "text" in span:
                assert text[span["begin"] : span["end"]] == span["text"]


def test_empty_file(newsgrain, tmp_path):
    for name in ("empty.html", "empty.txt"):
        (tmp_path / name).write_bytes(b"")
    run = newsgrain("analyze", tmp_path)
    assert [d["text"] for d in run.documents] == ["", ""] and run.code in (0, 1)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\n", "\u200b", "\ufeff", ".", '"', "\u201c\u201c\u201c", "\u0000", "a" * 5000]
)
def test_odd_texts(newsgrain, text):
    _, [doc] = batch(newsgrain, {"id": "odd", "text": text})
    spans_are_valid(doc)


def test_binary_data(newsgrain, tmp_path):
    (tmp_path / "a.html").write_bytes(bytes(range(256)) * 400)
    (tmp_path / "b.txt").write_text(GOOD["text"])
    (tmp_path / "c.html").write_bytes(b"\x89PNG\r\n\x1a\n" + os.urandom(20000))
    docs = newsgrain("analyze", tmp_path).documents
    assert len(docs) == 3 and docs[1]["status"] == "ok"
    for doc in docs:
        spans_are_valid(doc)


def test_large_page(newsgrain, tmp_path):
    paragraph = "<p>The council met again, and Anna Berg said \u201cnothing has changed\u201d in the end.</p>\n"
    (tmp_path / "large.html").write_text(
        "<html><body><article>" + paragraph * (20_000_000 // len(paragraph)) + "</article>", encoding="utf-8"
    )
    (tmp_path / "small.html").write_text("<p>" + GOOD["text"] + "</p>")
    run = newsgrain("analyze", tmp_path, "-j", 2, timeout=300)
    docs = run.documents
    assert len(docs) == 2 and docs[1]["status"] == "ok" and len(docs[0]["text"]) > 10_000_000
    run = newsgrain("analyze", tmp_path, "--max-input", "1M")
    assert run.code == 1 and [d["status"] for d in run.documents] == ["limit", "ok"] and "--max-input" in run.err


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "deep inside",
        "<p " + " ".join(f"a{i}=1" for i in range(1_000_000)) + ">deep inside</p>",
        "<b>" * 50_000 + "deep inside" + "</i>" * 50_000,
        "<table><tr><td>" * 30_000 + "deep inside",
    ],
    ids=["nested", "attributes", "unclosed", "tables"],
)
def test_hostile_markup_loses_no_text(newsgrain, html):
    _, [doc] = batch(newsgrain, {"id": "hostile", "html": html})
    assert "deep inside" in doc["text"]
    spans_are_valid(doc)


def test_invalid_utf8_and_wrong_charset(newsgrain, tmp_path):
    (tmp_path / "a.html").write_bytes(b"<meta charset=utf-8><p>caf\xe9 \xff\xfe said Anna Berg.</p>")
    (tmp_path / "b.html").write_bytes(
        "<meta charset=koi8-r><p>Caf\u00e9 \u201copen\u201d, said Anna Berg.</p>".encode("utf-8")
    )
    (tmp_path / "c.html").write_bytes(
        "<meta charset=windows-1252><p>\u201cOpen,\u201d said Anna Berg.</p>".encode("cp1252")
    )
    docs = newsgrain("analyze", tmp_path).documents
    for doc in docs:
        assert doc["status"] == "ok" and "Anna Berg" in doc["text"]
        spans_are_valid(doc)
    assert "\u201cOpen,\u201d" in docs[2]["text"]


@pytest.mark.parametrize(
    "text",
    [
        '"One. Two said Anna Berg.\n\n"Three," she said, "and "four.',
        "\u201cNever closed, said Anna Berg.\n\nNext paragraph\u201d with \u201d only closing \u201d marks.",
        "'Tis the boys' rock 'n' roll, 'she said.",
        '"' * 20_001,
    ],
    ids=["straight", "curly", "apostrophes", "many"],
)
def test_odd_marks(newsgrain, text):
    _, [doc] = batch(newsgrain, {"id": "marks", "text": text})
    assert doc["status"] == "ok" and doc["text"] == text
    spans_are_valid(doc)


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[1, 2]",
        "null",
        '"text"',
        '{"id": 1}',
        '{"id": 1, "text": 5}',
        '{"text": "a", "mentions": 3}',
        '{"text": "abc", "mentions": [{"begin": 2, "end": 1, "type": "PERSON"}]}',
        '{"text": "abc", "mentions": [{"begin": 0, "end": 1, "type": "NO SUCH TYPE"}]}',
        "\x01\x02",
        "{" * 5000,
    ],
)
def test_broken_json_lines(newsgrain, line):
    run, [doc] = batch(newsgrain, line)
    assert run.code == 1 and doc["status"] == "error"
    assert doc["error"]["code"].startswith("NG1") and doc["error"]["message"] and run.err


def test_file_that_cannot_be_read(newsgrain, tmp_path):
    (tmp_path / "a.txt").write_text(GOOD["text"])
    run = newsgrain("analyze", tmp_path / "none.html", tmp_path / "a.txt")
    assert run.code == 1 and [d["status"] for d in run.documents] == ["error", "ok"] and "none.html" in run.err
    truncated = tmp_path / "b.html.gz"
    truncated.write_bytes(gzip.compress(b"<p>" + os.urandom(9000).hex().encode())[:400])
    run = newsgrain("analyze", truncated, tmp_path / "a.txt")
    assert run.code == 1 and run.documents[0]["status"] == "error" and run.documents[1]["status"] == "ok"


def test_timeout_per_document(newsgrain):
    slow = {"id": "slow", "text": "Anna Berg said \u201cno\u201d again. " * 200_000}
    run, [doc] = batch(newsgrain, slow, options=["--timeout-per-doc", "100ms"])
    assert (
        run.code == 1 and doc["status"] == "timeout" and doc["text"] == slow["text"] and "--timeout-per-doc" in run.err
    )


def test_strict_stops(newsgrain):
    rows = [json.dumps(GOOD), "{broken", json.dumps(GOOD)]
    run = newsgrain("analyze", "-", "--input-format", "jsonl", "--strict", stdin="\n".join(rows))
    assert run.code == 1 and len(run.documents) == 2 and "--strict" in run.err


@pytest.mark.parametrize(
    "arguments,hint",
    [
        (["analyze"], "no input"),
        (["analyze", "-", "--format", "xml"], "jsonl"),
        (["analyze", "-", "--set", "quotes.no_such_key=1"], "no_such_key"),
        (["analyze", "-", "--set", "quotes.max_quote_bytes=many"], "max_quote_bytes"),
        (["analyze", "-", "--set", "nonsense.key=1"], "nonsense"),
        (["analyze", "-", "--disable", "nonsense"], "nonsense"),
        (["analyze", "-", "--component", "org.example.none"], "org.example.none"),
        (["analyze", "-", "--plugin", "/no/such/plugin.so"], "/no/such/plugin.so"),
        (["analyze", "-", "--config", "/no/such/file.toml"], "/no/such/file.toml"),
        (["analyze", "-", "--offsets", "words"], "code_point"),
        (["analyze", "-", "--timeout-per-doc", "soon"], "soon"),
        (["analyze", "-", "--no-such-flag"], "--help"),
        (["frobnicate"], "analyze"),
    ],
)
def test_usage_and_configuration(newsgrain, arguments, hint):
    run = newsgrain(*arguments)
    assert run.code == 2 and run.out == "" and hint in run.err


def test_broken_configuration_names_the_line(newsgrain, tmp_path):
    config = tmp_path / "newsgrain.toml"
    config.write_text("[quotes]\nmax_quote_bytes = \n")
    run = newsgrain("analyze", "-", "--config", config)
    assert run.code == 2 and "newsgrain.toml" in run.err and "2" in run.err


def test_refused_plugin(newsgrain, tmp_path):
    broken = tmp_path / "newsgrain_broken.so"
    broken.write_bytes(b"\x7fELF not really")
    run = newsgrain("analyze", "-", "--plugin", broken, "--component", "broken")
    assert run.code == 2 and "newsgrain_broken" in run.err
    run = newsgrain("plugin", "inspect", broken)
    assert run.code != 0
    run = newsgrain("plugin", "list", "--plugin-path", tmp_path)
    assert "newsgrain_broken.so" in run.out


STORY = [
    (
        "The ferry to Norholm will stop in June, the mayor told reporters on Tuesday, since nobody can pay for it "
        "any longer."
    ),
    "Forty people work on the two boats, and the town wants to find other work for them until the summer, she said.",
]


def test_five_megabytes_of_inline_json(newsgrain, tmp_path):
    """Both kinds: the state of an application, and JSON-LD with the article's own object behind a list of thousands."""
    body = "".join(f"<p>{p}</p>" for p in STORY)
    state = ",".join(f'{{"id":{i},"html":"<p>Another story</p>"}}' for i in range(140_000))
    others = ",".join(f'{{"@type":"Person","@id":"#p{i}","name":"Jonas Reuter"}}' for i in range(90_000))
    own = (
        '{"@type":"NewsArticle","headline":"Ferry stops in June","datePublished":"2025-03-18",'
        '"author":{"@type":"Person","name":"Anna Berg"}}'
    )
    pages = {
        "state.html": (
            f"<title>Ferry stops in June</title><script>window.state=[{state}]</script><h1>Ferry stops "
            f"in June</h1>{body}"
        ),
        "ld.html": (
            f'<script type="application/ld+json">{{"@graph":[{others},{own},]}}</script><h1>Ferry stops '
            f"in June</h1>{body}"
        ),
    }
    for name, page in pages.items():
        assert len(page) > 5_000_000
        (tmp_path / name).write_text(page)
    for doc in newsgrain("analyze", tmp_path, "--component", "boilerplate").documents:
        assert (
            doc["status"] == "ok"
            and doc["article"] == "\n".join(STORY)
            and doc["metadata"]["title"] == "Ferry stops in June"
        )
        if doc["input"].endswith("ld.html"):
            assert doc["metadata"]["authors"] == ["Anna Berg"] and doc["metadata"]["published"] == "2025-03-18"
