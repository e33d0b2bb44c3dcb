"""What a user of `newsgrain analyze` notices: formats, order, exit status, options."""

import csv
import io
import json
import locale
import re
import signal
import subprocess
import time

import pytest
from conftest import CLI

STORY = (
    "The ferry to Norholm will stop in June, Mayor Anna Lindqvist said on Tuesday. "
    "\u201cWe cannot pay for it any longer,\u201d she told reporters."
)


def lines(*objects):
    return "".join(json.dumps(o, ensure_ascii=False) + "\n" for o in objects)


def test_page_becomes_one_json_line(newsgrain, pages):
    run = newsgrain("analyze", pages / "harbour-bridge.html")
    assert run.code == 0 and run.err == ""
    [doc] = run.documents
    assert doc["schema"] == "newsgrain.document/1" and doc["status"] == "ok" and doc["error"] is None
    assert doc["input"].endswith("harbour-bridge.html")
    assert doc["quotes"] and doc["entities"] and doc["sentences"] and doc["metadata"]["title"]


def test_every_span_covers_what_it_says(newsgrain, pages):
    for doc in newsgrain("analyze", pages).documents:
        text = doc["text"]
        source = next(p for p in pages.iterdir() if doc["input"].endswith(p.name)).read_bytes()
        for span in doc["mentions"] + doc["quotes"]:
            assert text[span["begin"] : span["end"]] == span["text"]
            begin, end = span["source"]
            assert 0 <= begin < end <= len(source)
        for span in doc["blocks"] + doc["sentences"]:
            assert 0 <= span["begin"] <= span["end"] <= len(text)


def test_json_is_an_object_for_one_input_and_an_array_for_many(newsgrain, pages):
    one = json.loads(newsgrain("analyze", pages / "battery-plant.html", "--format", "json").out)
    many = json.loads(newsgrain("analyze", pages, "--format", "json").out)
    assert (
        isinstance(one, dict)
        and isinstance(many, list)
        and one in [{**d, "id": one["id"], "input": one["input"]} for d in many]
    )


def test_csv_has_a_row_per_quote(newsgrain, pages):
    docs = newsgrain("analyze", pages).documents
    rows = list(csv.DictReader(io.StringIO(newsgrain("analyze", pages, "--format", "csv").out)))
    assert [r["text"] for r in rows] == [q["text"] for d in docs for q in d["quotes"]]


def test_report_escapes_everything(newsgrain, tmp_path):
    report = tmp_path / "report.html"
    text = '"<script>alert(1)</script> is what they sent us," said Anna Lindqvist & sons.'
    run = newsgrain("analyze", "-", "--input-format", "text", "--report", report, stdin=text)
    assert run.code == 0
    assert "<script>alert" not in report.read_text(encoding="utf-8") and "&lt;script&gt;alert" in report.read_text(
        encoding="utf-8"
    )


def test_report_says_who_spoke_and_what_found_it(newsgrain, tmp_path):
    report = tmp_path / "report.html"
    text = '"The roads are open," said President Anna Berg. "It will rain," she added.'
    [doc] = newsgrain(
        "analyze", "-", "--input-format", "text", "--report", report, "--format", "jsonl", stdin=text
    ).documents
    shown = report.read_text(encoding="utf-8")
    assert "Anna Berg <small>(she)</small>" in shown
    for quote in doc["quotes"]:
        assert f"{quote['rule']} <small>{round(100 * quote['score'])} %</small>" in shown


def test_text_for_readers(newsgrain, pages):
    run = newsgrain("analyze", pages / "harbour-bridge.html", "--format", "text")
    assert run.code == 0 and len(run.out.splitlines()) > 5 and "\x1b[" not in run.out
    assert "\x1b[" in newsgrain("analyze", pages / "harbour-bridge.html", "--format", "text", "--color", "always").out


def test_rows_come_out_in_order_whatever_happens(newsgrain):
    stdin = (
        lines({"id": "a", "text": STORY})
        + "{broken\n"
        + lines({"id": "c", "text": ""}, {"id": "d"}, {"id": "e", "text": STORY, "desk": [1]})
    )
    run = newsgrain("analyze", "-", "--input-format", "jsonl", "-j", 2, stdin=stdin)
    docs = run.documents
    assert run.code == 1
    assert len(docs) == 5 and [docs[i]["id"] for i in (0, 2, 3, 4)] == ["a", "c", "d", "e"]
    assert [d["status"] for d in docs] == ["ok", "error", docs[2]["status"], "error", "ok"] and docs[2]["status"] in (
        "ok",
        "skipped",
    )
    assert docs[4]["meta"] == {"desk": [1]} and docs[4]["quotes"] == docs[0]["quotes"]
    assert "-:2" in run.err and docs[1]["input"] == "-:2"


