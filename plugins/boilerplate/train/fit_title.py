"""Finds the weights of src/plain_title.cpp: which line of a text without markup is the headline?

    python plugins/boilerplate/train/fit_title.py --tools build/release/plugins/boilerplate [--data ../shared/data]

Conditional logit (McFadden, 1974): among the lines of a page that could be the headline the true one is to get the
largest probability. Texts that somebody pasted have none: a line below nearly all true headlines is none. Pages:
wcxb-tune's articles and naeb-tune without the fifth that tests/eval keeps aside, written as one line per block. Prints
the weights, and how many headlines are found on sites that the weights were not fitted to. Needs numpy and
newsgrain_eval (pip install -e tests/eval).
"""

import argparse
import pathlib
import struct
import subprocess
import tempfile

import numpy
from train import HERE, ROOT, as_text, fold_of, load_pages, parse, run_dump

from newsgrain_eval.alignment import WORD

CLUES = 20
RIDGE, STEPS, RATE = 0.3, 3000, 0.05
LOWEST = 0.03  # of the true headlines
FOLDS = 3


def same(a, b):
    return WORD.findall(a.lower()) == WORD.findall(b.lower())


def candidates(data):
    at = 0
    while at < len(data):
        (n,) = struct.unpack_from("<I", data, at)
        at += 4
        texts, clues = [], []
        for _ in range(n):
            (size,) = struct.unpack_from("<I", data, at)
            texts.append(data[at + 4 : at + 4 + size].decode("utf-8", "replace"))
            at += 4 + size
            clues.append(numpy.frombuffer(data, "<f4", CLUES, at))
            at += 4 * CLUES
        yield texts, numpy.array(clues, dtype=float).reshape(n, CLUES)


def fit(pages):
    """Adam on the mean log likelihood; several lines may be right."""
    pages = [f for f in pages if f[1].any()]
    x = numpy.vstack([c for c, _ in pages])
    y = numpy.concatenate([t for _, t in pages])
    lengths = [len(t) for _, t in pages]
    start = numpy.cumsum([0] + lengths[:-1])
    page = numpy.repeat(numpy.arange(len(pages)), lengths)
    w, first, second = numpy.zeros(CLUES), numpy.zeros(CLUES), numpy.zeros(CLUES)
    for step in range(1, STEPS + 1):
        score = x @ w
        score -= numpy.maximum.reduceat(score, start)[page]
        everything, right = numpy.exp(score), numpy.exp(score) * y
        p = everything / numpy.add.reduceat(everything, start)[page]
        q = right / numpy.add.reduceat(right, start)[page]
        gradient = x.T @ (p - q) / len(pages) + RIDGE * w / len(pages)
        first, second = 0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient**2
        w -= RATE * (first / (1 - 0.9**step)) / (numpy.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return w, numpy.quantile([(c[t] @ w).max() for c, t in pages], LOWEST)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--tools",
        type=pathlib.Path,
        required=True,
        help="folder of boilerplate_dump_features and boilerplate_dump_titles",
    )
    parser.add_argument("--data", type=pathlib.Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--cache", type=pathlib.Path, default=ROOT / "build" / "eval-data")
    args = parser.parse_args()
    pages = [
        p
        for p in load_pages(args)
        if p[1].get("title") and p[0] != "snippets-tune" and p[1].get("page_type", "article") == "article"
    ]
    blocks = [t for t, _ in parse(run_dump(args.tools / "boilerplate_dump_features", [str(p) for _, _, p in pages]))]
    with tempfile.TemporaryDirectory() as folder:
        data = subprocess.run(
            [args.tools / "boilerplate_dump_titles", HERE.parent / "data"],
            input="\n".join(as_text(blocks, folder)).encode() + b"\n",
            capture_output=True,
            check=True,
        ).stdout
    found = [
        (clues, numpy.array([same(t, row["title"]) for t in texts]))
        for (texts, clues), (_, row, _) in zip(candidates(data), pages)
    ]
    folds = [fold_of(p) for _, _, p in pages]
    said = {}
    for fold in range(FOLDS):
        w, least = fit([f for f, other in zip(found, folds) if other != fold])
        for (clues, true), other, (name, _, _) in zip(found, folds, pages):
            if other == fold:
                scores = clues @ w
                some = len(true) > 0 and scores.max() > least
                said.setdefault(name, []).append((some and bool(true[scores.argmax()]), some))
    for name, all_ in said.items():
        there = sum(t.any() for (_, t), page in zip(found, pages) if page[0] == name)
        right, some = (sum(x[i] for x in all_) for i in (0, 1))
        print(
            f"{name}: {len(all_)} pages, the headline is one of the lines of {there}; on other sites {right} "
            f"right, {some - right} wrong"
        )
    w, least = fit(found)
    print("kWeights{" + ", ".join(f"{x:.2f}f" for x in w) + f"}};\nkNoTitle = {least:.2f}f")


if __name__ == "__main__":
    main()
