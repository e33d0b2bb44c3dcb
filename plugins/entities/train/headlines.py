"""Writes the headlines of SEntFiN as words with tags: the firms and authorities whose prospects they tell are ORG, all
else is '?' (unknown: the trainer tags it itself before it learns from it). Usage: headlines.py IN.csv.xz COUNTRIES.tsv
OUT.iob2"""

import collections
import csv
import lzma
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
WORD = re.compile(r"[A-Za-z]\.(?:[A-Za-z]\.)+|['\u2019]s\b|\w+(?:[-&'\u2019](?!s\b)\w+)*|\S")
NAME = re.compile(r"['\"]([^:]+?)['\"]: ['\"](?:neutral|positive|negative)")
MARKETS = set((HERE / "lists" / "markets.txt").read_text(encoding="utf-8").split())


def places(path):
    """Names and adjectives of countries, and their capitals."""
    found = set()
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        for names in fields[2:6]:
            found.update(names.split("|"))
    return found


def main():
    rows = list(csv.DictReader(lzma.open(sys.argv[1], "rt", encoding="utf-8")))
    no_firms = places(sys.argv[2])
    small = collections.Counter(word for row in rows for word in re.findall(r"\b[a-z]+\b", row["Title"]))

    def firm(name):
        """A commodity, an index, a sector or a country is none; nor is what is also a common word."""
        words = re.findall(r"[\w&'.-]+", name)
        if not words or not words[0][0].isupper() or name in no_firms or (len(words) < 3 and words[-1] in no_firms):
            return False
        return all(word.lower() not in MARKETS for word in words) and any(small[word.lower()] < 2 for word in words)

    with open(sys.argv[3], "w", encoding="utf-8") as out:
        for row in rows:
            title = row["Title"]
            names = [name.strip() for name in NAME.findall(row["Decisions"])]
            spans = [
                m.span()
                for name in names
                if firm(name)
                for m in re.finditer(r"(?<!\w)" + re.escape(name) + r"(?!\w)", title)
            ]
            for match in WORD.finditer(title):
                tag = "?"
                for begin, end in spans:
                    if begin <= match.start() and match.end() <= end and match[0] not in ("'s", "\u2019s"):
                        tag = ("B" if match.start() == begin else "I") + "-ORG"
                out.write(f"{match[0]} {tag}\n")
            out.write("\n")


main()
