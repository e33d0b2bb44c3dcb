"""The big list of naughty strings in every place that takes a string: nothing fails, nothing is changed, nothing gets
out unescaped. Skipped without the development data."""

import html
import json
import lzma
import os
import pathlib
import re

import pytest

import newsgrain

DATA = pathlib.Path(os.environ.get("NEWSGRAIN_DATA", pathlib.Path(__file__).resolve().parents[3] / "shared" / "data"))
LIST = DATA / "conformance" / "naughty-strings.json.xz"
pytestmark = pytest.mark.skipif(not LIST.exists(), reason="no development data")


@pytest.fixture(scope="module")
def strings():
    with lzma.open(LIST, "rt", encoding="utf-8") as file:
        return json.load(file)


@pytest.fixture(scope="module")
def nlp():
    return newsgrain.Pipeline(checking="full")


def whole(doc):
    """All offsets of a document hold, and its JSON is JSON."""
    fields = json.loads(doc.to_json())
    for row in fields["mentions"]:
        assert fields["text"][row["begin"] : row["end"]] == row["text"]
    for layer in ("blocks", "sentences", "quotes", "regions"):
        for row in fields[layer]:
            assert 0 <= row["begin"] <= row["end"] <= len(fields["text"])
    return fields


def test_as_text(nlp, strings):
    for string, doc in zip(strings, nlp.pipe({"text": s, "id": s} for s in strings)):
        # Control characters alone are binary data, addresses and XML alone are no text; each says so.
        if doc.error is not None and "is the name of a file" in str(doc.error):  # one that this machine has
            continue
        refused = doc.error is not None and doc.error.code == "NG107"
        assert doc.status in ("ok", "skipped") or refused, (string, doc.error)
        assert not refused or not string.isprintable() or re.fullmatch(r"https?://\S+|<\?xml.*", string), string
        assert doc.text == ("" if refused else string) and (doc.id == string or string == "")
        whole(doc)


def test_in_a_page(nlp, strings):
    for string in strings:
        written = html.escape(string)
        page = (
            f'<!DOCTYPE html><title>{written}</title><meta name="author" content="{written}"><body><h1>{written}</h1>'
            f'<article><p title="{written}">The mayor said on Monday: &quot;{written}&quot; and left.</p></article>'
        )
        doc = nlp(page)
        assert doc.status == "ok", (string, doc.error)
        fields = whole(doc)
        squeeze = lambda s: re.sub(r"[\s\u00ad\u200b\ufeff\x00-\x1f]+", "", s)  # noqa: E731 - what the reader folds
        assert squeeze(string) in squeeze(doc.text), string
        assert fields["status"] == "ok"


def test_in_json_ld(nlp, strings):
    for string in strings:
        data = json.dumps(
            {"@type": "NewsArticle", "headline": string, "author": {"@type": "Person", "name": string}}
        ).replace("</", "<\\/")
        doc = nlp(
            f'<script type="application/ld+json">{data}</script><p>The ferry is back at the quay, said the '
            f"harbour master.</p>"
        )
        assert doc.status == "ok", (string, doc.error)
        whole(doc)


def test_reports_hold_no_markup_of_the_page(nlp, strings):
    for string in strings:
        doc = nlp({"text": f'{string}\n\nThe mayor said: "{string}"', "id": string, "url": string})
        tags = set(re.findall(r"<\s*(/?[a-zA-Z][^\s>/]*)", doc.to_html()))
        assert not {t.lower() for t in tags} & {
            "script",
            "iframe",
            "img",
            "svg",
            "object",
            "embed",
            "marquee",
            "video",
        }, string
        assert not re.search(r"<[^>]*\son\w+\s*=", doc.to_html()), string


def test_as_configuration(strings):
    for string in strings[::10]:
        with pytest.raises(newsgrain.Error):
            newsgrain.Pipeline({"boilerplate": {"favour": string}})
        with pytest.raises(newsgrain.Error):
            newsgrain.Pipeline({"boilerplate": {"x" + string: 1}})
