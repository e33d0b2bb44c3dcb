"""Another extractor beside the bundled one: its F1, and whether agreement of the two tells good pages from bad ones.

    python tests/eval/eval_boilerplate_extractors.py PLUGIN --newsgrain build/release/bin/newsgrain

PLUGIN is a library whose component writes roles of blocks in a layer of its own name (docs/pipeline.md, "Several
extractors"); without one the script says so and is done. Pages kept aside and tuned ones alike, since nothing is
learned here.
"""

import json
import pathlib
import sys

from newsgrain_eval.command import arguments
from newsgrain_eval.corpora import need_data
from newsgrain_eval.metrics import bags, f1_of_means, four_grams, mean_f1
from newsgrain_eval.pages import WRONG_TRUTH, article, pages_of, run_files, show
from newsgrain_eval.report import table


def f1(pair):
    return 2 * pair[0] * pair[1] / (pair[0] + pair[1]) if sum(pair) else 0.0


def main():
    parser = arguments(__doc__)
    parser.add_argument("plugin", nargs="?", type=pathlib.Path)
    parser.add_argument("--limit", type=int, default=None, help="pages per set")
    args = parser.parse_args()
    need_data(args)
    if args.plugin is None:
        print("skipped: name the library of an extractor")
        return
    component = json.loads(args.plugin.with_suffix(".json").read_text())["components"][0]
    layer = component["writes"][0]["layer"]
    options = ["--plugin", str(args.plugin), "--component", component["id"], "--isolation", "none"]
    scores, agreement = [], []
    for name, pair, summary, wanted in (
        ("naeb-tune", four_grams, f1_of_means, lambda r: int(r.get("number") or 0) not in WRONG_TRUTH),
        ("wcxb-tune", bags, mean_f1, lambda r: r["page_type"] == "article"),
    ):
        truths, paths = pages_of(args, name, wanted)
        ours, theirs = [], []
        for truth, doc in zip(truths, run_files(args.newsgrain, paths, *options)):
            other = "\n".join(
                doc["text"][b["begin"] : b["end"]] for b in doc["blocks"] if b["other_roles"][layer] == "body"
            )
            ours.append(pair(article(doc), truth["text"]))
            theirs.append(pair(other, truth["text"]))
            [agreed] = [a for a in doc["agreement"] if a["layer"] == layer]
            agreement.append((agreed["body"], f1(ours[-1]), f1(theirs[-1])))
        scores.append([name, len(ours), show(summary(ours)), show(summary(theirs))])
    table(["set", "pages", "boilerplate", layer], scores)
    print("\nPages by the agreement of the two bodies (agreement.body), mean F1")
    steps = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01]
    parts = [(low, high, [a for a in agreement if low <= a[0] < high]) for low, high in zip(steps, steps[1:])]
    table(
        ["agreement", "pages", "boilerplate", layer],
        [
            [
                f"{low:.2f} to {min(1, high):.2f}",
                len(p),
                f"{sum(a[1] for a in p) / len(p):.3f}",
                f"{sum(a[2] for a in p) / len(p):.3f}",
            ]
            for low, high, p in parts
            if p
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
