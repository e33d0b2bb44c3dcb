"""Trains data/markup.bin, data/text.bin and data/page.bin: is a block the article's, and what kind of page is it?

    python plugins/boilerplate/train/train.py --dump build/release/plugins/boilerplate/boilerplate_dump_features \\
        [--data ../shared/data]

Pages: wcxb-tune, naeb-tune and snippets-tune without the fifth that tests/eval keeps aside. A block counts as content
if it has a place of its own in the page's true text (newsgrain_eval.alignment); in snippets-tune, which has no true
texts, if it holds a snippet that belongs to the article, and as boilerplate if it holds one that does not: its other
blocks are left out. Gradient boosted trees (LightGBM), a block weighs by the square root of its words, a page by
PAGE_WEIGHT.

Two forests, one on top of the other (stacking: Wolpert, 1992). The second sees what the first says of the blocks
around; to learn how far to trust it, it is given what the first says of sites that it was not trained on. Sites are
told apart by the host of the page's address. The page forests (article, list, expected F1, press) learn from the second
forest's words on such sites in the same way. Needs numpy, lightgbm and
newsgrain_eval (pip install -e tests/eval).
"""

import argparse
import copy
import hashlib
import pathlib
import re
import struct
import subprocess
import tempfile

import lightgbm
import numpy

from newsgrain_eval.alignment import WORD, aligned
from newsgrain_eval.command import ROOT
from newsgrain_eval.corpora import page_rows
from newsgrain_eval.metrics import bags, four_grams
from newsgrain_eval.pages import WRONG_TRUTH, normal
from newsgrain_eval.splits import kept_aside

HERE = pathlib.Path(__file__).resolve().parent


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
        for row, path in page_rows(args, name):
            if kept_aside(row["id"]) or not (row.get("text") or name == "snippets-tune"):
                continue
            if name == "naeb-tune" and int(row.get("number") or 0) in WRONG_TRUTH:
                continue
            yield name, row, path


HOST = [
    re.compile(p, re.I)
    for p in (
        rb'rel=["\']?canonical["\']?[^>]*?href=["\']?https?://([^/"\'>\s]+)',
        rb'href=["\']?https?://([^/"\'>\s]+)[^>]*?rel=["\']?canonical',
        rb'og:url["\'][^>]*?content=["\']https?://([^/"\'>\s]+)',
        rb'https?://([^/"\'>\s]+)',
    )
]


def fold_of(path):
    """The part of the pages that a site belongs to."""
    return site_number(path) % FOLDS


def site_number(path):
    markup = path.read_bytes()
    host = next((m.group(1) for m in (p.search(markup) for p in HOST) if m), path.stem.encode())
    return int(hashlib.md5(b".".join(host.lower().split(b":")[0].split(b".")[-2:])).hexdigest(), 16)


def run_dump(tool, lines, *more):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "features"
        subprocess.run([tool, path, *more], input="\n".join(lines) + "\n", text=True, check=True)
        return path.read_bytes()


def with_odds(tool, lines, odds, *more):
    with tempfile.NamedTemporaryFile() as file:
        numpy.concatenate(odds).astype("<f4").tofile(file.name)
        return run_dump(tool, lines, file.name, *more)


def parse(data):
    at = 0
    while at < len(data):
        n, width = struct.unpack_from("<II", data, at)
        at += 8
        texts = []
        for _ in range(n):
            (size,) = struct.unpack_from("<I", data, at)
            texts.append(data[at + 4 : at + 4 + size].decode("utf-8", "replace"))
            at += 4 + size
        values = numpy.frombuffer(data, "<f4", n * width, at).reshape(n, width)
        at += 4 * n * width
        yield texts, values


PAGE_WEIGHT = {"naeb-tune": 2.0, "wcxb-tune": 1.0, "snippets-tune": 0.5}
SECOND_WEIGHT = PAGE_WEIGHT | {"snippets-tune": 1.0}  # for the second forest
OTHER_WEIGHT, SECOND_OTHER_WEIGHT = 0.5, 0.2  # of pages that are no articles: lists of links are content there
SHORT, SHORT_KEPT = (
    6,
    0.2,
)  # words; of blocks of so few words that are no content, as many are learned from, with more weight


