"""Metadata: cut between characters, decoded to the end, numbers as numbers; a bad value costs that value only."""

import html
import json

import pytest

BODY = "<p>The ferry to the island stops in June, Anna Berg of the harbour office said on Friday.</p>" * 5
LONG = {
    "cyrillic": "\u041f\u0430\u0440\u043e\u043c \u043e\u0441\u0442\u0430\u043d\u043e\u0432\u0438\u0442\u0441\u044f ",
    "chinese": "\u6e21\u8f6e\u516d\u6708\u505c\u822a",
    "japanese": "\u30d5\u30a7\u30ea\u30fc\u306f\u516d\u6708\u306b\u6b62\u307e\u308b\u3002",
    "emoji": "\U0001f6a2\U0001f3dd",
    "mixed": "Ferry \u2013 caf\u00e9 \u6e21 \U0001f6a2 ",
}


def page(head="", body=BODY):
    return (
        f"<html lang=en><head><meta charset=utf-8>{head}</head><body><h1>Ferry stops in June</h1>{body}</body></html>"
    )


def analyse(newsgrain, source):
    [doc] = newsgrain("analyze", "-", "--component", "boilerplate", stdin=source.encode()).documents
    assert doc["status"] == "ok" and "Anna Berg" in doc["article"], doc["error"]
    return doc["metadata"]


@pytest.mark.parametrize("script", LONG)
@pytest.mark.parametrize("shift", range(4))
def test_long_values_are_cut_between_characters(newsgrain, script, shift):
    text = ("x" * shift + LONG[script] * 900).strip()
    json_ld = json.dumps({"@type": "NewsArticle", "headline": text, "description": text, "keywords": [text]})
    for head in (
        f'<meta name=description content="{text}"><meta property=og:site_name content="{text}">'
        f'<meta property=article:tag content="{text}"><title>{text}</title><meta name=author content="{text}">',
        f'<meta name=description content="{html.escape(text)}&amp;"><meta name=keywords content="{text}&#1234;">',
        f"<script type=application/ld+json>{json_ld}</script>",
        f"<script type=application/ld+json>{json.dumps(json.loads(json_ld), ensure_ascii=False)}</script>",
    ):
        found = analyse(newsgrain, page(head))
        assert 1990 <= len(found["description"].encode()) <= 2000 and text.startswith(found["description"])
        for value in (found["site"], *found["tags"], found["title"]):
            assert value is None or len(value.encode()) <= 2000


def test_long_bylines(newsgrain):
    for shift in range(4):
        name = "x" * shift + "\u6e21" * 200
        found = analyse(newsgrain, page(f'<meta name=author content="By {name}">'))
        assert all(a in name for a in found["authors"])


@pytest.mark.parametrize(
    "given,date",
    [
        ("2018-03-05T19:04+00\u2039", "2018-03-05T19:04+00"),
        ("2018-03-05T19:04+\u6e21\u6e21", "2018-03-05T19:04"),
        ("2018-03-05T19:04:05-05:3\u00e9", "2018-03-05T19:04:05-05"),
        ("2018-03-05T19:04+02:00", "2018-03-05T19:04+02:00"),
        ("2018-03-05T19:04+0200\u2039", "2018-03-05T19:04+0200"),
        ("2018-03-05T19:04-20:30", "2018-03-05T19:04"),
        ("2018-03-05T19:04Z", "2018-03-05T19:04Z"),
    ],
)
def test_the_zone_of_a_date_is_digits(newsgrain, given, date):
    assert analyse(newsgrain, page(f'<meta property=article:published_time content="{given}">'))["published"] == date
    json_ld = json.dumps({"@type": "NewsArticle", "headline": "Ferry", "datePublished": given})
    assert analyse(newsgrain, page(f"<script type=application/ld+json>{json_ld}</script>"))["published"] == date


@pytest.mark.parametrize(
    "source,shown",
    [
        ("Here&#x27;s the plan", "Here's the plan"),
        ("Here&amp;#x27;s the plan", "Here's the plan"),
        ("S&amp;P 500 falls", "S&P 500 falls"),
        ("S&amp;amp;P 500 falls", "S&P 500 falls"),
        ("S&P 500 falls", "S&P 500 falls"),
        ("caf&amp;eacute; closes", "caf\u00e9 closes"),
        ("one&amp;nbsp;two", "one two"),
        ("R&D; or not", "R&D; or not"),
        ("AT&T, M&S", "AT&T, M&S"),
    ],
)
def test_values_are_decoded_to_the_end(newsgrain, source, shown):
    found = analyse(
        newsgrain, page(f'<meta name=description content="{source}"><meta property=article:tag content="{source}">')
    )
    assert found["description"] == shown and ", ".join(found["tags"]) == shown
    json_ld = json.dumps({"@type": "NewsArticle", "headline": "Ferry", "description": source, "keywords": [source]})
    found = analyse(newsgrain, page(f"<script type=application/ld+json>{json_ld}</script>"))
    assert found["description"] == shown and ", ".join(found["tags"]) == shown


def test_quality_is_a_number(newsgrain):
    quality = analyse(newsgrain, page())["quality"]
    assert isinstance(quality, (int, float)) and 0 < quality <= 1
    schema = json.loads(newsgrain("schema").out)
    declared = schema["properties"]["metadata"]["properties"]["quality"]
    assert declared == {"$ref": "#/$defs/score"} or declared["type"] == "number"
