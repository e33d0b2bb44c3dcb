"""Trains data/markup.bin and data/text.bin: is a block the article's?

    python plugins/boilerplate/train/train.py --dump build/release/plugins/boilerplate/boilerplate_dump_features [--data ../shared/data]

Pages: wcxb-tune, naeb-tune and snippets-tune without the fifth that tests/eval keeps aside. A block counts as content if more than
half of its 4-grams of words stand in the page's true text (all its words, for shorter blocks); in snippets-tune, which has no true
texts, if it holds a snippet that belongs to the article, and as boilerplate if it holds one that does not: its other blocks are
left out. Gradient boosted trees (LightGBM), a block weighs by the square root of its words, a page by one. Needs numpy and lightgbm.
"""
import argparse
import pathlib
import re
import struct
import subprocess
import sys
import tempfile

import lightgbm
import numpy

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2] / "tests" / "eval"))
from common import ROOT, kept_aside, read_jsonl, unpack  # noqa: E402
from eval_boilerplate import WRONG_TRUTH  # noqa: E402

WORD = re.compile(r"\w+")


def grams(words, n):
    return {tuple(words[i:i + n]) for i in range(len(words) - n + 1)}


class Truth:
    def __init__(self, text):
        self.words = WORD.findall(text.lower())
        self.by_size = {}

    def holds(self, block):
        words = WORD.findall(block.lower())
        if not words:
            return False
        n = min(4, len(words))
        if n not in self.by_size:
            self.by_size[n] = grams(self.words, n)
        mine = grams(words, n)
        return len(mine & self.by_size[n]) * 2 > len(mine)


def normal(text):
    return " ".join(text.split())


class Snippets:
    """What must and must not be in the article; None for a block of which nothing is known."""

    def __init__(self, row):
        self.wanted = [normal(s) for s in row["with"] or []]
        self.unwanted = [normal(s) for s in row["without"] or []]

    def holds(self, block):
        block = normal(block)

        def has(snippets):
            return any(s in block or (len(block) > 30 and block in s) for s in snippets if s)

        return None if has(self.wanted) == has(self.unwanted) else has(self.wanted)


def load_pages(args):
    for name in ("naeb-tune", "wcxb-tune", "snippets-tune"):
        folder = unpack(args, name)
        files = {p.stem: p for p in (folder / "html").iterdir()}
        for row in read_jsonl(folder / "truth.jsonl"):
            if kept_aside(row["id"]) or row["id"] not in files or not (row.get("text") or name == "snippets-tune"):
                continue
            if name == "naeb-tune" and int(row.get("number") or 0) in WRONG_TRUTH:
                continue
            yield name, row, files[row["id"]]


def dump(tool, lines):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "features"
        subprocess.run([tool, path], input="\n".join(lines) + "\n", text=True, check=True)
        data = path.read_bytes()
    at = 0
    while at < len(data):
        n, width = struct.unpack_from("<II", data, at)
        at += 8
        texts = []
        for _ in range(n):
            size, = struct.unpack_from("<I", data, at)
            texts.append(data[at + 4:at + 4 + size].decode("utf-8", "replace"))
            at += 4 + size
        values = numpy.frombuffer(data, "<f4", n * width, at).reshape(n, width)
        at += 4 * n * width
        yield texts, values


def training_rows(pages, dumped):
    features, labels, weights, groups = [], [], [], []
    page_weight = {"naeb-tune": 2.0, "wcxb-tune": 1.0, "snippets-tune": 0.5}
    for number, ((name, row, _), (texts, values)) in enumerate(zip(pages, dumped)):
        truth = Snippets(row) if name == "snippets-tune" else Truth(row["text"])
        kind = row.get("page_type", "article")
        found = [truth.holds(t) for t in texts]
        known = numpy.array([f is not None for f in found], dtype=bool)
        if not any(found):
            continue
        values = values[known]
        y = numpy.array([f for f in found if f is not None], dtype=numpy.int8)
        w = numpy.array([max(1, len(WORD.findall(t))) ** 0.5 for t, k in zip(texts, known) if k], dtype=numpy.float32)
        w *= (1.0 if kind == "article" else 0.3) * page_weight[name] / w.sum() * 100
        features.append(values)
        labels.append(y)
        weights.append(w)
        groups.append(numpy.full(len(y), number))
    return numpy.vstack(features), numpy.concatenate(labels), numpy.concatenate(weights), numpy.concatenate(groups)


def export(booster, width, path):
    out = [struct.pack("<4sIII", b"NGBF", 1, width, booster.num_trees()), struct.pack("<f", 0.0)]
    for tree in booster.dump_model()["tree_info"]:
        nodes = [None]
        queue = [(0, tree["tree_structure"])]
        while queue:
            at, node = queue.pop(0)
            if "leaf_value" in node:
                nodes[at] = (0, 0, node["leaf_value"])
                continue
            left = len(nodes)
            nodes += [None, None]
            nodes[at] = (node["split_feature"], left, node["threshold"])
            queue += [(left, node["left_child"]), (left + 1, node["right_child"])]
        out.append(struct.pack("<I", len(nodes)) + b"".join(struct.pack("<HHf", *n) for n in nodes))
    path.write_bytes(b"".join(out))


def train(rows, path, trees, leaves):
    x, y, w, groups = rows
    held = groups % 10 == 0
    parameters = {"objective": "binary", "num_leaves": leaves, "learning_rate": 0.08, "min_data_in_leaf": 60, "feature_fraction": 0.5,
                  "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5.0, "seed": 1, "num_threads": 2, "verbose": -1,
                  "deterministic": True, "max_depth": 7, "max_bin": 127}
    check = lightgbm.train(parameters, lightgbm.Dataset(x[~held], y[~held], weight=w[~held]), trees)
    p = check.predict(x[held])
    wrong = (w[held] * ((p > 0.5) != y[held])).sum() / w[held].sum()
    print(f"{path.name}: {len(y)} blocks, {y.mean():.3f} content; weighted error on a tenth of the pages {wrong:.4f}")
    booster = lightgbm.train(parameters, lightgbm.Dataset(x, y, weight=w), trees)
    export(booster, x.shape[1], path)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dump", required=True)
    parser.add_argument("--data", type=pathlib.Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--cache", type=pathlib.Path, default=ROOT / "build" / "eval-data")
    args = parser.parse_args()
    pages = list(load_pages(args))
    markup = list(dump(args.dump, [str(p) for _, _, p in pages]))
    train(training_rows(pages, iter(markup)), HERE.parent / "data" / "markup.bin", 150, 24)
    # The same pages as text already scraped: a line per block.
    with tempfile.TemporaryDirectory() as folder:
        lines = []
        for number, (texts, _) in enumerate(markup):
            path = pathlib.Path(folder) / f"{number}.txt"
            path.write_text("\n".join(texts), encoding="utf-8")
            lines.append(f"text\t{path}")
        text = list(dump(args.dump, lines))
    train(training_rows(pages, iter(text)), HERE.parent / "data" / "text.bin", 150, 24)


main()
