"""Names against gold sets on running text (exact span and type of PER, ORG, LOC), coreference of names, speed.

LOC is GPE, LOC and FAC as in UNER. The sets' tokens are found again in the raw text; sets without raw text are written
out with ordinary spacing, a document per text (thirty sentences where documents are not known). Of the sets that the
tagger learned from, every fifth document was left out of the training (plugins/entities/train/train.sh)."""

import itertools
import lzma
import pathlib
import re
import subprocess
import sys
import tempfile

from newsgrain_eval.command import analyze, arguments
from newsgrain_eval.corpora import need_data, read_jsonl
from newsgrain_eval.metrics import calibration_error, interval, precision_recall_f1
from newsgrain_eval.report import Floors, reliability_table, table
from newsgrain_eval.splits import kept_aside

parser = arguments(__doc__)
parser.add_argument("--component", action="append", help="run only these components; default segments and entities")
parser.add_argument(
    "--fit",
    action="store_true",
    help="print what shares of the names with a given score are right, as a table for names.cpp",
)
parser.add_argument("--faults", help="print wrong names of this set's kept or whole part")
args = parser.parse_args()
need_data(args)
options = [x for c in args.component or ["segments", "entities"] for x in ("--component", c)]
TYPES = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
ANCHORS = {"uner-pud": "CoreNLP 74.4, prototype 68.2, spaCy md 57.9, ANNIE 56.8, spaCy sm 52.8"}


def iob2(name):
    """Documents as lists of sentences of (token, tag)."""
    documents, sentence = [[]], []
    marked = False
    with lzma.open(args.data / "entities" / f"{name}.iob2.xz", "rt", encoding="utf-8") as file:
        for line in itertools.chain(file, ["\n"]):
            line = line.rstrip("\n")
            if line.startswith("-DOCSTART-"):
                marked = True
                if documents[-1]:
                    documents.append([])
            elif line:
                token, tag = re.split(r"[\t ]", line)[:2]
                sentence.append((token, tag))
            elif sentence:
                if not marked and len(documents[-1]) >= 30:
                    documents.append([])
                documents[-1].append(sentence)
                sentence = []
    return [d for d in documents if d]


def located(document, text):
    """Gold names as (begin, end, type): the tokens are searched in order."""
    at, out = 0, []
    for sentence in document:
        names = []
        for token, tag in sentence:
            begin = text.find(token, at)
            if begin < 0 or begin - at > 200:
                continue
            at = begin + len(token)
            if tag.startswith("B-"):
                names.append([begin, at, tag[2:]])
            elif tag.startswith("I-") and names:
                names[-1][1] = at
        out += [tuple(n) for n in names if n[2] in ("PER", "ORG", "LOC")]
    return out


def written(document):
    """Running text made of tokens."""
    sentences = []
    for sentence in document:
        text, glue, quoted = "", True, False
        for token, _ in sentence:
            opening = token in ("(", "[", "“", "‘", "``", "$", "£", "€") or (token == '"' and not quoted)
            closing = token in (
                ")",
                "]",
                "”",
                ",",
                ".",
                ";",
                ":",
                "?",
                "!",
                "%",
                "'s",
                "’s",
                "'",
                "n't",
                "''",
                "'re",
                "'ve",
                "'ll",
            ) or (token == '"' and quoted)
            if token == '"':
                quoted = not quoted
            text += token if glue or closing else " " + token
            glue = opening
        sentences.append(text)
    return " ".join(sentences)


def paired(documents, texts):
    """The texts in the order of the documents, found by their letters."""

    def letters(s):
        return "".join(c for c in s.replace("``", "").replace("''", "") if c.isalnum())[:60]

    by_letters = {}
    for text in texts:
        by_letters.setdefault(letters(text), []).append(text)
    out = []
    for document in documents:
        found = by_letters.get(letters("".join(token for sentence in document[:20] for token, _ in sentence)))
        out.append(found.pop(0) if found else None)
    if None in out:
        print(f"{out.count(None)} of {len(out)} documents without their text: written out from the tokens")
    return [text or written(document) for text, document in zip(out, documents)]


def score(gold, found):
    """F1, precision and recall of sets, in percent."""
    precision, recall, f1 = precision_recall_f1(len(gold & found), len(found), len(gold))
    return 100 * f1, 100 * precision, 100 * recall


def f1_of_counts(counts):
    """F1 in percent of (right, found, gold) of documents."""
    return 100 * precision_recall_f1(*map(sum, zip(*counts)))[2]


