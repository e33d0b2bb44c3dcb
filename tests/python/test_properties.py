"""Whatever comes in: no exception, and offsets that fit."""

from hypothesis import given, settings
from hypothesis import strategies as st

import newsgrain

NLP = newsgrain.Pipeline(checking="full")
PIECES = st.sampled_from(
    [
        "\u201c",
        "\u201d",
        '"',
        "'",
        "\u2019",
        "\u00ab",
        "\u00bb",
        " said ",
        "Anna Berg",
        " he told ",
        ", ",
        ". ",
        "\n\n",
        "Mr. ",
        "U.S. ",
        "...",
        "$5 million",
        "\U0001f600",
        "\u4f60\u597d",
        "\u0000",
        "\u200b",
        "e\u0301",
        "<p>",
        "</div>",
        "&amp;",
        "(Reuters)",
        "not ",
        "terrible ",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=40).map("".join)


def check(doc):
    # Without visible text there is nothing to do; binary data is no text, and says so.
    assert doc.status == "ok" or doc.status == ("error" if doc.error else "skipped"), doc.error
    assert doc.status == "ok" or doc.error is None or doc.error.code == "NG107", doc.error
    size = len(doc.text)
    for span in [*doc.blocks, *doc.sentences, *doc.mentions, *doc.quotes]:
        assert 0 <= span.start <= span.end <= size
    for quote in doc.quotes:
        assert quote.text == doc.text[quote.start : quote.end]
        for part in [*quote.fragments, *quote.quoted]:
            assert quote.start <= part.start <= part.end <= quote.end
    for sentiment in doc.target_sentiment:
        assert sentiment.mention.start >= sentiment.sentence.start


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TEXTS)
def test_any_text(text):
    doc = NLP(text, media_type="text/plain")
    assert doc.text == ("" if doc.error else text.encode("utf-8", "replace").decode())
    check(doc)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TEXTS)
def test_any_markup(text):
    check(NLP("<html><body>" + text, media_type="text/html"))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.binary(max_size=300))
def test_any_bytes(data):
    check(NLP(data))
