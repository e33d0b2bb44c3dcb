"""Target sentiment with the target given (NewsMTSC dev sets), sentence polarity (NYT editorials), calibration and invariance.

The dev sets were not used for training or for choosing features. Of the NYT snippets a fifth (by hash of the id) was kept out of training;
AFINN (sum of word scores of the sentence) runs beside as a peer; VADER's figures are those of its package on the test cut.
"""
import json
import re

from common import Floors, analyze, arguments, kept_aside, need_data, read_jsonl, table

args = arguments(__doc__).parse_args()
need_data(args)
folder = args.data / "sentiment"
floors = Floors()
LABELS = ("negative", "neutral", "positive")

afinn = {}
for entry in (folder / "AFINN-en-165.txt").read_text(encoding="utf-8").splitlines():
    word, _, score = entry.rpartition("\t")
    afinn[word] = float(score)


def afinn_sum(text):
    return sum(afinn.get(w, 0) for w in re.findall(r"[a-z'-]+", text.lower()))


def macro_f1(gold, ours):
    scores = []
    for label in range(3):
        hit = sum(g == o == label for g, o in zip(gold, ours))
        scores.append(2 * hit / max(1, sum(g == label for g in gold) + sum(o == label for o in ours)))
    return sum(scores) / 3


def offsets(row):
    """`from` counts from one in some rows: the mention tells."""
    for shift in (0, -1, 1):
        begin, end = row["from"] + shift, row["to"] + shift
        for stop in (end, end + 1):
            if row["sentence"][begin:stop] == row["mention"]:
                return begin, stop
    begin = row["sentence"].find(row["mention"])
    return begin, begin + len(row["mention"])


def probabilities(texts, spans):
    inputs = ({"id": str(i), "text": t, "language": "en", "mentions": [{"begin": b, "end": e, "type": "PERSON"}]}
              for i, (t, (b, e)) in enumerate(zip(texts, spans)))
    for doc in analyze(args.newsgrain, inputs, "--disable", "quotes"):
        found = [t for t in doc["target_sentiment"] or []]
        yield [found[0][label] for label in LABELS] if found else [0.0, 1.0, 0.0]


def arg_max(p):
    return max(range(3), key=lambda i: p[i])


rows, all_gold, all_p = [], [], []
for name, anchor in (("newsmtsc-rw-dev", "VADER .512, linear .711"), ("newsmtsc-mt-dev", "VADER .496, linear .663")):
    data = read_jsonl(folder / f"{name}.jsonl")
    texts = [r["sentence"] for r in data]
    gold = [int(r["polarity"]) + 1 for r in data]
    p = list(probabilities(texts, [offsets(r) for r in data]))
    ours = [arg_max(x) for x in p]
    peer = [1 + (s > 0) - (s < 0) for s in map(afinn_sum, texts)]
    f1 = macro_f1(gold, ours)
    accuracy = sum(g == o for g, o in zip(gold, ours)) / len(gold)
    rows.append([name + ": macro F1 (accuracy)", anchor, f"{macro_f1(gold, peer):.3f}", f"{f1:.3f} ({accuracy:.3f})"])
    floors.check(name, f1, 0.60)
    all_gold += gold
    all_p += p

error, sure, right = 0.0, 0, 0
for low in range(10):
    inside = [(max(p), arg_max(p) == g) for p, g in zip(all_p, all_gold) if low / 10 <= max(p) < (low + 1) / 10 + (low == 9)]
    if inside:
        error += abs(sum(c for c, _ in inside) / len(inside) - sum(h for _, h in inside) / len(inside)) * len(inside) / len(all_gold)
for p, g in zip(all_p, all_gold):
    if max(p) >= 0.8:
        sure += 1
        right += arg_max(p) == g
rows.append(["both: expected calibration error", "", "", f"{error:.3f}"])
rows.append(["both: accuracy at p >= .8 (coverage)", ".867 (.42)", "", f"{right / max(1, sure):.3f} ({sure / len(all_gold):.2f})"])

data = read_jsonl(folder / "newsmtsc-rw-dev.jsonl")
base = [arg_max(p) for p in all_p[:len(data)]]
plain = [r["sentence"].replace("\u2019", "'").replace("\u201c", '"').replace("\u201d", '"') for r in data]
for name, change in (("typographic marks", lambda s: re.sub(r'(^|\s)"', "\\1\u201c", s).replace('"', "\u201d").replace("'", "\u2019")),
                     ("no-break spaces", lambda s: s.replace(" ", "\u00a0"))):
    changed = [change(t) for t in plain]
    ours = [arg_max(p) for p in probabilities(changed, [offsets({**r, "mention": change(r["mention"].replace("\u2019", "'")), "sentence": c}) for r, c in zip(data, changed)])]
    same = sum(a == b for a, b in zip(base, ours)) / len(base)
    rows.append([f"labels unchanged by {name}", "", "", f"{same:.3f}"])
    floors.check(f"invariance to {name}", same, 0.97)

snippets = [line.split("\t") for line in (folder / "nyt-editorials-tune.tsv").read_text(encoding="utf-8").splitlines()]
snippets = [(i, float(r) / 4, t) for i, r, t in snippets]


def correlation(a, b):
    ma, mb = sum(a) / len(a), sum(b) / len(b)
    cov = sum((x - ma) * (y - mb) for x, y in zip(a, b))
    return cov / (sum((x - ma) ** 2 for x in a) * sum((y - mb) ** 2 for y in b)) ** 0.5


polarity, words = [], []
for (_, _, text), doc in zip(snippets, analyze(args.newsgrain, ({"id": i, "text": t, "language": "en"} for i, _, t in snippets), "--disable", "quotes")):
    total = sum(max(1, s["end"] - s["begin"]) for s in doc["sentences"])
    polarity.append(sum(s["polarity"] * max(1, s["end"] - s["begin"]) for s in doc["sentences"]) / max(1, total))
    words.append(afinn_sum(text))
for part, wanted in (("kept out of training", True), ("trained on", False)):
    chosen = [n for n, (i, _, _) in enumerate(snippets) if kept_aside(i) == wanted]
    gold = [snippets[n][1] for n in chosen]
    r = correlation(gold, [polarity[n] for n in chosen])
    cut = lambda v: 1 + (v > 0.125) - (v < -0.125)  # noqa: E731
    f1 = macro_f1([cut(g) for g in gold], [cut(polarity[n]) for n in chosen])
    rows.append([f"NYT snippets, {part}: r (macro F1)", "VADER .503 (.557), linear .595 (.594)", f"{correlation(gold, [words[n] for n in chosen]):.3f}", f"{r:.3f} ({f1:.3f})"])
    if wanted:
        floors.check("NYT r", r, 0.50)
table(["measure", "anchor", "AFINN here", "ours"], rows)
floors.leave()
