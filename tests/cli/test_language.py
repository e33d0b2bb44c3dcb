"""What the configuration says of languages. Which language a document has: tests/cases/language."""

import json

import pytest

HEADLINE = json.dumps({"id": "a", "text": "Holm: Shares up 3%"}) + "\n"
GERMAN = json.dumps({"id": "a", "text": "Anna Holm", "language": "de"}) + "\n"


@pytest.fixture
def analyzed(newsgrain, tmp_path):
    """The document made of a JSON line with a configuration, or what was said against it."""

    def analyze(line, toml):
        path = tmp_path / "pipeline.toml"
        path.write_text(toml)
        run = newsgrain("analyze", "-", "--input-format", "jsonl", "--config", path, stdin=line)
        return run.documents[0] if run.code == 0 else run.err

    return analyze


def notes(document):
    return [(n["component"], n["text"]) for n in document.get("notes", [])]


def test_what_unknown_languages_are_taken_for(analyzed):
    assert notes(analyzed(HEADLINE, "")) == [("language", "language assumed: en")]
    left_out = notes(analyzed(HEADLINE, '[pipeline]\nassume_language = "none"\n'))
    assert left_out[0] == ("entities", "left out: entities is for en, the document's language is not known")
    assert [c for c, _ in left_out] == ["entities", "quotes", "sentiment"]
    german = notes(analyzed(HEADLINE, '[pipeline]\nassume_language = "de"\n'))
    assert german[:2] == [
        ("language", "language assumed: de"),
        ("entities", "left out: entities is for en, the document's language is de"),
    ]
    components = '[pipeline]\ncomponents = ["boilerplate", "segments"]\n'
    assert notes(analyzed(HEADLINE, components)) == []  # nothing depends on it


def test_one_component_may_insist(analyzed):
    document = analyzed(GERMAN, '[entities]\nlanguages = "any"\n')
    assert [m["text"] for m in document["mentions"]] == ["Anna Holm"]
    assert [c for c, _ in notes(document)] == ["quotes", "sentiment"]


def test_the_plan_says_who_insists(newsgrain):
    run = newsgrain("pipeline", "explain", "--json", "--set", "quotes.languages=any")
    steps = {s["component"]: s for s in json.loads(run.out)}
    assert steps["quotes"]["languages"] == [] and steps["quotes"]["config"]["languages"] == "any"
    assert steps["entities"]["languages"] == ["en"] and "languages" not in steps["entities"]["config"]


@pytest.mark.parametrize(
    "toml,said",
    [
        ('[pipeline]\nassume_language = "english"\n', "assume_language"),
        ("[pipeline]\nassume_language = 7\n", "assume_language"),
        ('[entities]\nlanguages = "de"\n', "entities.languages"),
        ("[entities]\nlanguages = true\n", "entities.languages"),
    ],
)
def test_wrong_values_are_refused(analyzed, toml, said):
    message = analyzed(HEADLINE, toml)
    assert isinstance(message, str) and "NG140" in message and said in message


def test_a_wrong_tag_in_the_input_is_set_aside_with_a_note(analyzed):
    line = json.dumps({"id": "a", "text": "Holm: Shares up 3%", "language": "english"})
    found = notes(analyzed(line + "\n", ""))
    assert ("input", '"language" was left out: "english" is no code of a language') in found
    assert ("language", "language assumed: en") in found


GERMAN_PAGE = (
    "<p>Der Minister sagte am Montag, die neue Brücke werde erst im nächsten Jahr fertig. Die Opposition kritisierte "
    "die Pläne der Regierung scharf und forderte eine Untersuchung.</p>"
)
ENGLISH_PAGE = (
    "<p>The minister said on Monday that the new bridge would not be ready before next year. The opposition criticised "
    "the plans and called for an inquiry.</p>"
)


@pytest.mark.parametrize(
    "said,body,found", [("en", GERMAN_PAGE, "de"), ("de", ENGLISH_PAGE, "en"), ("xx", ENGLISH_PAGE, "en")]
)
def test_a_short_text_stands_against_what_the_page_says(analyzed, said, body, found):
    page = f'<html lang="{said}"><body><article><h1>Holm</h1>{body}</article></body></html>'
    document = analyzed(json.dumps({"id": "a", "html": page}) + "\n", "")
    assert document["metadata"]["language"] == found
    if said != "xx":
        assert ("language", f"the page says {said}, its text reads as {found}") in notes(document)
