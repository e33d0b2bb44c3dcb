"""The user's own words of opinion, and input that sentiment must survive."""

import json


def analyzed(newsgrain, text, *options):
    run = newsgrain(
        "analyze", "-", "--input-format", "jsonl", *options, stdin=json.dumps({"text": text, "language": "en"}) + "\n"
    )
    return run.documents[0]


def polarity(newsgrain, text, *options):
    return analyzed(newsgrain, text, *options)["sentences"][0]["polarity"]


def test_words_and_phrases_of_the_user_come_first(newsgrain, tmp_path):
    own = tmp_path / "own.tsv"
    own.write_text("# my desk's words\nprofit booking\t-0.9\nsick\t0.8\nUnited States\t0.9\n", encoding="utf-8")
    option = ("--set", f"sentiment.lexicon={own}")
    for text in ("There was profit booking in the afternoon.", "There was PROFIT  BOOKING in the afternoon."):
        assert polarity(newsgrain, text, *option) < polarity(newsgrain, text) - 0.05
    assert (
        polarity(newsgrain, "Fans called the show sick.", *option)
        > polarity(newsgrain, "Fans called the show sick.") + 0.1
    )
    assert polarity(newsgrain, "He left the United States.", *option) > 0.1, "even within a name"


def test_a_broken_line_of_the_users_list_stops_with_its_number(newsgrain, tmp_path):
    own = tmp_path / "own.tsv"
    own.write_text("fine\t0.5\n\nbroken line\n", encoding="utf-8")
    run = newsgrain("analyze", "-", "--set", f"sentiment.lexicon={own}", stdin="A text.")
    assert run.code == 2 and "line 3: no tab" in run.err and "score from -1 to 1" in run.err
    missing = newsgrain("analyze", "-", "--set", f"sentiment.lexicon={tmp_path / 'none.tsv'}", stdin="A text.")
    assert missing.code == 2 and "none.tsv" in missing.err


def test_a_megabyte_without_a_blank(newsgrain):
    for unit in ("a", "no", "\U0001f621", "good-", "n't"):
        doc = analyzed(newsgrain, unit * ((1 << 20) // len(unit.encode())))
        assert doc["status"] == "ok"
        assert all(-1 <= sentence["polarity"] <= 1 for sentence in doc["sentences"])
