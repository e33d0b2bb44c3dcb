"""Our article beside trafilatura's, resiliparse's and readability-lxml's: the same pages, the same scorer, the same
run.

    python tests/eval/eval_boilerplate_peers.py [--limit N] [--sets naeb,wcxb,...] [--all] [--update]

The other tools live in a virtual environment of this script (build/peers; pip's newest releases, kept until --update).
Each set is scored as in eval_boilerplate.py, on the pages kept aside: we learned from the others (--all takes them
too). The interval is that of our F1 less theirs, by paired bootstrap over the pages; an interval without 0 is a
difference that other pages of this kind would show too. CPU time is that of the calls alone, without start-up: ours
parses, assigns roles and reads metadata, theirs only extract the text.
"""

import argparse
import json
import pathlib
import random
import subprocess
import sys
import time

from newsgrain_eval.command import ROOT, arguments
from newsgrain_eval.corpora import need_data
from newsgrain_eval.metrics import bags, f1_of_means, four_grams, mean_f1, rates, shingles
from newsgrain_eval.pages import WRONG_TRUTH, article, normal, pages_of, run_files, snippet_rates
from newsgrain_eval.report import table
from newsgrain_eval.splits import kept_aside

PACKAGES = ("trafilatura", "resiliparse", "readability-lxml", "lxml_html_clean")
TOOLS = ("trafilatura", "trafilatura-precision", "resiliparse", "readability")


# --- in the virtual environment: one path per line in, one {"text", "title", "ms"} per line out
# ---------------------------------


def trafilatura_tool(**options):
    import trafilatura

    return lambda page: trafilatura.extract(page, include_comments=False, **options) or "", lambda page: getattr(
        trafilatura.extract_metadata(page), "title", None
    )


def resiliparse_tool():
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    from resiliparse.parse.html import HTMLTree

    def decode(page):
        return bytes_to_str(page, detect_encoding(page, from_html_meta=True))

    return lambda page: extract_plain_text(
        decode(page), main_content=True, alt_texts=False
    ), lambda page: HTMLTree.parse(decode(page)).title


def readability_tool():
    import lxml.html
    import readability

    blocks = {
        "p",
        "div",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "tr",
        "td",
        "blockquote",
        "pre",
        "section",
        "article",
        "ul",
        "ol",
        "table",
    }

    def text(page):
        root = lxml.html.fromstring(readability.Document(page).summary())
        for element in root.iter(*blocks):  # lest words of neighbours become one
            element.tail = "\n" + (element.tail or "")
            element.text = "\n" + (element.text or "")
        return root.text_content()

    return text, lambda page: readability.Document(page).short_title()


def work(name):
    import logging

    logging.disable(logging.CRITICAL)
    make = {
        "trafilatura": trafilatura_tool,
        "trafilatura-precision": lambda: trafilatura_tool(favor_precision=True),
        "resiliparse": resiliparse_tool,
        "readability": readability_tool,
    }[name]
    extract, title = make()
    for line in sys.stdin:
        page = pathlib.Path(line.rstrip("\n")).read_bytes()
        result = {"text": "", "title": ""}
        begin = time.process_time()
        try:
            result["text"] = extract(page)
        except Exception as e:  # a page that a tool fails on is a page without text
            result["error"] = repr(e)
        result["ms"] = (time.process_time() - begin) * 1000
        try:
            result["title"] = title(page) or ""
        except Exception:
            pass
        print(json.dumps(result), flush=True)


# --- outside
# ---------------------------------------------------------------------------------------------------------------------


def environment(update):
    folder = ROOT / "build" / "peers"  # the benchmarks of speed keep theirs there too
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run(
            [python, "-m", "pip", "install", "-q", "--upgrade", "pip"], check=True
        )  # old ones fail on these packages
    versions = installed(python)
    if update or any(package.replace("_", "-") not in versions for package in PACKAGES):
        subprocess.run(
            [python, "-m", "pip", "install", "-q", *(["--upgrade"] if update else []), *PACKAGES], check=True
        )
        versions = installed(python)
    return python, versions


