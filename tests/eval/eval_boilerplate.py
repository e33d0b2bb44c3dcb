"""The article and the metadata of pages and of text already scraped, against the truths of boilerplate/.

Texts are compared by 4-grams of words (characters for Chinese) or by bags of words: precision and recall of each page,
averaged, and the F1 of the averages. Anchors are the best figures of other tools on the whole sets; with --peer,
trafilatura runs on the same pages if it is installed.
"""

import collections
import sys
import time

from newsgrain_eval.alignment import aligned
from newsgrain_eval.command import analyze, arguments
from newsgrain_eval.corpora import need_data
from newsgrain_eval.metrics import WORD, bags, f1_of_means, four_grams, mean_f1, rates, shingles
from newsgrain_eval.pages import (
    WRONG_TRUTH,
    Score,
    article,
    pages_of,
    run_files,
    show,
    snippet_counts,
    snippet_rates,
)
from newsgrain_eval.report import Floors, reliability_table, table
from newsgrain_eval.splits import kept_aside


def share(hits):
    return (sum(hits) / len(hits) if hits else 0.0,)


class Report:
    def __init__(self):
        self.rows, self.floors = [], Floors()

    def add(self, name, anchor, score, summary, floor=None):
        columns = score.columns(summary)
        low, high = score.kept_interval(summary)
        shown = [*map(show, columns[:2]), f"{low:.3f} to {high:.3f}", show(columns[2])]
        self.rows.append([name, anchor, *shown, "" if floor is None else floor])
        if floor is not None:
            self.floors.check(name, columns[2][0], floor)
            if score.values["kept"]:
                self.floors.check(name + ", kept part", columns[1][0], floor - 0.02)


def same_words(a, b):
    return WORD.findall((a or "").lower()) == WORD.findall((b or "").lower())


def same_names(found, true):
    def take(text):
        return set(WORD.findall(text.lower()))

    return take(" ".join(found)) == take(true)


def metadata_scores(truths, docs):
    title, date, author = Score(), Score(), Score()
    for truth, doc in zip(truths, docs):
        meta = doc["metadata"]
        if truth.get("title"):
            title.add(truth["id"], same_words(meta["title"], truth["title"]))
        if truth.get("date"):
            date.add(truth["id"], (meta["published"] or "")[:10] == truth["date"][:10])
        names = truth.get("authors") or truth.get("author")
        if names:
            author.add(truth["id"], same_names(meta["authors"], names if isinstance(names, str) else " ".join(names)))
    return title, date, author


def plain_scores(args, truths, docs, score_pair):
    """The same pages as somebody's scrape: their visible lines without any markup. Scores of the body, and of the
    title."""
    score, title = Score(), Score()
    lines = [
        {"id": t["id"], "text": "\n".join(x for b in d["blocks"] for x in d["text"][b["begin"] : b["end"]].split("\n"))}
        for t, d in zip(truths, docs)
    ]
    for truth, doc in zip(truths, analyze(args.newsgrain, lines, "-j", "1", "--component", "boilerplate")):
        score.add(truth["id"], score_pair(article(doc), truth["text"]))
        if truth.get("title"):
            title.add(truth["id"], same_words(doc["metadata"]["title"], truth["title"]))
    return score, title


def peer(args, report, name, truths, paths, score_pair, summary):
    if not args.peer:
        return
    try:
        import trafilatura
    except ImportError as e:
        print(f"trafilatura does not run here: {e}")
        return
    score = Score()
    for truth, path in zip(truths, paths):
        text = trafilatura.extract(path.read_bytes(), include_comments=False) or ""
        score.add(truth["id"], score_pair(text, truth["text"]))
    report.add(f"  {name}: trafilatura {trafilatura.__version__}", "", score, summary)


OUT_OF_BODY = {
    "title",
    "subtitle",
    "byline",
    "dateline",
    "date",
    "caption",
    "credit",
}  # roles that rules give to what may be content