@pytest.mark.parametrize("options", [["-j", "2"], ["-j", "3", "--checking", "full"]])
def test_same_bytes_for_any_number_of_threads(newsgrain, pages, options):
    many = [str(p) for p in sorted(pages.iterdir())] * 5
    assert newsgrain("analyze", *many, "-j", 1).out == newsgrain("analyze", *many, *options).out


@pytest.mark.parametrize("name", ["tr_TR.UTF-8", "de_DE.UTF-8"])
def test_same_bytes_in_any_locale(newsgrain, pages, name):
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        pytest.skip(f"the locale {name} is not installed")
    finally:
        locale.setlocale(locale.LC_ALL, before)
    assert newsgrain("analyze", pages, env={"LC_ALL": "C"}).out == newsgrain("analyze", pages, env={"LC_ALL": name}).out


def test_units_of_offsets(newsgrain):
    text = "\U0001f6a2 \u00dcber den Fluss: \u201cWe go,\u201d said Anna Lindqvist on Monday."
    stdin = lines({"id": 1, "text": text})
    for unit, encode in [
        ("code_point", lambda s: s),
        ("byte", lambda s: s.encode()),
        ("utf16", lambda s: s.encode("utf-16-le")),
    ]:
        [doc] = newsgrain("analyze", "-", "--input-format", "jsonl", "--offsets", unit, stdin=stdin).documents
        assert doc["offset_unit"] == unit
        whole, width = encode(text), 2 if unit == "utf16" else 1
        assert doc["mentions"]
        for m in doc["mentions"]:
            assert whole[m["begin"] * width : m["end"] * width] == encode(m["text"])


def test_given_mentions_keep_their_order(newsgrain):
    begin = STORY.index("Anna")
    given = [
        {"begin": begin, "end": begin + 14, "type": "PERSON", "entity": 7},
        {"begin": 4, "end": 9, "type": "PRODUCT"},
    ]
    [doc] = newsgrain(
        "analyze", "-", "--input-format", "jsonl", stdin=lines({"id": 1, "text": STORY, "mentions": given})
    ).documents
    assert [(m["text"], m["type"]) for m in doc["mentions"]] == [("Anna Lindqvist", "PERSON"), ("ferry", "PRODUCT")]
    bad = [{"begin": 5, "end": 9000, "type": "PERSON"}]
    run = newsgrain("analyze", "-", "--input-format", "jsonl", stdin=lines({"id": 1, "text": STORY, "mentions": bad}))
    assert run.code == 1 and run.documents[0]["status"] == "error" and run.documents[0]["text"] == STORY


def test_disable_leaves_a_component_out(newsgrain, pages):
    [doc] = newsgrain(
        "analyze", pages / "harbour-bridge.html", "--disable", "sentiment", "--disable", "quotes"
    ).documents
    assert doc["quotes"] in (None, []) and doc["target_sentiment"] in (None, []) and doc["mentions"]
    [doc] = newsgrain("analyze", pages / "harbour-bridge.html", "--disable", "boilerplate").documents
    assert len(doc["article"]) >= len(newsgrain("analyze", pages / "harbour-bridge.html").documents[0]["article"])


def test_timings_and_hash(newsgrain, pages):
    import hashlib

    page = pages / "harbour-bridge.html"
    [doc] = newsgrain("analyze", page, "--timings", "--hash").documents
    assert {"read", "boilerplate", "quotes", "total"} <= set(doc["timings_us"])
    assert hashlib.sha256(page.read_bytes()).hexdigest() in json.dumps(doc["source"])


def test_output_file(newsgrain, pages, tmp_path):
    out = tmp_path / "out.csv"
    run = newsgrain("analyze", pages, "-o", out)
    assert run.code == 0 and run.out == "" and out.read_text(encoding="utf-8").startswith("id,")
    run = newsgrain("analyze", pages, "-o", tmp_path / "missing" / "out.jsonl")
    assert run.code == 2 and "missing" in run.err


