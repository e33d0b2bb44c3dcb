"""Bounds of time and size: what a document, a thread or a machine does not have costs that document only."""

import json
import resource

import pytest


def rows(*documents):
    return "".join(json.dumps(d) + "\n" for d in documents)


@pytest.fixture
def analyzed(newsgrain):
    def analyze(stdin, *arguments, **options):
        return newsgrain("analyze", "-", "--input-format", "jsonl", *arguments, stdin=stdin, **options).documents

    return analyze


def test_tokens_of_a_document_are_bounded(analyzed):
    text = "Anna Berg left. Carl Dorn stayed. Nobody else came."
    arguments = ("--language", "en", "--layer", "token", "--set", "segments.max_tokens=6")
    long, short = analyzed(rows({"id": "a", "text": text}, {"id": "b", "text": "Anna Berg left."}), *arguments)
    assert long["status"] == "limit" and long["error"]["code"] == "NG163" and "max_tokens" in long["error"]["message"]
    assert len(long["layers"]["token"]) == 6
    assert [m["text"] for m in long["mentions"]] == ["Anna Berg", "Carl Dorn"]  # what is there stays, and goes on
    assert long["text"] == text and short["status"] == "ok" and len(short["layers"]["token"]) == 4


def test_one_long_line_is_bounded_too(analyzed):
    document = analyzed(
        rows({"id": "a", "text": "Ann, " * 5000}), "--language", "en", "--set", "segments.max_tokens=100"
    )[0]
    assert document["status"] == "limit" and document["sentences"][-1]["end"] <= 250


def test_mentions_of_a_document_are_bounded(analyzed):
    text = "Anna Berg met Carl Dorn on 3 May 2020. Erik Falk paid $20 to Gina Holm."
    document = analyzed(rows({"id": "a", "text": text}), "--language", "en", "--set", "entities.max_mentions=3")[0]
    assert document["status"] == "limit" and "max_mentions" in document["error"]["message"]
    assert len(document["mentions"]) == 3
    assert all(m["entity"] is None or m["entity"] < len(document["entities"]) for m in document["mentions"])
    assert sum(e["mentions"] for e in document["entities"]) <= 3
    assert document["sentences"][0]["polarity"] is not None  # the components behind ran


def test_given_mentions_of_one_entity_take_linear_time(analyzed):
    count = 400_000  # a list that is searched for each took half a minute
    text = "".join(f"{i:07}" for i in range(count))
    mentions = [{"begin": 7 * i, "end": 7 * i + 7, "type": "PERSON", "entity": "a"} for i in range(count)]
    line = rows({"id": "a", "text": text, "mentions": mentions})
    arguments = ("--component", "boilerplate", "--timeout-per-doc", 20)
    assert [d["status"] for d in analyzed(line, *arguments)] == ["ok"]


def test_the_time_of_a_document_counts_while_it_is_read(analyzed):
    line = rows({"id": "a", "html": "<p>Anna</p>\n" * 2_000_000}, {"id": "b", "text": "Anna"})
    long, short = analyzed(line, "--timeout-per-doc", "0.05", "-j", 1)
    assert long["status"] == "timeout" and "while it was read" in long["error"]["message"]
    assert short["status"] == "ok"


def test_threads_that_the_system_does_not_grant_are_done_without(analyzed):
    def little_memory():
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))

    line = rows(*({"id": str(i), "text": "Anna Berg left."} for i in range(5)))
    documents = analyzed(line, "-j", 1024, preexec_fn=little_memory)
    assert [(d["id"], d["status"]) for d in documents] == [(str(i), "ok") for i in range(5)]