def print_reliability(judged):
    """Does a block with the score 0.8 have the side that it was given, body or not, in 80 of 100 cases? Pages kept
    aside only."""
    if not judged:
        return
    blocks = []
    for doc, truth, _ in judged:
        if not kept_aside(truth["id"]) or not truth["text"]:
            continue
        true = aligned([doc["text"][b["begin"] : b["end"]] for b in doc["blocks"]], truth["text"])
        blocks += [
            (b["score"], is_article == (b["role"] == "body"))
            for b, is_article in zip(doc["blocks"], true)
            if b["role"] not in OUT_OF_BODY and b["duplicate_of"] is None
        ]
    print("\nScore of blocks as a probability, pages kept aside of naeb-tune and wcxb-tune")
    reliability_table("score", "blocks", blocks)


def print_quality(judged):
    rows = [
        (float(doc["metadata"]["quality"]), 2 * p * r / (p + r) if p + r else 0.0)
        for doc, truth, (p, r) in judged
        if kept_aside(truth["id"])
    ]
    if not rows:
        return
    print("\nQuality of pages (the F1 to expect), pages kept aside of naeb-tune and wcxb-tune, all page types")
    steps = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01]
    parts = [(low, high, [f for q, f in rows if low <= q < high]) for low, high in zip(steps, steps[1:])]
    table(
        ["quality", "pages", "mean F1"],
        [
            [f"{low:.2f} to {min(1, high):.2f}", len(part), f"{sum(part) / len(part):.3f}"]
            for low, high, part in parts
            if part
        ],
    )


def print_kinds(kinds):
    if not kinds:
        return
    print("\npage_kind, pages kept aside of wcxb-tune")
    aside = [(true, found) for true, found, aside in kinds if aside]
    table(
        ["true type", "pages", "article", "list", "other"],
        [
            [
                true,
                sum(t == true for t, _ in aside),
                *(sum(t == true and f == found for t, f in aside) for found in ("article", "list", "other")),
            ]
            for true in sorted({t for t, _ in aside})
        ],
    )
    print()


