"""Members of the US Congress with their Wikidata ids, from unitedstates/congress-legislators: build_legislators.py
OUT_FOLDER.

A line per name: the full name, or first name or nickname with the surname; names of several members are left out."""

import ast
import lzma
import os
import pathlib
import re
import sys

data = pathlib.Path(os.environ["NEWSGRAIN_DATA"])
ids, member, part = {}, {}, ""


def plain(value):
    return str(ast.literal_eval(value)) if value[:1] in ("'", '"') else value


def add(member):
    if "wikidata" not in member:
        return
    surname = member["last"]
    names = {
        member.get("official_full", ""),
        *(f"{member[key]} {surname}" for key in ("first", "nickname") if key in member),
    }
    for name in names - {""}:
        ids.setdefault(name, set()).add(member["wikidata"])


with lzma.open(data / "entities" / "gazetteers" / "us-legislators-current.yaml.xz", "rt", encoding="utf-8") as file:
    for line in file:
        if line.startswith("- "):
            add(member)
            member = {}
            line = "  " + line[2:]
        if top := re.match(r"  (\w+):", line):
            part = top[1]
        field = re.match(r"    (\w+): (.+)", line)
        if field and (part, field[1]) in {
            ("id", "wikidata"),
            ("name", "first"),
            ("name", "last"),
            ("name", "nickname"),
            ("name", "official_full"),
        }:
            member[field[1]] = plain(field[2].strip())
add(member)
rows = sorted(f"{name}\t{min(found)}\n" for name, found in ids.items() if len(found) == 1)
(pathlib.Path(sys.argv[1]) / "legislators.tsv").write_text("".join(rows), encoding="utf-8")
