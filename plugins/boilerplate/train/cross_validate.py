"""How good are the models on sites that they have not seen? Cross-validation by site.

    python plugins/boilerplate/train/cross_validate.py --tools build/release/plugins/boilerplate [--parts 3] [--part N]

The sites are dealt into parts; for each part all models are trained, as train.py does, on the pages of the other parts,
and the plugin's own code, roles included, finds the articles of the pages of this part. Pages that tests/eval keeps
aside are never trained on, but tested like the others. Prints the table; with --part the figures of this part alone
(and keeps its models and results in --work, so that the parts may run one after the other, and a last call without
--part prints them all). Needs numpy, lightgbm and newsgrain_eval (pip install -e tests/eval).
"""

import argparse
import json
import pathlib
import struct
import subprocess
import tempfile

from train import HERE, ROOT, as_text, fold_of, load_pages, parse, run_dump, site_number, train_all  # noqa: F401

from newsgrain_eval.corpora import page_rows
from newsgrain_eval.metrics import bags, f1_of_means, four_grams, mean_f1, rates, shingles
from newsgrain_eval.pages import snippet_counts, snippet_rates
from newsgrain_eval.report import table

SETS = ("naeb-tune", "wcxb-tune", "snippets-tune", "daniel-tune")


def all_pages(args):
    for name in SETS:
        for row, path in page_rows(args, name):
            yield name, row, path


def articles(tool, models, lines):
    out = subprocess.run(
        [tool, models], input="\n".join(lines).encode() + b"\n", capture_output=True, check=True
    ).stdout
    at = 0
    while at < len(out):
        (size,) = struct.unpack_from("<I", out, at)
        yield out[at + 4 : at + 4 + size].decode("utf-8", "replace")
        at += 4 + size


def score(name, row, text, title=""):
    if name == "snippets-tune":
        return snippet_counts(text, row)
    if name == "daniel-tune":
        chinese = row["lang"] == "Chinese"
        return rates(shingles(row["text"].split("\n")[0] + "\n" + text, chinese), shingles(row["text"], chinese))
    return (bags if name == "wcxb-tune" else four_grams)(text, row["text"] or "")


def run_part(args, part, work):
    numbers = {}

    def part_of(path):
        if path not in numbers:
            numbers[path] = site_number(path)
        return numbers[path] // 7 % args.parts  # not what train.py deals its own folds by

    models = work / f"models-{part}"
    if not (models / "text.bin").exists():
        models.mkdir(parents=True, exist_ok=True)
        pages = [p for p in load_pages(args) if part_of(p[2]) != part]
        train_all(args.tools / "boilerplate_dump_features", pages, [fold_of(p) for _, _, p in pages], models)
    tested = [p for p in all_pages(args) if part_of(p[2]) == part]
    lines = [str(path) for _, _, path in tested]
    apply = args.tools / "boilerplate_apply_models"
    results = [
        [name, row.get("page_type", "article"), score(name, row, text)]
        for (name, row, _), text in zip(tested, articles(apply, models, lines))
    ]
    with tempfile.TemporaryDirectory() as folder:
        plain = [
            i
            for i, (name, row, _) in enumerate(tested)
            if name == "naeb-tune" or (name == "wcxb-tune" and row["page_type"] == "article")
        ]
        texts = [t for t, _ in parse(run_dump(args.tools / "boilerplate_dump_features", [lines[i] for i in plain]))]
        for i, text in zip(plain, articles(apply, models, as_text(texts, folder))):
            name, row, _ = tested[i]
            results.append([name + " as plain text", "article", score(name, row, text)])
    (work / f"results-{part}.json").write_text(json.dumps(results))


def show(value):
    return f"{value[0]:.4f} ({value[1]:.3f}/{value[2]:.3f})"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--tools",
        type=pathlib.Path,
        required=True,
        help="folder of boilerplate_dump_features and boilerplate_apply_models",
    )
    parser.add_argument("--data", type=pathlib.Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--cache", type=pathlib.Path, default=ROOT / "build" / "eval-data")
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / "build" / "cross-validation")
    parser.add_argument("--parts", type=int, default=3)
    parser.add_argument("--part", type=int)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    parts = range(args.parts) if args.part is None else [args.part]
    results = []
    for part in parts:
        if not (args.work / f"results-{part}.json").exists():
            run_part(args, part, args.work)
        results += json.loads((args.work / f"results-{part}.json").read_text())
    measures = [
        ("naeb-tune, 4-gram F1", "naeb-tune", f1_of_means, None),
        ("naeb-tune as plain text, 4-gram F1", "naeb-tune as plain text", f1_of_means, None),
        ("wcxb-tune articles, bag-of-words F1", "wcxb-tune", mean_f1, "article"),
        ("wcxb-tune, all page types", "wcxb-tune", mean_f1, None),
        ("wcxb-tune articles as plain text", "wcxb-tune as plain text", mean_f1, None),
        ("snippets-tune, F1 of snippets", "snippets-tune", snippet_rates, None),
        ("daniel-tune with the true title, 4-gram F1", "daniel-tune", f1_of_means, None),
    ]
    rows = []
    for label, name, summary, kind in measures:
        found = [tuple(pair) for other, page_kind, pair in results if other == name and kind in (None, page_kind)]
        rows.append([label, len(found), show(summary(found)) if found else "-"])
    table(["models that have not seen the site", "pages", "F1 (precision/recall)"], rows)


if __name__ == "__main__":
    main()
