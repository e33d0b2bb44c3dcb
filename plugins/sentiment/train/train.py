"""Trains data/target.bin (NewsMTSC train) and data/sentence.bin (NYT editorials).

    python plugins/sentiment/train/train.py --features build/release/plugins/sentiment/sentiment_features --newsgrain build/release/bin/newsgrain

Multinomial logistic regression over hashed features, weights in eight bits; ridge regression for sentences. Prints five-fold
cross-validation, grouped by sentence; NewsMTSC's dev files are never read here. The fifth of the NYT snippets that tests/eval keeps aside
is not trained on. Needs numpy, scipy and scikit-learn.
"""
import collections
import json
import pathlib
import struct
import subprocess
import sys

import numpy
import scipy.sparse
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2] / "tests" / "eval"))
from common import analyze, arguments, kept_aside, read_jsonl  # noqa: E402

SLOTS = 1 << 17
SENTENCE_SLOTS = 1 << 16


def tokenised(args, texts):
    """Tokens as (begin, end, text, is part of a name) for each text, as the pipeline makes them."""
    documents = ({"id": str(i), "text": t, "language": "en"} for i, t in enumerate(texts))
    for text, doc in zip(texts, analyze(args.newsgrain, documents, "--component", "segments", "--component", "entities", "--layer", "token")):
        names = {i for m in doc["mentions"] if m["type"] not in ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL")
                 for i in range(m["begin"], m["end"])}
        yield [(t["begin"], t["end"], doc["text"][t["begin"]:t["end"]], t["begin"] in names) for t in doc["layers"]["token"]]


def line(label, group, first, last, tokens):
    words = (("C" if t[2][0].isupper() else "-") + ("N" if t[3] or first <= i < last else "-") + t[2].replace(" ", "") for i, t in enumerate(tokens))
    return f"{label}\t{group}\t{first}\t{last}\t" + " ".join(words) + "\n"


def matrix(tool, kind, lines, slots):
    run = subprocess.run([tool, HERE.parent / "data" / "lexicon.tsv", kind], input="".join(lines), capture_output=True, text=True, check=True)
    rows, columns, values, labels, groups = [], [], [], [], []
    for n, out in enumerate(run.stdout.split("\n")[:-1]):
        label, group, features = out.split("\t")
        labels.append(float(label))
        groups.append(int(group))
        for item in features.split():
            h, v = item.split(":")
            rows.append(n)
            columns.append(int(h) & (slots - 1))
            values.append(float(v))
    x = scipy.sparse.csr_matrix((values, (rows, columns)), shape=(len(labels), slots), dtype=numpy.float32)
    x.sum_duplicates()
    return x, numpy.array(labels), numpy.array(groups)


def write(path, weights, biases, temperature):
    """weights: slots x classes."""
    scales = numpy.maximum(numpy.abs(weights).max(axis=0), 1e-9) / 127
    quantised = numpy.round(weights / scales).astype(numpy.int8)
    path.write_bytes(struct.pack("<4sIIIf", b"NGSW", 1, *weights.shape, temperature) + scales.astype("<f4").tobytes() +
                     numpy.asarray(biases, "<f4").tobytes() + quantised.tobytes())


def train_target(args):
    rows = read_jsonl(args.data / "sentiment" / "newsmtsc-train.jsonl.xz")
    lines, groups = [], {}
    texts = [r["sentence_normalized"] if "sentence_normalized" in r else r["sentence"] for r in rows]
    skipped = 0
    for row, text, tokens in zip(rows, texts, tokenised(args, texts)):
        group = groups.setdefault(text, len(groups))
        for target in row["targets"]:
            begin, end = target["from"], target["to"]
            inside = [i for i, t in enumerate(tokens) if t[0] < end and t[1] > begin]
            if not inside:
                skipped += 1
                continue
            label = {2.0: 0, 4.0: 1, 6.0: 2}[float(target["polarity"])]
            lines.append(line(label, group, inside[0], inside[-1] + 1, tokens))
    x, y, g = matrix(args.features, "target", lines, SLOTS)
    y = y.astype(int)
    print(f"{len(y)} targets, {skipped} left out, {x.nnz / len(y):.0f} features each")
    best = None
    for c in (0.02, 0.04, 0.08):
        p = numpy.zeros((len(y), 3))
        for fit, held in GroupKFold(5).split(x, y, g):
            p[held] = LogisticRegression(C=c, max_iter=300).fit(x[fit], y[fit]).predict_proba(x[held])
        f1 = f1_score(y, p.argmax(1), average="macro")
        temperatures = numpy.arange(0.7, 1.8, 0.05)
        logs = numpy.log(numpy.maximum(p, 1e-9))
        losses = []
        for t in temperatures:
            q = numpy.exp(logs / t)
            q /= q.sum(1, keepdims=True)
            losses.append(-numpy.log(q[numpy.arange(len(y)), y]).mean())
        temperature = float(temperatures[int(numpy.argmin(losses))])
        print(f"C {c}: five-fold macro F1 {f1:.3f}, accuracy {(p.argmax(1) == y).mean():.3f}, temperature {temperature:.2f}")
        if best is None or f1 > best[0]:
            best = (f1, c, temperature)
    model = LogisticRegression(C=best[1], max_iter=300).fit(x, y)
    write(HERE.parent / "data" / "target.bin", model.coef_.T, model.intercept_, best[2])


def train_sentence(args):
    texts, ratings = [], []
    for row in (args.data / "sentiment" / "nyt-editorials-tune.tsv").read_text(encoding="utf-8").splitlines():
        fields = row.split("\t")
        try:
            rating = float(fields[1])
        except (IndexError, ValueError):
            continue
        if not kept_aside(fields[0]):
            texts.append(fields[2])
            ratings.append(rating / 4)
    lines = [line(r, i, 0, 0, t) for i, (r, t) in enumerate(zip(ratings, tokenised(args, texts)))]
    x, y, g = matrix(args.features, "sentence", lines, SENTENCE_SLOTS)
    best = None
    for alpha in (30.0, 60.0, 120.0):
        p = numpy.zeros(len(y))
        for fit, held in GroupKFold(5).split(x, y, g):
            p[held] = Ridge(alpha=alpha).fit(x[fit], y[fit]).predict(x[held])
        r = float(numpy.corrcoef(p, y)[0, 1])
        print(f"sentences: {len(y)}, alpha {alpha}: five-fold r {r:.3f}")
        if best is None or r > best[0]:
            best = (r, alpha)
    model = Ridge(alpha=best[1]).fit(x, y)
    # Ridge shrinks towards the mean: give the predictions the spread that least squares wants.
    write(HERE.parent / "data" / "sentence.bin", model.coef_.reshape(-1, 1), [float(model.intercept_)], 1.0)


def main():
    parser = arguments(__doc__)
    parser.add_argument("--features", required=True)
    args = parser.parse_args()
    train_target(args)
    train_sentence(args)


main()
