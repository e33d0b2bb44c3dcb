"""Trains data/target.bin (NewsMTSC train), data/finance.bin (SEntFiN) and data/sentence.bin (NYT editorials).

    cmake --build build/release --target sentiment_train
    python plugins/sentiment/train/train.py --train build/release/plugins/sentiment/sentiment_train --newsgrain build/release/bin/newsgrain

Prints five-fold cross-validation, grouped by sentence; NewsMTSC's dev files are never read here. The fifth of SEntFiN and of the NYT
snippets that tests/eval keeps aside is left out of what is written. Needs nothing but Python. --silver adds sentences that were labelled
by silver.py.
"""
import ast
import csv
import hashlib
import io
import json
import lzma
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent / "data"
sys.path.insert(0, str(HERE.parents[2] / "tests" / "eval"))
from common import analyze, arguments, read_jsonl  # noqa: E402

LABELS = ("negative", "neutral", "positive")
TARGET = ["slots=19", "smooth=0.1", "floor=0.01", "seeds=2"]
FINANCE = ["slots=19", "rate=0.02", "drop=0.3", "smooth=0.1", "seeds=2", "keep=0"]
SENTENCE = ["slots=17", "rate=0.003", "drop=0.2", "seeds=2", "epochs=7", "keep=0"]


def fold(identifier):
    """Fold 0 is what tests/eval keeps aside."""
    return int(hashlib.sha1(str(identifier).encode()).hexdigest(), 16) % 5


def tokens(args, texts):
    """(begin, end, text, sentence) of each token, as the pipeline cuts them. Names other than the target are not marked: the model must not
    depend on who finds them."""
    documents = ({"id": str(i), "text": t, "language": "en"} for i, t in enumerate(texts))
    for doc in analyze(args.newsgrain, documents, "--component", "segments", "--disable", "boilerplate", "--layer", "token"):
        yield [(t["begin"], t["end"], doc["text"][t["begin"]:t["end"]], t["sentence"]) for t in doc["layers"]["token"]]


def written(cut, first=0, last=0):
    """The line of tokens that sentiment_train reads."""
    words = []
    for n, token in enumerate(cut):
        spaced = n and token[0] > cut[n - 1][1]
        words.append(("N" if first <= n < last else "-") + ("_" if spaced else "+") + "".join(token[2].split()))
    return f"{first}\t{last}\t{' '.join(words)}\n"


def target_row(group, weight, label, cut, begin, end):
    """The sentence of the target, or None where no token is covered."""
    inside = [n for n, t in enumerate(cut) if t[0] < end and t[1] > begin]
    if not inside:
        return None
    sentence = [n for n, t in enumerate(cut) if t[3] == cut[inside[0]][3]]
    first, last = inside[0] - sentence[0], min(inside[-1] + 1 - sentence[0], len(sentence))
    return f"{group}\t{weight}\t{' '.join(map(str, label))}\t" + written([cut[n] for n in sentence], first, last)


def one_hot(index):
    return [int(i == index) for i in range(3)]


def news_rows(args):
    rows = read_jsonl(args.data / "sentiment" / "newsmtsc-train.jsonl.xz")
    texts = [r["sentence_normalized"] for r in rows]
    for row, text, cut in zip(rows, texts, tokens(args, texts)):
        for t in row["targets"]:
            yield target_row(fold(text), 1, one_hot(int(t["polarity"]) // 2 - 1), cut, t["from"], t["to"])
    if args.silver:
        rows = read_jsonl(args.silver)
        for row, cut in zip(rows, tokens(args, [r["text"] for r in rows])):
            # What comes from a sentence of the training set is never used to test on it: silver.py leaves out fold 0.
            yield target_row(9, args.silver_weight, row["p"], cut, row["begin"], row["end"])


def finance_rows(args):
    with lzma.open(args.data / "sentiment" / "sentfin.csv.xz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(io.StringIO(file.read())))
    for row, cut in zip(rows, tokens(args, [r["Title"] for r in rows])):
        try:
            decisions = ast.literal_eval(row["Decisions"])
        except (SyntaxError, ValueError):
            continue  # broken quoting in the source
        for entity, label in decisions.items():
            begin = row["Title"].lower().find(entity.lower())
            if begin >= 0 and label in LABELS:
                yield target_row(fold(row["S No."]), 1, one_hot(LABELS.index(label)), cut, begin, begin + len(entity))


def snippet_rows(args):
    lines = (args.data / "sentiment" / "nyt-editorials-tune.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    for row, cut in zip(rows, tokens(args, [r[2] for r in rows])):
        yield f"{fold(row[0])}\t1\t{float(row[1]) / 4}\t" + written(cut)


def train(args, kind, name, rows, options):
    print(f"{name}: {' '.join(options)}", flush=True)
    subprocess.run([args.train, DATA / "lexicon.tsv", kind, DATA / name, *options], input="".join(r for r in rows if r), text=True, check=True)


def main():
    parser = arguments(__doc__)
    parser.add_argument("--train", required=True, help="the program sentiment_train")
    parser.add_argument("--silver", type=pathlib.Path, help="output of silver.py")
    parser.add_argument("--silver-weight", type=float, default=0.5)
    args = parser.parse_args()
    train(args, "target", "target.bin", news_rows(args), TARGET)
    train(args, "target", "finance.bin", finance_rows(args), FINANCE)
    train(args, "sentence", "sentence.bin", snippet_rows(args), SENTENCE)


main()