rows, floors = [], Floors()
judged = {"tuned on": [], "test": []}  # (score, right) of every name found


def print_reliability(name, names):
    """Shares of right names by score; expected calibration error."""
    error = calibration_error(names)
    print(f"\nscores, {name}: expected calibration error {error:.3f}")
    reliability_table("score", "names", names)
    return error


def fit(names):
    """Shares of right names that never fall while the score rises: neighbours are pooled (isotonic regression)."""
    names = sorted(names)
    step = 80
    pools = [
        [sum(c for c, _ in names[i : i + step]), sum(r for _, r in names[i : i + step]), len(names[i : i + step])]
        for i in range(0, len(names), step)
    ]
    out = []
    for pool in pools:
        out.append(pool)
        while len(out) > 1 and out[-2][1] / out[-2][2] >= out[-1][1] / out[-1][2]:
            last = out.pop()
            out[-1] = [a + b for a, b in zip(out[-1], last)]
    print("\nscore and share right: " + ", ".join(f"{c / n:.3f} {r / n:.3f}" for c, r, n in out))


def evaluate(name, label, texts=None, floor=None, in_training=False, case=None):
    """`case`: rewrites the text; lengths stay."""
    documents = iob2(name)
    if texts is not None:
        texts = paired(documents, [row["text"] for row in read_jsonl(args.data / "text" / texts)])
    else:
        texts = [written(d) for d in documents]
    if case:
        texts = [case(t) for t in texts]
        documents = [[[(case(token), tag) for token, tag in sentence] for sentence in d] for d in documents]
    inputs = [{"id": f"{name}-{i}", "text": t} for i, t in enumerate(texts)]
    gold, found, kept = set(), set(), []
    for i, doc in enumerate(analyze(args.newsgrain, inputs, *options)):
        g = {(i, *m) for m in located(documents[i], doc["text"])}
        use = "" if case else "test" if "test" in label else "tuned on" if not in_training or i % 5 == 0 else ""
        if use:
            judged[use] += [
                (m["score"], (i, m["begin"], m["end"], TYPES[m["type"]]) in g)
                for m in doc["mentions"]
                if m["type"] in TYPES and m["form"] not in ("pronoun", "nominal")
            ]
        f = {
            (i, m["begin"], m["end"], TYPES[m["type"]])
            for m in doc["mentions"]
            if m["type"] in TYPES and m["form"] not in ("pronoun", "nominal")
        }
        gold |= g
        found |= f
        if i % 5 == 0 if in_training else kept_aside(i):
            kept.append((len(g & f), len(f), len(g)))
        if args.faults == name and not case and (i % 5 == 0 or not in_training):
            for m in sorted(g ^ f):
                t = doc["text"]
                print(
                    "missed" if m in g else "wrong ",
                    m[3],
                    repr(t[m[1] : m[2]]),
                    "in",
                    repr(t[max(0, m[1] - 40) : m[2] + 30]),
                )
    f1, precision, recall = score(gold, found)
    by_type = "/".join(
        f"{score({g for g in gold if g[3] == t}, {g for g in found if g[3] == t})[0]:.1f}"
        for t in ("PER", "ORG", "LOC")
    )
    rows.append(
        [
            name,
            label,
            len(gold),
            f"{f1:.1f}",
            f"{precision:.1f}/{recall:.1f}",
            by_type,
            "{:.1f} ({:.0f} to {:.0f})".format(f1_of_counts(kept), *interval(kept, f1_of_counts)),
            floor or "",
            ANCHORS.get(name, ""),
        ]
    )
    if floor:
        floors.check(name, f1, floor)


