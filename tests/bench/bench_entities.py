"""Segments and entities: speed and memory on ordinary text, hostile text, and with a long list of the user's own names.

    python tests/bench/bench_entities.py --newsgrain PATH [--peer PYTHON] [--part ordinary|hostile|lists]

Time is processor time of the two components, one thread (--timings); memory is the process's peak. --peer names a
Python that has spaCy (requirements in peers.txt): a blank English pipeline with its rule-based sentencizer then reads
the same ordinary text in the same run."""

import argparse
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

from newsgrain_eval.command import arguments
from newsgrain_eval.corpora import read_jsonl
from newsgrain_eval.report import table

COMPONENTS = ["--component", "segments", "--component", "entities"]


# Peak memory is asked for in a small process of its own: a child inherits its parent's peak.
PEAK = (
    "import resource, subprocess, sys; code = subprocess.call(sys.argv[2:]); open(sys.argv[1], "
    "'w').write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)); sys.exit(code)"
)


def run(cli, documents, *options):
    """Microseconds of each component, peak kilobytes of the process, and the number of mentions."""
    spent, statuses, mentions = {"segments": 0, "entities": 0}, set(), 0
    with tempfile.TemporaryDirectory() as folder:
        rows, peak = pathlib.Path(folder) / "in.jsonl", pathlib.Path(folder) / "peak"
        with open(rows, "w", encoding="utf-8") as file:
            for document in documents:
                file.write(json.dumps(document, ensure_ascii=False) + "\n")
        process = subprocess.Popen(
            [
                sys.executable,
                "-S",
                "-c",
                PEAK,
                str(peak),
                cli,
                "analyze",
                str(rows),
                "--input-format",
                "jsonl",
                "--format",
                "jsonl",
                "--language",
                "en",
                "--timings",
                "-j",
                "1",
                *options,
            ],
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        for line in process.stdout:
            row = json.loads(line)
            statuses.add(row["status"])
            mentions += len(row.get("mentions", []))
            for name in spent:
                spent[name] += row.get("timings_us", {}).get(name, 0)
        process.wait()
        resident = int(peak.read_text())
    if statuses - {"ok"}:
        print("not all documents were read:", ", ".join(sorted(statuses)))
    return spent, resident, mentions


def cut(text, size=4000):
    return [{"id": str(i), "text": text[i : i + size]} for i in range(0, len(text), size)]


def count_words(text):
    return len(re.findall(r"\w+|[^\w\s]", text))


def ordinary(args):
    text = "\n\n".join(row["text"] for row in read_jsonl(args.data / "text" / "gum-open.jsonl.xz"))
    text += "\n\n" + "\n\n".join(row["text"] for row in read_jsonl(args.data / "text" / "ewt-train.jsonl.xz"))
    documents = cut(text)
    rows = []
    words = count_words(text)
    _, core, _ = run(args.newsgrain, documents, "--component", "segments")
    for _ in range(args.rounds):
        spent, peak, _ = run(args.newsgrain, documents, *COMPONENTS)
        both = spent["segments"] + spent["entities"]
        rows.append(
            [
                "segments + entities",
                f"{words / both * 1000:.0f}",
                f"{words / spent['segments'] * 1000:.0f}",
                f"{words / spent['entities'] * 1000:.0f}",
                f"{(peak - core) / 1024:.0f}",
            ]
        )
        if args.peer:
            out = subprocess.run(
                [args.peer, "-c", SPACY],
                input=json.dumps([d["text"] for d in documents]),
                capture_output=True,
                text=True,
            )
            if out.returncode == 0:
                seconds, resident = map(float, out.stdout.split())
                rows.append(
                    ["spaCy, blank + sentencizer", f"{words / seconds / 1000:.0f}", "", "", f"{resident / 1024:.0f}"]
                )
            else:
                print("the peer failed:", out.stderr.strip().splitlines()[-1:])
    print(
        f"\nordinary text: {words} words in {len(documents)} documents, thousand words/s, one thread; memory in "
        f"MB (ours: above segments alone)"
    )
    table(["system", "all", "segments", "entities", "memory"], rows)


SPACY = """
import json, re, sys, time
texts = json.load(sys.stdin)
resident = lambda: int(re.search("VmRSS:\\s*(\\d+)", open("/proc/self/status").read())[1])
before = resident()
import spacy
nlp = spacy.blank("en")
nlp.add_pipe("sentencizer")
nlp.max_length = 10**9
start = time.process_time()
for doc in nlp.pipe(texts):
    len(doc)
print(time.process_time() - start, resident() - before)
"""


def names(n):
    """n different names of two words."""
    starts = ["Ba", "Ce", "Di", "Fo", "Gu", "Ha", "Je", "Ki", "Lo", "Mu"]
    ends = ["bor", "cade", "dun", "fer", "gil", "hom", "lek", "mar", "nas", "ren"]

    def word(k):
        return starts[k % 10] + ends[k // 10 % 10] + (ends[k // 100 % 10] if k >= 100 else "")

    return [f"{word(k % 1000)} {word(k // 1000)}{'son' if k % 2 else ''}" for k in range(n)]


def fill(piece, size):
    return (piece * (size // len(piece.encode()) + 1)).encode()[:size].decode("utf-8", "ignore")


def different_names(size):
    return " ".join(f"{name} met." for name in names(size // 20))[:size]


def mixed(size):
    rng = random.Random(7)
    pieces = [
        "Anna ",
        "Berg ",
        "東京",
        "Москва ",
        "서울 ",
        "กรุงเทพ ",
        "القاهرة ",
        "e\u0301",
        "\u200b",
        "😀",
        "NATO ",
        "- ",
        "'s ",
        "( ",
        ") ",
        "5 ",
        "$",
    ]
    return fill("".join(rng.choice(pieces) for _ in range(5000)), size)


HOSTILE = {
    "one word": lambda n: fill("a", n),
    "one word with a capital": lambda n: "A" + fill("b", n - 1),
    "capitals": lambda n: fill("A ", n),
    "one name after the other": lambda n: fill("Anna Berg ", n),
    "all in capitals": lambda n: fill("ANNA BERG OF THE BANK MET. ", n),
    "different names": different_names,
    "different acronyms": lambda n: " ".join(
        "".join(chr(65 + k // 26**i % 26) for i in range(5)) + " of" for k in range(n // 9)
    )[:n],
    "zero-width marks": lambda n: fill("An\u200bna B\u200derg ", n),
    "combining marks": lambda n: fill("A\u0301\u0301\u0301nna ", n),
    "nothing but combining marks": lambda n: fill("\u0301", n),
    "mixed scripts": mixed,
    "brackets": lambda n: fill("( A B C ) ", n),
    "numbers": lambda n: fill("5 million ", n),
    "hyphens": lambda n: fill("A-", n),
    "possessives": lambda n: fill("Anna's ", n),
    "countries of several words": lambda n: fill("Trinidad and Tobago and ", n),
    "events": lambda n: fill("the World Cup and the Korean War and ", n),
    "titles": lambda n: fill("President ", n),
    "no end of a role": lambda n: fill("Anna Berg, a director of ", n),
}


def hostile(args):
    rows = []
    for name, make in HOSTILE.items():
        row = [name]
        for megabytes in args.sizes:
            spent, peak, _ = run(args.newsgrain, [{"id": "1", "text": make(megabytes << 20)}], *COMPONENTS)
            row += [f"{sum(spent.values()) / 1000 / megabytes:.0f}", f"{peak / 1024 / megabytes:.0f}"]
        rows.append(row)
    print(
        "\nhostile text: milliseconds per MB of both components, and the process's peak memory in MB per MB; "
        "linear where a row stays the same"
    )
    table(["text"] + [f"{m} MB: {what}" for m in args.sizes for what in ("ms/MB", "mem/MB")], rows)


def lists(args):
    text = "\n\n".join(row["text"] for row in read_jsonl(args.data / "text" / "gum-open.jsonl.xz"))
    documents = cut(text)
    words = count_words(text)
    rows = []
    own = sorted(set(re.findall(r"[A-Z]\w+ [A-Z]\w+", text)))[::20] + names(100_000)
    with tempfile.TemporaryDirectory() as folder:
        for count in (0, 1000, 10_000, 100_000):
            path = pathlib.Path(folder) / f"{count}.csv"
            path.write_text(
                "name,type,id,case\n"
                + "".join(f"{n},ORG,X{i},{'any' if i % 2 else 'exact'}\n" for i, n in enumerate(own[:count]))
            )
            options = COMPONENTS + (["--set", f'entities.lists=["{path}"]'] if count else [])
            start, _, _ = min((measure_start(args, options) for _ in range(3)), key=lambda x: x[0])
            spent, peak, mentions = min(
                (run(args.newsgrain, documents, *options) for _ in range(args.rounds)), key=lambda r: r[0]["entities"]
            )
            rows.append(
                [count, f"{words / spent['entities'] * 1000:.0f}", f"{start:.0f}", f"{peak / 1024:.0f}", mentions]
            )
    print(
        "\nlists of own names: thousand words/s of the entities component, milliseconds of the whole program for "
        "an empty document, peak memory in MB"
    )
    table(["names", "k words/s", "start", "memory", "mentions"], rows)


def measure_start(args, options):
    before = os.times()
    _, peak, _ = run(args.newsgrain, [{"id": "1", "text": "."}], *options)
    after = os.times()
    return 1000 * (after.children_user + after.children_system - before.children_user - before.children_system), peak, 0


parser = arguments(__doc__)
parser.formatter_class = argparse.RawDescriptionHelpFormatter
parser.add_argument("--peer", help="a Python with spaCy")
parser.add_argument("--part", choices=("ordinary", "hostile", "lists"), help="only this table")
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--sizes", type=int, nargs="+", default=[1, 3, 9], help="megabytes of hostile text")
args = parser.parse_args()
for part in (ordinary, hostile, lists):
    if args.part in (None, part.__name__):
        part(args)