class Labels:
    """Truth and weight of each block of a page; weight 0: not learned from."""

    def __init__(self, name, row, texts, dice):
        found = [Snippets(row).holds(t) for t in texts] if name == "snippets-tune" else aligned(texts, row["text"])
        self.y = numpy.array([bool(f) for f in found], dtype=bool)
        words = numpy.array([max(1, len(WORD.findall(t))) for t in texts], dtype=numpy.float32)
        self.words = words
        weight = numpy.sqrt(words) * numpy.array([f is not None for f in found], dtype=bool)
        if not self.y.any():
            weight[:] = 0
        article = row.get("page_type", "article") == "article"
        weight *= (1.0 if article else OTHER_WEIGHT) * PAGE_WEIGHT[name] / max(1e-9, weight.sum()) * 100
        short = ~self.y & (words <= SHORT)
        self.weight = numpy.where(
            short, numpy.where(dice.random(len(texts)) < SHORT_KEPT, weight / SHORT_KEPT, 0), weight
        )
        self.of_second = (
            SECOND_WEIGHT[name] / PAGE_WEIGHT[name] * (1.0 if article else SECOND_OTHER_WEIGHT / OTHER_WEIGHT)
        )

    def for_second(self):
        out = copy.copy(self)
        out.weight = self.weight * self.of_second
        return out


def fit(values, labels, trees):
    keep = [label.weight > 0 for label in labels]
    data = lightgbm.Dataset(
        numpy.vstack([v[k] for v, k in zip(values, keep)]),
        numpy.concatenate([label.y[k] for label, k in zip(labels, keep)]).astype(int),
        weight=numpy.concatenate([label.weight[k] for label, k in zip(labels, keep)]),
    )
    return lightgbm.train(PARAMETERS, data, trees)


def on_other_sites(values, labels, folds, trees):
    """The log odds of each page's blocks by a forest that has not seen its site."""
    out = [None] * len(values)
    for fold in range(FOLDS):
        booster = fit(
            [v for v, f in zip(values, folds) if f != fold],
            [label for label, f in zip(labels, folds) if f != fold],
            trees,
        )
        for i, f in enumerate(folds):
            if f == fold:
                out[i] = (
                    booster.predict(values[i], raw_score=True, num_threads=1).astype(numpy.float32)
                    if len(values[i])
                    else numpy.zeros(0, numpy.float32)
                )
    return out


def exported(booster, width):
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
    return b"".join(out)


def say(name, odds, labels):
    p, y, w = (
        numpy.concatenate(odds) > 0,
        numpy.concatenate([label.y for label in labels]),
        numpy.concatenate([label.weight for label in labels]),
    )
    print(f"{name}: weighted error on other sites {(w * (p != y)).sum() / w.sum():.4f}", flush=True)


def train(tool, lines, dumped, labels, folds, path, page_path=None, rows=None):
    values = [v for _, v in dumped]
    first = on_other_sites(values, labels, folds, FIRST_TREES)
    say(path.name + ", first forest", first, labels)
    forest = exported(fit(values, labels, FIRST_TREES), values[0].shape[1])
    del values
    labels = [label.for_second() for label in labels]
    values = [v for _, v in parse(with_odds(tool, lines, first))]
    path.write_bytes(forest + exported(fit(values, labels, SECOND_TREES), values[0].shape[1]))
    if page_path is None:
        return
    second = on_other_sites(values, labels, folds, SECOND_TREES)
    say(path.name + ", second forest", second, labels)
    calibrate(second, labels)
    settle(first, second)
    train_pages(tool, lines, second, labels, rows, page_path)


def calibrate(odds, labels):
    """Platt's method (1999) on the blocks of other sites; goes into src/decide.cpp."""
    known = [label.weight > 0 for label in labels]
    x = numpy.concatenate([o[k] for o, k in zip(odds, known)]).astype(float)
    y = numpy.concatenate([label.y[k] for label, k in zip(labels, known)]).astype(float)
    w = numpy.where(
        ~(y > 0) & (numpy.concatenate([label.words[k] for label, k in zip(labels, known)]) <= SHORT),
        1 / SHORT_KEPT,
        1.0,
    )
    slope, offset = 1.0, 0.0
    for _ in range(30):  # Newton
        p = 1 / (1 + numpy.exp(-(slope * x + offset)))
        g, h = w * (p - y), w * p * (1 - p)
        step = numpy.linalg.solve(
            [[(h * x * x).sum(), (h * x).sum()], [(h * x).sum(), h.sum()]], [(g * x).sum(), g.sum()]
        )
        slope, offset = slope - step[0], offset - step[1]
    print(f"kSlope = {slope:.3f}f, kOffset = {offset:.3f}f")


def settle(first, second):
    """What the second forest would say where the first one has settled it; goes into src/decide.cpp."""
    x, y = numpy.concatenate(first), numpy.concatenate(second)
    settled = x < SETTLED
    slope, offset = numpy.polyfit(x[settled], y[settled], 1)
    print(
        f"kSettled = {SETTLED}f, kSettledSlope = {slope:.2f}f, kSettledOffset = {offset:.2f}f: {settled.sum()} "
        f"blocks, {(y[settled] > 0).sum()} of them content for the second"
    )