def test_interrupt_ends_at_once(tmp_path):
    feed = subprocess.Popen(
        [CLI, "analyze", "-", "--input-format", "jsonl", "-j", "2"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    feed.stdin.write(lines({"id": "a", "text": STORY}).encode())
    feed.stdin.flush()
    time.sleep(1.0)
    feed.send_signal(signal.SIGINT)
    feed.stdin.close()
    out, err = feed.stdout.read(), feed.stderr.read()
    assert feed.wait(timeout=10) == 130
    assert all(json.loads(line) for line in out.splitlines()) and b"interrupted" in err


def test_closed_pipe_is_no_error():
    story = lines(*({"id": i, "text": STORY} for i in range(2000)))
    run = subprocess.run(
        f"'{CLI}' analyze - --input-format jsonl | head -n 1", shell=True, input=story.encode(), capture_output=True
    )
    assert run.returncode == 0 and run.stderr == b"" and json.loads(run.stdout)["id"] in (0, "0")


def test_schema_describes_the_output(newsgrain, pages):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(newsgrain("schema").out)
    for doc in newsgrain("analyze", pages, "--timings", "--hash").documents:
        jsonschema.validate(doc, schema)


def test_versions(newsgrain):
    assert re.fullmatch(r"newsgrain \d+\.\d+\.\d+\n", newsgrain("--version").out)
    assert json.loads(newsgrain("--version", "--json").out)["abi"] == "1.0"


FERRY, BAKERY, RAIN, BRIDGE = (
    (
        "The ferry to Norholm will stop in June, the mayor told reporters on Tuesday, since nobody can pay for it "
        "any longer."
    ),
    (
        "A bakery in the old town burnt down at night, and the fire brigade needed six hours until the last flames "
        "were out."
    ),
    (
        "Heavy rain is expected along the coast from Thursday on, and the weather service asks people to stay away "
        "from the river."
    ),
    (
        "The bridge over the Tarn will be closed for two years, the council decided, and buses will take the road "
        "past the mill."
    ),
)
MISSION = (
    "Our newsroom of forty people has reported from the valley since 1951, and it belongs to those who "
    "read it every day."
)


def site_pages(folder):
    for i, story in enumerate((FERRY, BAKERY, RAIN, BRIDGE)):
        (folder / f"{i}.html").write_text(
            f"<link rel=canonical href='https://valley.example/{i}'><h1>Story {i}</h1><p>{story}</p>"
            f"<p>{story[::-1]}.</p><p>{MISSION}</p>"
        )


def test_pages_of_a_site_help_each_other_when_asked(newsgrain, tmp_path):
    site_pages(tmp_path)
    alone, together = (
        newsgrain("analyze", tmp_path).documents,
        newsgrain("analyze", tmp_path, "--site-context", "-j", 2).documents,
    )
    assert all(MISSION in doc["article"] for doc in alone) and not any(
        "site context" in n["text"] for d in alone for n in d.get("notes", [])
    )
    for doc, story in zip(together, (FERRY, BAKERY, RAIN, BRIDGE)):
        assert story in doc["article"] and MISSION not in doc["article"]
        assert {"component": "reader", "text": "site context: 4 pages of valley.example"} in doc["notes"]


def test_texts_of_a_site_need_its_address(newsgrain, tmp_path):
    path = tmp_path / "texts.jsonl"
    stories = (FERRY, BAKERY, RAIN, BRIDGE)
    path.write_text(
        lines(
            *(
                {"id": str(i), "text": f"{s}\n{s[::-1]}.\n{MISSION}", "url": f"https://valley.example/{i}"}
                for i, s in enumerate(stories)
            )
        )
    )
    for doc, story in zip(newsgrain("analyze", path, "--site-context").documents, stories):
        assert story in doc["article"] and MISSION not in doc["article"]
    path.write_text(lines(*({"id": str(i), "text": f"{s}\n{s[::-1]}.\n{MISSION}"} for i, s in enumerate(stories))))
    for doc in newsgrain("analyze", path, "--site-context").documents:
        assert MISSION in doc["article"] and any("nothing tells the address" in n["text"] for n in doc["notes"])


def test_standard_input_cannot_be_read_twice(newsgrain):
    run = newsgrain("analyze", "-", "--site-context", stdin="x")
    assert run.code == 2 and "twice" in run.err and "file" in run.err


def test_verbose_shows_what_components_say(newsgrain):
    row = lines({"id": "a1", "text": STORY, "mentions": []})
    said = "a1: entities: info: left out: its output came with the input"
    quiet, notes, everything = (newsgrain("analyze", *flags, "-", stdin=row) for flags in ([], ["-v"], ["-vv"]))
    assert quiet.err == "" and said in notes.err and "debug" not in notes.err
    assert said in everything.err and "newsgrain: debug: quotes of newsgrain-quotes" in everything.err
    assert quiet.out == notes.out == everything.out
    assert newsgrain("analyze", "-vv", "-q", "-", stdin=row).err == ""