def firms():
    """Firms and authorities in the financial headlines of SEntFiN that the tagger did not learn from (every fifth
    thirty): right are organisations with the same span. Its readers named those whose prospects a headline tells, so
    the precision is a lower bound."""
    with tempfile.TemporaryDirectory() as folder:
        tagged = pathlib.Path(folder) / "headlines.iob2"
        train = pathlib.Path(__file__).parents[2] / "plugins" / "entities"
        subprocess.run(
            [
                sys.executable,
                str(train / "train" / "headlines.py"),
                str(args.data / "sentiment" / "sentfin.csv.xz"),
                str(train / "data" / "countries.tsv"),
                str(tagged),
            ],
            check=True,
        )
        lines = tagged.read_text(encoding="utf-8").split("\n\n")
    headlines = [[line.rsplit(" ", 1) for line in block.splitlines()] for block in lines if block]
    headlines = [h for n, h in enumerate(headlines) if n // 30 % 5 == 0]
    texts = [written([h]) for h in headlines]
    gold, found = set(), set()
    for i, doc in enumerate(
        analyze(args.newsgrain, [{"id": str(i), "text": t} for i, t in enumerate(texts)], *options)
    ):
        names = {(i, *m) for m in located([headlines[i]], doc["text"])}
        gold |= names
        found |= {
            (i, m["begin"], m["end"], "ORG")
            for m in doc["mentions"]
            if m["type"] == "ORG" and m["form"] not in ("pronoun", "nominal") and names
        }
    f1, precision, recall = score(gold, found)
    rows.append(
        [
            "firms in headlines",
            "in training, but for the fifth",
            len(gold),
            "",
            f"{precision:.1f}/{recall:.1f}",
            "",
            f"{f1:.1f}",
            "79",
            "",
        ]
    )
    floors.check("firms in headlines, kept fifth", f1, 79)


def title_case(text):
    """As headlines are: a capital for every word but the short ones."""
    return re.sub(r"\b[a-z][\w'\u2019]{3,}", lambda m: m[0][0].upper() + m[0][1:], text)


def capitals(text):
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


GUM = {"person", "organization", "place"}


def gum(*settings):
    """Documents of gum-open with what is found in them; gold names, and the number of the name found for each."""
    documents = read_jsonl(args.data / "text" / "gum-open.jsonl.xz")
    inputs = [{"id": d["id"], "text": d["text"]} for d in documents]
    for d, doc in zip(documents, analyze(args.newsgrain, inputs, *options, *settings)):
        if doc["text"] != d["text"]:
            continue
        names = [m for m in d["mentions"] if m["head_pos"] == "PROPN" and m["type"] in GUM]
        ours = [
            m
            for m in doc["mentions"]
            if m["type"] in TYPES and m["entity"] is not None and m["form"] not in ("pronoun", "nominal")
        ]
        match = {}
        for n, m in enumerate(names):
            inside = [o for o in ours if m["begin"] <= o["begin"] and o["end"] <= m["end"]]
            inside = [
                o
                for o in inside
                if not any(
                    k != m and m["begin"] <= k["begin"] <= o["begin"] and o["end"] <= k["end"] <= m["end"]
                    for k in names
                )
            ]
            if inside:
                match[n] = max(inside, key=lambda o: o["end"] - o["begin"])["entity"]
        yield d, doc, names, match


def coreference():
    """Names of gum-open, end to end: pairs of gold names in one chain against pairs linked here."""
    parts = {
        "whole": [0] * 4,
        "four fifths looked at": [0] * 4,
        "fifth kept aside": [0] * 4,
    }  # right, linked, gold pairs, of found names
    per_document = {part: [] for part in parts}

    def f(a, b):
        return 200 * a * b / max(1e-9, a + b)

    for d, _, names, match in gum():
        counts = [0] * 4
        for a, b in itertools.combinations(range(len(names)), 2):
            same = names[a]["cluster"] == names[b]["cluster"]
            found = a in match and b in match
            together = found and match[a] == match[b]
            counts = [c + x for c, x in zip(counts, (same and together, together, same, same and found))]
        for part in ("whole", "fifth kept aside" if kept_aside(d["id"]) else "four fifths looked at"):
            parts[part] = [a + b for a, b in zip(parts[part], counts)]
            if counts[2]:
                per_document[part].append(f(counts[0] / max(1, counts[1]), counts[0] / counts[2]))
    lines = []
    for part, (right, linked, gold_pairs, reachable) in parts.items():
        p, r, q = right / max(1, linked), right / max(1, gold_pairs), right / max(1, reachable)
        mean = sum(per_document[part]) / len(per_document[part])
        lines.append(
            [part, gold_pairs, f"{100 * p:.1f}", f"{100 * r:.1f}", f"{f(p, r):.1f}", f"{mean:.1f}", f"{100 * q:.1f}"]
        )
        if part == "whole":
            floors.check("names linked", f(p, r), 85)
            floors.check("names linked, precision", 100 * p, 93.5)
            floors.check("names linked, mean of the documents", mean, 85)
    print(
        "\nnames of gum-open linked end to end, pairwise (on Wikinews: ANNIE P 94.5 F 77.9, CoreNLP dcoref P "
        "93.7 F 74.1)"
    )
    table(["part", "pairs", "P", "R", "F", "mean F of documents", "R of found names"], lines)


PRONOUNS = {
    "he": "he, she",
    "him": "he, she",
    "his": "he, she",
    "himself": "he, she",
    "she": "he, she",
    "her": "he, she",
    "hers": "he, she",
    "herself": "he, she",
    "it": "it, its",
    "its": "it, its",
    "itself": "it, its",
}


def references():
    """Pronouns and common nouns (entities.nominals): does the chain hold the names that we say it does? Gold: those in
    a chain with a name."""
    spoken = {"conversation", "court", "vlog", "speech"}
    rows = {}
    for d, doc, names, match in gum("--set", "entities.nominals=true"):
        votes = {}
        for n, entity in match.items():
            votes.setdefault(entity, []).append(names[n]["cluster"])
        chain = {entity: max(sorted(set(v)), key=v.count) for entity, v in votes.items()}
        named = {m["cluster"] for m in names}
        parts = [
            "fifth kept aside" if kept_aside(d["id"]) else "four fifths looked at",
            "spoken" if d["genre"] in spoken else "written",
        ]

        def count(kind, *numbers, parts=parts):
            for part in parts:
                row = rows.setdefault((kind, part), [0, 0, 0])
                rows[kind, part] = [a + b for a, b in zip(row, numbers)]

        for m in d["mentions"]:
            kind = PRONOUNS.get(d["text"][m["begin"] : m["end"]].lower()) if m["head_pos"] == "PRON" else None
            if kind and m["cluster"] in named:
                count(kind, 0, 0, 1)
        for o in doc["mentions"]:
            if o["form"] not in ("nominal", "pronoun"):
                continue
            pronoun = o["form"] == "pronoun"
            # "he's" is one word in the gold; a noun phrase goes on behind its head.
            gold = [
                m
                for m in d["mentions"]
                if m["begin"] == o["begin"]
                and (m["head_pos"] == "PRON") == pronoun
                and (m["end"] <= o["end"] + 3 if pronoun else m["end"] >= o["end"])
            ]
            right = bool(gold) and chain.get(o["entity"]) == min(gold, key=lambda m: m["end"])["cluster"]
            count(PRONOUNS[o["text"].lower()] if pronoun else "common nouns", right, 1, 0)
    print("\npronouns and common nouns of gum-open: right entity")
    lines = [
        [*key, found, f"{100 * right / max(1, found):.1f}", gold or "", f"{100 * right / gold:.1f}" if gold else ""]
        for key, (right, found, gold) in sorted(rows.items())
    ]
    table(["kind", "part", "resolved", "right, %", "gold with a name", "of these, %"], lines)
    right, found, _ = rows["he, she", "written"]
    floors.check("he, she: right entity in written genres", 100 * right / max(1, found), 90)


def speed():
    text = "\n\n".join(row["text"] for row in read_jsonl(args.data / "text" / "ewt-train.jsonl.xz"))[:2_000_000]
    inputs = [{"id": str(i), "text": text[i : i + 20000]} for i in range(0, len(text), 20000)]
    spent = 0
    for doc in analyze(args.newsgrain, inputs, "--timings", "-j", "1", *options):
        spent += doc.get("timings_us", {}).get("entities", 0)
    words = len(re.findall(r"\w+|[^\w\s]", text))
    if spent:
        print(f"speed: {words / spent * 1000:.0f} k words/s in the component alone, one thread")


evaluate("uner-pud", "test, never tuned on", "pud.jsonl.xz", floor=74.5)
evaluate("uner-ewt-dev", "tuned on", "ewt-dev.jsonl.xz")
evaluate("uner-ewt-test", "test", "ewt-test.jsonl.xz", floor=71.5)
evaluate("crossner-politics", "in training, but for the fifth", in_training=True)
evaluate("wikigold", "in training, but for the fifth", in_training=True)
firms()
evaluate("uner-ewt-dev", "Like a Headline", "ewt-dev.jsonl.xz", case=title_case)
evaluate("uner-ewt-dev", "ALL CAPITALS", "ewt-dev.jsonl.xz", case=capitals)
table(
    ["set", "use", "names", "F1", "P/R", "PER/ORG/LOC", "F1 of the fifth kept (95 %)", "floor", "anchors on raw text"],
    rows,
)
print_reliability("sets tuned on", judged["tuned on"])
error = print_reliability("test sets", judged["test"])
floors.check("share of the scores that is right (1 - calibration error)", 1 - error, 0.94)
if args.fit:
    fit(judged["tuned on"])
coreference()
references()
speed()
floors.leave()
