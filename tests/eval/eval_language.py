"""Which documents lose a component for their language, and which get one that is not for it.

    python tests/eval/eval_language.py [--newsgrain build/release/bin/newsgrain]

English articles must lose none: those of quotes/own-train as text, the pages of naeb-tune and wcxb-tune. Pages in
other languages must have no quote, no polarity and no target, and a note that says why. Whether a page is English is
read off its truth (its article where there is none) by function words, not by the detector that is measured. Single
sentences and lines show where little text leaves the language open: there components run, and the note says what was
assumed.
"""

import collections
import csv
import json
import lzma
import os
import re
import subprocess

from newsgrain_eval.command import analyze, arguments
from newsgrain_eval.corpora import need_data, page_rows, read_jsonl
from newsgrain_eval.report import Floors, table

ENGLISH = frozenset(
    "the of and to that is for with this from are you your we they which their has would there been were when its have"
    " had not it by be".split()
)
OTHERS = frozenset(
    "de la le les et des du un une que el los y en di il che per una der die und das ist nicht den mit von yang dan"
    " untuk het een og er w na z nie si adalah ini itu dengan anda kita akan pada atau tidak".split()
)
BOUND = ("entities", "quotes", "sentiment")  # components that are for English


def is_english(text):
    """By the share of function words; None where it leaves the question open, as with lists of products."""
    words = re.findall(r"\w+", text.lower())
    english = sum(word in ENGLISH for word in words)
    others = sum(word in OTHERS or not word.isascii() for word in words)
    if len(words) < 10 or max(english, others) < 0.1 * len(words):
        return None
    return english > others


def pages(args, name):
    """(truth, document) of each page of a set."""
    rows, paths = zip(*page_rows(args, name))
    command = [args.newsgrain, "analyze", *map(str, paths), "--format", "jsonl", "-j", str(os.cpu_count())]
    run = subprocess.run([*command, "--input-format", "html"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    documents = [json.loads(line) for line in run.stdout.decode().split("\n") if line]
    return zip(rows, documents, strict=True)


def reads_as_english(truth, document):
    if "lang" in truth:
        return truth["lang"] == "English"
    return is_english(truth.get("text") or document["article"])


class Count:
    """What happened to the documents of a set."""

    def __init__(self):
        self.documents = self.skipped = self.answered = self.noted = self.assumed = 0
        self.examples = []

    def add(self, document, wrong):
        """`wrong` is the attribute whose documents are worth showing."""
        notes = document.get("notes") or []
        left_out = {n["component"] for n in notes if "the document's language is" in n["text"]}
        polarities = any(s.get("polarity") is not None for s in document["sentences"])
        facts = {
            "skipped": bool(left_out),
            "answered": bool(document["quotes"] or document["target_sentiment"] or polarities),
            "noted": left_out == set(BOUND),
            "assumed": any(n["text"].startswith("language assumed") for n in notes),
        }
        self.documents += 1
        for name, holds in facts.items():
            setattr(self, name, getattr(self, name) + holds)
        if facts[wrong]:
            self.examples.append(f"{document['id']} ({document['metadata']['language']})")

    def row(self, name):
        return [name, self.documents, self.skipped, self.answered, self.noted, self.assumed]


def measure(documents, wrong):
    count = Count()
    for document in documents:
        count.add(document, wrong)
    return count


def texts(args, rows):
    return analyze(args.newsgrain, ({"id": str(i), "text": t} for i, t in rows), "-j", str(os.cpu_count()))


def sentences(args):
    for name in ("ewt-dev", "pud"):
        for document in read_jsonl(args.data / "text" / f"{name}.jsonl.xz"):
            for n, (begin, end) in enumerate(document["sentences"]):
                yield f"{document['id']}:{n}", document["text"][begin:end]


def headlines(args):
    with lzma.open(args.data / "sentiment" / "sentfin.csv.xz", "rt", encoding="utf-8", newline="") as file:
        for n, row in enumerate(csv.DictReader(file)):
            if n % 5 == 0:
                yield n, row["Title"]


def foreign_lines(args):
    for row in (row for row, _ in page_rows(args, "daniel-tune")):
        if row["lang"] != "English":
            for n, line in enumerate(row["text"].split("\n")[:3]):
                if line.strip():
                    yield f"{row['id']}:{n}", line


def main():
    args = arguments(__doc__).parse_args()
    need_data(args)
    floors = Floors()
    rows = []

    def english(name, count):
        rows.append(count.row(name))
        print(f"{name}: skipped {count.skipped}", *count.examples[:20])
        return count

    def foreign(name, count):
        rows.append(count.row(name))
        if count.examples:
            print(f"{name}: answered {count.answered}", *count.examples[:20])
        return count

    own = [(d["id"], d["text"]) for d in read_jsonl(args.data / "quotes" / "own-train.jsonl.xz")]
    strict = [english("own-train", measure(texts(args, own), "skipped"))]
    others = collections.defaultdict(list)
    for name in ("naeb-tune", "wcxb-tune", "daniel-tune", "snippets-tune", "fundus-tune"):
        of_english = []
        for truth, document in pages(args, name):
            reads = reads_as_english(truth, document)
            if reads is not False and name in ("naeb-tune", "wcxb-tune", "daniel-tune"):
                of_english.append(document)
            elif reads is False:
                others[name + (" " + truth["lang"] if "lang" in truth else "")].append(document)
        if of_english:
            strict.append(english(name, measure(of_english, "skipped")))
    silent = [foreign(name + ", not English", measure(found, "answered")) for name, found in others.items()]
    short = [
        english("sentences of ewt-dev and pud", measure(texts(args, sentences(args)), "skipped")),
        english("headlines of sentfin", measure(texts(args, headlines(args)), "skipped")),
    ]
    lines = foreign("lines of daniel-tune, not English", measure(texts(args, foreign_lines(args)), "answered"))
    print()
    table(["documents", "all", "component skipped", "quote, polarity or target", "all noted", "assumed"], rows)

    floors.check("English articles that lose nothing", -sum(c.skipped for c in strict), 0)
    # A page says that it is English and is in Papiamento, which the detector does not know; another, that does not say
    # what it is, holds a list of English titles.
    floors.check("other pages without an answer", -sum(c.answered for c in silent), -2)
    floors.check("other pages with a note", sum(c.noted - c.documents for c in silent), -2)
    for count in short:
        floors.check("short English texts that lose nothing", 1 - count.skipped / count.documents, 0.9985)
    floors.check("short other texts without an answer", 1 - lines.answered / lines.documents, 0.94)
    floors.leave()


if __name__ == "__main__":
    main()
