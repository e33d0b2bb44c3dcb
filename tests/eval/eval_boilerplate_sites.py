"""Does --site-context help? daniel-tune, the sites of which it holds three pages or more, with and without; as pages
and as text.

    python tests/eval/eval_boilerplate_sites.py --newsgrain build/release/bin/newsgrain

naeb-tune and wcxb-tune hold too few pages of any site. 4-gram F1, the title included, as in eval_boilerplate.py.
"""

import collections
import json
import re
import subprocess
import sys
import tempfile

from newsgrain_eval.command import arguments
from newsgrain_eval.corpora import need_data, page_rows
from newsgrain_eval.metrics import f1_of_means, rates, shingles
from newsgrain_eval.pages import Score, article, show
from newsgrain_eval.report import Floors, table
from newsgrain_eval.splits import kept_aside


def site_of(truth):
    """The host that stands in the name of the file: 20111103_www.express.gr_..."""
    found = re.match(r"\d+_([^_]+)_", truth["name"])
    return found.group(1) if found else truth["name"]


def documents(args, inputs, *options):
    run = subprocess.run(
        [args.newsgrain, "analyze", *inputs, "-f", "jsonl", "-j", "1", "-q", "--component", "boilerplate", *options],
        capture_output=True,
        check=False,
    )
    return [json.loads(line) for line in run.stdout.splitlines()]


def score_of(truth, doc):
    chinese = truth["lang"] == "Chinese"
    title = truth["text"].split("\n")[0]
    return rates(shingles(title + "\n" + article(doc), chinese), shingles(truth["text"], chinese))


def main():
    parser = arguments(__doc__)
    args = parser.parse_args()
    need_data(args)
    files, sites = {}, collections.defaultdict(list)
    for row, path in page_rows(args, "daniel-tune"):
        files[row["id"]] = path
        sites[site_of(row)].append(row)
    sites = {host: sorted(rows, key=lambda r: r["id"]) for host, rows in sites.items() if len(rows) >= 3}
    scores = {(form, together): Score() for form in ("pages", "text") for together in (False, True)}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as lines:
        for host, rows in sites.items():
            url = f"https://{host}/"
            for together in (False, True):
                option = ["--site-context"] if together else []
                docs = documents(
                    args, [str(files[r["id"]]) for r in rows], "--input-format", "html", "--url", url, *option
                )
                for row, doc in zip(rows, docs):
                    scores["pages", together].add(row["id"], score_of(row, doc))
                if not together:
                    lines.seek(0)
                    lines.truncate()
                    for row, doc in zip(rows, docs):
                        text = "\n".join(
                            x for b in doc["blocks"] for x in doc["text"][b["begin"] : b["end"]].split("\n")
                        )
                        lines.write(json.dumps({"id": row["id"], "text": text, "url": url}) + "\n")
                    lines.flush()
                for row, doc in zip(rows, documents(args, [lines.name], *option)):
                    scores["text", together].add(row["id"], score_of(row, doc))
    report, floors = [], Floors()
    for (form, together), score in scores.items():
        report.append(
            [f"{form}, {'--site-context' if together else 'each by itself'}", *map(show, score.columns(f1_of_means))]
        )
    print(
        f"daniel-tune, {sum(map(len, sites.values()))} pages of {len(sites)} sites, "
        f"{sum(kept_aside(r['id']) for rows in sites.values() for r in rows)} kept aside"
    )
    table(["4-gram F1 with the true title", "tuned part", "kept part", "whole"], report)
    for form in ("pages", "text"):
        alone, together = (scores[form, x].columns(f1_of_means)[2][0] for x in (False, True))
        floors.check(f"gain by --site-context, {form}", together - alone, 0.005)
    floors.leave()


if __name__ == "__main__":
    sys.exit(main())
