"""Names: hostile text, the user's own lists, damaged files."""

import json
import pathlib
import random
import re
import shutil
import subprocess
import sys

import pytest
from conftest import CLI

ONLY = ("--component", "segments", "--component", "entities", "--language", "en", "-j", 1)
STORY = "Anna Berg of Acme met Tom Lund in Oslo."


def fill(piece, size):
    return (piece * (size // len(piece) + 1))[:size]


def different_names(count):
    syllables = "ba ce di fo gu ha je ki lo mu na pe ri so tu".split()

    def word(k):
        return "".join(syllables[k // 15**i % 15] for i in range(3)).capitalize()

    return " ".join(f"{word(k % 317)} {word(k)} met." for k in range(count))


def mixed_scripts(count):
    rng = random.Random(7)
    pieces = [
        "Anna",
        "Berg",
        "東京",
        "Москва",
        "서울",
        "กรุงเทพ",
        "القاهرة",
        "e\u0301",
        "A\u0301\u0301",
        "\u200b",
        "\u200d",
        "\u202e",
        "😀",
        "NATO",
        "-",
        "'s",
        "(",
        ")",
        "5",
        "$",
    ]
    return "".join(rng.choice(pieces) + rng.choice(["", " "]) for _ in range(count))


HOSTILE = {
    "ten megabytes of one word": lambda: fill("a", 10_000_000),
    "ten megabytes of one word with a capital": lambda: "A" + fill("b", 10_000_000),
    "a million capitals": lambda: fill("A ", 2_000_000),
    "a hundred thousand different names": lambda: different_names(100_000),
    "a name again and again": lambda: fill("Anna Berg ", 1_000_000),
    "all in capitals": lambda: fill("ANNA BERG OF THE BANK MET TOM LUND. ", 1_000_000),
    "zero-width marks": lambda: fill("An\u200bna B\u200derg met. ", 500_000),
    "combining marks": lambda: fill("A\u0301\u0302\u0303nna Be\u0301rg met. ", 500_000),
    "nothing but combining marks": lambda: fill("\u0301", 500_000),
    "mixed scripts": lambda: mixed_scripts(150_000),
    "brackets": lambda: fill("( A B C ) ", 1_000_000),
    "countries of several words": lambda: fill("Trinidad and Tobago and ", 1_000_000),
    "events": lambda: fill("the World Cup and the Korean War and ", 1_000_000),
    "hyphens": lambda: fill("A-", 1_000_000),
    "roles without an end": lambda: fill("Anna Berg, a director of ", 1_000_000),
}

# Runs the rest of the command line with at most so many bytes of address space.
LIMITED = (
    "import os, resource, sys; resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]),) * 2); "
    "os.execvp(sys.argv[2], sys.argv[2:])"
)


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_is_read_in_bounded_memory(kind):
    text = HOSTILE[kind]()
    row = json.dumps({"id": kind, "text": text}, ensure_ascii=False) + "\n"
    process = subprocess.run(
        [sys.executable, "-c", LIMITED, "1500000000", CLI, "analyze", "-", "--input-format", "jsonl", *map(str, ONLY)],
        input=row.encode(),
        capture_output=True,
        timeout=300,
    )
    [doc] = [json.loads(line) for line in process.stdout.decode().splitlines()]
    assert doc["status"] == "ok", doc["error"]
    last = 0
    for mention in doc["mentions"]:
        assert last <= mention["begin"] < mention["end"] <= len(text)
        assert mention["text"] == text[mention["begin"] : mention["end"]] and mention["text"] == mention["text"].strip()
        last = mention["end"]
    for entity in doc["entities"]:
        assert entity["mentions"] > 0 and entity["name"]
    if kind.startswith(("a hundred", "a name")):
        assert doc["mentions"]


def lists(*paths):
    return "--set", "entities.lists=" + json.dumps([str(p) for p in paths])


def test_broken_lists_are_refused_with_their_line(newsgrain, tmp_path):
    for name, content, line in (
        ("people.csv", "name,type\nAcme,ORG\nLund,PERSN\n", 3),
        ("people.csv", 'name,type\n"Acme,ORG\n', 2),
        ("people.json", '[{"name": "Acme",\n "type": "ORG"},\n {"type": "ORG"}]', 3),
        ("people.toml", '[[entity]]\nname = "Acme"\ntype = ORG"\n', 3),
    ):
        path = tmp_path / name
        path.write_text(content)
        run = newsgrain("analyze", "-", *ONLY, *lists(path), stdin=STORY)
        assert run.code == 2 and f"{name}:{line}: " in run.err, run.err
    run = newsgrain("analyze", "-", *ONLY, *lists(tmp_path / "none.csv"), stdin=STORY)
    assert run.code == 2 and "none.csv" in run.err


def test_empty_lists_are_no_mistake(newsgrain, tmp_path):
    contents = {"a.csv": "name,type\n", "b.json": "[]", "c.toml": "", "d.toml": "# nothing\n"}
    for name, content in contents.items():
        (tmp_path / name).write_text(content)
    plain = newsgrain("analyze", "-", *ONLY, stdin=STORY)
    listed = newsgrain("analyze", "-", *ONLY, *lists(*(tmp_path / n for n in contents)), stdin=STORY)
    assert plain.code == listed.code == 0 and plain.documents[0]["mentions"] == listed.documents[0]["mentions"]


def test_a_long_list_is_found(newsgrain, tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("name,type,id\n" + "".join(f"Firm {i} of Lund,ORG,X{i}\n" for i in range(100_000)))
    [doc] = newsgrain(
        "analyze", "-", *ONLY, *lists(path), stdin="They sold it to Firm 4711 of Lund and to Firm 99999 of Lund."
    ).documents
    assert [(e["name"], e["kb_id"]) for e in doc["entities"]] == [
        ("Firm 4711 of Lund", "X4711"),
        ("Firm 99999 of Lund", "X99999"),
    ]


@pytest.mark.parametrize(
    "resource_name", ["tagger.bin", "gazetteer.bin", "classes.bin", "countries.tsv", "legislators.tsv"]
)
def test_a_damaged_file_is_refused_by_its_checksum(newsgrain, tmp_path, resource_name):
    library = pathlib.Path(re.search(r"^library\s+(.*)$", newsgrain("plugin", "show", "entities").out, re.M)[1])
    for path in (library, library.with_suffix(".json")):
        shutil.copy(path, tmp_path)
    shutil.copytree(library.with_suffix(""), tmp_path / library.stem)
    damaged = tmp_path / library.stem / resource_name
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 0x40
    damaged.write_bytes(content)
    run = newsgrain("analyze", "-", *ONLY, stdin=STORY, env={"NEWSGRAIN_PLUGIN_PATH": str(tmp_path)})
    assert run.code == 2 and resource_name in run.err and "SHA-256" in run.err, run.err


def test_the_cure_of_a_broken_list_is_about_the_configuration(newsgrain, tmp_path):
    (tmp_path / "names.json").write_text("{broken")
    (tmp_path / "a.txt").write_text("Ann Hale left.")
    lists = json.dumps([str(tmp_path / "names.json")])
    run = newsgrain("analyze", tmp_path / "a.txt", "--set", f"entities.lists={lists}")
    assert run.code == 2 and "names.json:1" in run.err and "configuration, correct that" in run.err