def installed(python):
    listed = json.loads(
        subprocess.run([python, "-m", "pip", "list", "--format", "json"], check=True, stdout=subprocess.PIPE).stdout
    )
    return {p["name"].lower().replace("_", "-"): p["version"] for p in listed}


def run_tool(python, name, paths):
    process = subprocess.Popen(
        [python, __file__, "--worker", name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    for path in paths:  # one at a time: no pipe fills
        process.stdin.write(f"{path}\n")
        process.stdin.flush()
        yield json.loads(process.stdout.readline())
    process.stdin.close()
    process.wait()


def run_ours(cli, paths):
    for doc in run_files(cli, paths, "--timings"):
        times = doc["timings_us"]
        yield {
            "text": article(doc),
            "title": doc["metadata"]["title"],
            "ms": (times["read"] + times["boilerplate"]) / 1000,
        }


def snippet_counts(found, truth):
    text = normal(found["text"])
    wanted, unwanted = ([normal(s) in text for s in truth[k] or []] for k in ("with", "without"))
    return sum(wanted), len(wanted) - sum(wanted), sum(unwanted), len(unwanted) - sum(unwanted)


def with_title(found, truth):
    chinese = truth["lang"] == "Chinese"
    return rates(shingles(f"{found['title'] or ''}\n{found['text']}", chinese), shingles(truth["text"], chinese))


SETS = {
    "naeb": (
        "naeb-tune",
        lambda r: int(r.get("number") or 0) not in WRONG_TRUTH,
        lambda f, t: four_grams(f["text"], t["text"]),
        f1_of_means,
    ),
    "wcxb": ("wcxb-tune", lambda r: r.get("page_type") == "article", lambda f, t: bags(f["text"], t["text"]), mean_f1),
    "wcxb-all": ("wcxb-tune", lambda r: True, lambda f, t: bags(f["text"], t["text"] or ""), mean_f1),
    "snippets": ("snippets-tune", lambda r: True, snippet_counts, snippet_rates),
    "daniel": ("daniel-tune", lambda r: True, with_title, f1_of_means),
}


def bootstrap(ours, theirs, summary, times=500):
    """The middle 95 % of our figure less theirs."""
    dice, n, found = random.Random(1), len(ours), []
    for _ in range(times):
        pick = dice.choices(range(n), k=n)
        found.append(summary([ours[i] for i in pick])[0] - summary([theirs[i] for i in pick])[0])
    found.sort()
    return found[int(times * 0.025)], found[int(times * 0.975)]


def main():
    parser = arguments(__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--limit", type=int, default=None, help="pages per set")
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--all", action="store_true", help="the pages that we learned from as well")
    parser.add_argument("--update", action="store_true", help="newest releases of the other tools")
    args = parser.parse_args()
    need_data(args)
    python, versions = environment(args.update)
    rows = []
    for key in args.sets.split(","):
        name, wanted, score, summary = SETS[key]
        truths, paths = pages_of(args, name, lambda r, wanted=wanted: wanted(r) and (args.all or kept_aside(r["id"])))
        results = {"newsgrain": list(run_ours(args.newsgrain, paths))}
        results |= {tool: list(run_tool(python, tool, paths)) for tool in TOOLS}
        scores = {tool: [score(f, t) for f, t in zip(found, truths)] for tool, found in results.items()}
        for tool, values in scores.items():
            release = versions.get(
                {"trafilatura-precision": "trafilatura", "readability": "readability-lxml"}.get(tool, tool), ""
            )
            low, high = (None, None) if tool == "newsgrain" else bootstrap(scores["newsgrain"], values, summary)
            rows.append(
                [
                    key,
                    f"{tool} {release}".strip(),
                    len(values),
                    *(f"{x:.4f}" for x in summary(values)),
                    "" if low is None else f"{low:+.4f} .. {high:+.4f}",
                    f"{sum(f['ms'] for f in results[tool]) / max(1, len(paths)):.2f}",
                    sum("error" in f for f in results[tool]),
                ]
            )
    table(
        ["set", "tool", "pages", "F1", "precision", "recall", "ours less theirs, 95 %", "CPU ms/page", "failed"], rows
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        work(sys.argv[2])
    else:
        main()