def main():
    parser = arguments(__doc__)
    parser.add_argument("--limit", type=int, default=None, help="pages per set")
    parser.add_argument("--sets", default="naeb,wcxb,snippets,daniel")
    parser.add_argument("--peer", action="store_true", help="run trafilatura on the same pages")
    parser.add_argument("--worst", type=int, default=0, help="list the pages with the lowest F1 of each set")
    args = parser.parse_args()
    need_data(args)
    sets, report = args.sets.split(","), Report()
    judged, kinds = [], []
    started = time.perf_counter()

    def list_worst(name, truths, docs, score_pair):
        if not args.worst:
            return
        scored = []
        for truth, doc in zip(truths, docs):
            p, r = score_pair(article(doc), truth["text"])
            scored.append((2 * p * r / max(1e-9, p + r), p, r, truth["id"]))
        for f, p, r, identifier in sorted(scored)[: args.worst]:
            print(f"{name} {identifier} F {f:.2f} P {p:.2f} R {r:.2f}")

    if "naeb" in sets:
        truths, paths = pages_of(args, "naeb-tune")
        docs = list(run_files(args.newsgrain, paths))
        score, sound = Score(), Score()
        for truth, doc in zip(truths, docs):
            pair = four_grams(article(doc), truth["text"])
            score.add(truth["id"], pair)
            if int(truth.get("number") or 0) not in WRONG_TRUTH:
                sound.add(truth["id"], pair)
                judged.append((doc, truth, pair))
        report.add("naeb-tune, 4-gram F1", "0.930 trafilatura", score, f1_of_means, 0.945)
        report.add("  without its wrong truths", "", sound, f1_of_means, 0.955)
        peer(args, report, "naeb-tune", truths, paths, four_grams, f1_of_means)
        list_worst("naeb", truths, docs, four_grams)
        plain, plain_title = plain_scores(args, truths, docs, four_grams)
        report.add("naeb-tune as plain text, 4-gram F1", "0.876 densest run + C4", plain, f1_of_means, 0.91)
        report.add("naeb-tune as plain text, title", "", plain_title, share, 0.77)
        title, date, author = metadata_scores(truths, docs)
        report.add("naeb-tune title", "0.915 turbohtml", title, share, 0.94)
        report.add("naeb-tune date", "0.831 trafilatura", date, share, 0.855)
        report.add("naeb-tune authors", "0.710 trafilatura", author, share, 0.84)
    if "wcxb" in sets:
        truths, paths = pages_of(args, "wcxb-tune")
        docs = list(run_files(args.newsgrain, paths))
        score, everything = Score(), Score()
        for truth, doc in zip(truths, docs):
            pair = bags(article(doc), truth["text"] or "")
            everything.add(truth["id"], pair)
            kinds.append((truth["page_type"], doc["metadata"]["page_kind"], kept_aside(truth["id"])))
            judged.append((doc, truth, pair))
            if truth["page_type"] == "article":
                score.add(truth["id"], pair)
        report.add("wcxb-tune articles, bag-of-words F1", "0.938 trafilatura", score, mean_f1, 0.955)
        report.add("wcxb-tune, all page types", "0.857 rs-trafilatura", everything, mean_f1, 0.868)
        articles = [i for i, t in enumerate(truths) if t["page_type"] == "article"]
        truths, paths, docs = ([x[i] for i in articles] for x in (truths, paths, docs))
        peer(args, report, "wcxb-tune", truths, paths, bags, mean_f1)
        list_worst("wcxb", truths, docs, bags)
        plain, plain_title = plain_scores(args, truths, docs, bags)
        report.add("wcxb-tune as plain text, bag-of-words F1", "0.883 densest run", plain, mean_f1, 0.93)
        report.add("wcxb-tune as plain text, title", "", plain_title, share, 0.7)
        title, date, author = metadata_scores(truths, docs)
        report.add("wcxb-tune title", "0.528 trafilatura", title, share, 0.86)
        report.add("wcxb-tune date", "0.818 trafilatura", date, share, 0.80)
        report.add("wcxb-tune authors", "0.628 trafilatura", author, share, 0.68)
    if "snippets" in sets:
        truths, paths = pages_of(args, "snippets-tune")
        docs = list(run_files(args.newsgrain, paths))
        score = Score()
        for truth, doc in zip(truths, docs):
            score.add(truth["id"], snippet_counts(article(doc), truth))
        report.add("snippets-tune, F1 of snippets", "0.926 trafilatura", score, snippet_rates, 0.955)
        title, date, author = metadata_scores(truths, docs)
        report.add("snippets-tune title", "0.581 trafilatura", title, share)
        report.add("snippets-tune date", "0.815 trafilatura", date, share)
        report.add("snippets-tune author", "0.537 trafilatura", author, share)
    if "daniel" in sets:
        truths, paths = pages_of(args, "daniel-tune")
        score, by_language = Score(), collections.defaultdict(Score)
        for truth, doc in zip(truths, run_files(args.newsgrain, paths)):
            chinese = truth["lang"] == "Chinese"
            text = (doc["metadata"]["title"] or "") + "\n" + article(doc)
            pair = rates(shingles(text, chinese), shingles(truth["text"], chinese))
            score.add(truth["id"], pair)
            by_language[truth["lang"]].add(truth["id"], pair)
        report.add("daniel-tune with title, 4-gram F1", "0.900 dom_smoothie", score, f1_of_means, 0.915)
        for language, part in sorted(by_language.items()):
            report.add(f"  {language}", "", part, f1_of_means)
    table(["measure", "anchor", "tuned part", "kept part", "95 % of it", "whole", "floor"], report.rows)
    print_reliability(judged)
    print_quality(judged)
    print_kinds(kinds)
    print(f"F1 with (precision/recall) of the means; {time.perf_counter() - started:.0f} s")
    report.floors.leave()


if __name__ == "__main__":
    sys.exit(main())
