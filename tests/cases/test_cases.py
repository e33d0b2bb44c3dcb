"""Runs the .case files of this folder through the command line; README.md describes the format."""

import json
import os
import pathlib
import re
import shlex
import subprocess

import pytest

HERE = pathlib.Path(__file__).parent
CLI = os.environ.get("NEWSGRAIN_CLI", "newsgrain")


def unescape(text):
    plain = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda m: chr(int(m[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16")  # pairs of surrogates are one character


def read_cases(path):
    for chunk in path.read_text(encoding="utf-8").split("\n====\n"):
        lines = chunk.strip("\n").split("\n")
        if not lines[0].startswith("case: "):
            raise ValueError(f"{path}: a case begins with 'case: ', not {lines[0]!r}")
        name = lines[0][6:]
        if not lines[1].startswith("input: "):
            raise ValueError(f"{path}: {name}: the second line is 'input: text' or 'input: html'")
        form, *options = shlex.split(lines[1][7:])
        at = 2
        given = []
        while at < len(lines) and lines[at].startswith("given: "):
            given.append([part.strip() for part in lines[at][7:].split("|")])
            at += 1
        text = []
        while at < len(lines) and not lines[at].startswith("expect "):
            text.append(lines[at])
            at += 1
        expectations = []
        while at < len(lines):
            head = lines[at]
            rows = []
            at += 1
            while at < len(lines) and not lines[at].startswith("expect "):
                if lines[at].strip() and not lines[at].startswith("#"):
                    rows.append(lines[at])
                at += 1
            expectations.append((head[7:], rows))
        yield pytest.param(form, options, unescape("\n".join(text)), given, expectations, id=f"{path.stem}: {name}")


def all_cases():
    for path in sorted(HERE.glob("**/*.case")):
        yield from read_cases(path)


def field(row, dotted, text):
    if dotted == "covered":
        return text[row["begin"] : row["end"]]
    value = row
    for part in dotted.split("."):
        value = value[int(part)] if isinstance(value, list) else (value or {}).get(part)
    return value


def shown(value):
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize("form,options,text,given,expectations", list(all_cases()))
def test_case(form, options, text, given, expectations):
    fields = {"id": "case", form: text}
    if given:
        fields["mentions"] = [
            {"begin": text.index(name), "end": text.index(name) + len(name), "type": kind} for name, kind in given
        ]
    line = json.dumps(fields)
    run = subprocess.run(
        [CLI, "analyze", "-", "--input-format", "jsonl", "--format", "jsonl", *options],
        input=line,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.stdout, run.stderr
    doc = json.loads(run.stdout)
    for head, rows in expectations:
        nothing = re.fullmatch(r"nothing in (\S+)", head)
        if nothing:
            assert doc.get(nothing[1]) in ([], None), head
            continue
        match = re.fullmatch(r"(\S+?)(?: where (\S+?)=([^:]*))?: (.*)", head)
        assert match, f"cannot read: expect {head}"
        layer, key, wanted, fields = match.groups()
        target = doc
        for part in layer.split("."):
            target = target[part]
        if not isinstance(target, list) or fields.startswith("["):
            assert shown(target) == fields
            continue
        names = [f.strip() for f in fields.split(",")]
        chosen = [r for r in target if key is None or shown(field(r, key, doc["text"])) == wanted]
        got = [" | ".join(shown(field(r, n, doc["text"])) for n in names) for r in chosen]
        assert got == [unescape(r) for r in rows], head