def page_f1(name, row, texts, kept):
    found = " ".join(t for t, k in zip(texts, kept) if k)
    p, r = (four_grams if name == "naeb-tune" else bags)(found, row["text"])
    return 2 * p * r / (p + r) if p + r else 0.0


def train_pages(tool, lines, odds, labels, rows, path):
    data = with_odds(tool, lines, odds, "summary")
    summary = numpy.frombuffer(data, "<f4").reshape(len(lines), -1)
    known = [i for i, row in enumerate(rows) if row[0] != "snippets-tune"]
    kind = [rows[i][1].get("page_type", "article") for i in known]
    parameters = PARAMETERS | {"num_leaves": 8, "min_data_in_leaf": 20, "max_depth": 4, "learning_rate": 0.1}
    x, width = summary[known], summary.shape[1]
    article = lightgbm.train(parameters, lightgbm.Dataset(x, [k == "article" for k in kind]), 60)
    listed = lightgbm.train(parameters, lightgbm.Dataset(x, [k in ("listing", "collection") for k in kind]), 60)
    f1 = [page_f1(rows[i][0], rows[i][1], rows[i][3], odds[i] > 0) for i in known]
    quality = lightgbm.train(parameters | {"objective": "regression"}, lightgbm.Dataset(x, f1), 60)
    # Is it a page like those of newspapers and blogs, however little it says of itself? All of snippets-tune is.
    kind = numpy.array([row[1].get("page_type", "article") == "article" for row in rows])
    bare, barest = summary.copy(), summary.copy()
    bare[:, SAID] = 0
    barest[:, SAID + ADDRESS + HTML5] = 0
    weight = numpy.repeat([1, BARE_WEIGHT, BARE_WEIGHT], len(rows))
    press = lightgbm.train(
        parameters, lightgbm.Dataset(numpy.vstack([summary, bare, barest]), numpy.tile(kind, 3), weight=weight), 60
    )
    path.write_bytes(b"".join(exported(b, width) for b in (article, listed, quality, press)))


# Columns of the summary (src/page_kind.cpp) that a page of other times or makers lacks: what it says of itself, its
# address, elements of HTML 5.
SAID, ADDRESS, HTML5 = [7, 8, 9, 10], [25, 26, 27], [11, 29, 30]
BARE_WEIGHT = 0.5
SETTLED = -1.75
FOLDS = 3
FIRST_TREES, SECOND_TREES = 100, 150
PARAMETERS = {
    "objective": "binary",
    "num_leaves": 24,
    "learning_rate": 0.08,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.35,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "seed": 1,
    "num_threads": 1,
    "verbose": -1,
    "deterministic": True,
    "max_depth": 7,
    "max_bin": 63,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dump", required=True)
    parser.add_argument("--data", type=pathlib.Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--cache", type=pathlib.Path, default=ROOT / "build" / "eval-data")
    args = parser.parse_args()
    pages = list(load_pages(args))
    train_all(args.dump, pages, [fold_of(p) for _, _, p in pages], HERE.parent / "data")


def train_all(tool, pages, folds, out):
    """markup.bin, text.bin and page.bin in the folder `out`."""
    lines = [str(p) for _, _, p in pages]
    markup = list(parse(run_dump(tool, lines)))
    texts = [t for t, _ in markup]
    dice = numpy.random.default_rng(1)
    labels = [Labels(name, row, t, dice) for (name, row, _), t in zip(pages, texts)]
    train(
        tool,
        lines,
        markup,
        labels,
        folds,
        out / "markup.bin",
        out / "page.bin",
        [(*p, t) for p, t in zip(pages, texts)],
    )
    del markup
    # The same pages as text already scraped: a line per block.
    with tempfile.TemporaryDirectory() as folder:
        lines = as_text(texts, folder)
        text = list(parse(run_dump(tool, lines)))
        labels = [Labels(name, row, t, dice) for (name, row, _), (t, _) in zip(pages, text)]
        train(tool, lines, text, labels, folds, out / "text.bin")


def as_text(pages, folder):
    """Lines of a list for the tools: pages given by their blocks, written as text without markup."""
    lines = []
    for number, blocks in enumerate(pages):
        path = pathlib.Path(folder) / f"{number}.txt"
        path.write_text("\n".join(blocks), encoding="utf-8")
        lines.append(f"text\t{path}")
    return lines


if __name__ == "__main__":
    main()
