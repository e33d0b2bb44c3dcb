"""The article and the metadata of pages and of text already scraped, against the truths of boilerplate/.

Texts are compared by 4-grams of words (characters for Chinese) or by bags of words: precision and recall of each page,
averaged, and the F1 of the averages. Anchors are the best figures of other tools on the whole sets; with --peer,
trafilatura runs on the same pages if it is installed.
"""

import collections
import json
import re
import subprocess
import time

from alignment import aligned
from common import Floors, analyze, arguments, kept_aside, need_data, read_jsonl, sys, table, unpack

WORD = re.compile(r"\w+")
# Rows of naeb-tune whose truth is cut short or wrong.
WRONG_TRUTH = {132, 146, 208, 229, 241, 242, 260, 262, 265, 296, 298, 303, 304, 330, 349, 357, 358, 375, 414, 415, 426}


def words_of(text, by_character=False):
    return re.findall(r"\w", text) if by_character else WORD.findall(text)


def shingles(text, by_character=False, n=4):
    words = words_of(text, by_character)
    if not words:
        return collections.Counter()
    return collections.Counter(tuple(words[i : i + n]) for i in range(max(1, len(words) - n + 1)))


def bag(text):
    return collections.Counter(WORD.findall(text.lower()))


def rates(found, true):
    """Precision and recall of two multisets."""
    both = sum((found & true).values())
    n_found, n_true = sum(found.values()), sum(true.values())
    if n_found == 0 and n_true == 0:
        return 1.0, 1.0
    return both / n_found if n_found else 1.0, both / n_true if n_true else 1.0


def article(doc):
    roles = ("body",)
    return "\n".join(
        doc["text"][b["begin"] : b["end"]] for b in doc["blocks"] if b["role"] in roles and b["duplicate_of"] is None
    )


def run_files(cli, paths, *options):
    """The output for each file, in order."""
    process = subprocess.Popen(
        [
            cli,
            "analyze",
            *map(str, paths),
            "--input-format",
            "html",
            "--format",
            "jsonl",
            "-j",
            "1",
            "--component",
            "boilerplate",
            *options,
        ],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    for path, line in zip(paths, process.stdout):
        doc = json.loads(line)
        assert path.stem in doc["id"], (path, doc["id"])
        yield doc
    process.wait()


class Score:
    """Figures of one measure for the tuned, the kept and all pages."""

    def __init__(self):
        self.values = {"tuned": [], "kept": []}

    def add(self, identifier, value):
        self.values["kept" if kept_aside(identifier) else "tuned"].append(value)

    def columns(self, summary):
        parts = [self.values["tuned"], self.values["kept"], self.values["tuned"] + self.values["kept"]]
        return [summary(p) for p in parts]


def f1_of_means(pairs):
    if not pairs:
        return 0.0, 0.0, 0.0
    p, r = (sum(x[i] for x in pairs) / len(pairs) for i in (0, 1))
    return 2 * p * r / (p + r) if p + r else 0.0, p, r


def mean_f1(pairs):
    if not pairs:
        return 0.0, 0.0, 0.0
    f = [2 * p * r / (p + r) if p + r else 0.0 for p, r in pairs]
    return sum(f) / len(f), *f1_of_means(pairs)[1:]


def share(hits):
    return (sum(hits) / len(hits) if hits else 0.0,)


def snippet_rates(counts):
    tp, fn, fp, tn = (sum(c[i] for c in counts) for i in range(4))
    return 2 * tp / max(1, 2 * tp + fp + fn), tp / max(1, tp + fp), tp / max(1, tp + fn)


def show(value):
    if len(value) == 1:
        return f"{value[0]:.3f}"
    return f"{value[0]:.4f} ({value[1]:.3f}/{value[2]:.3f})"


class Report:
    def __init__(self):
        self.rows, self.floors = [], Floors()

    def add(self, name, anchor, score, summary, floor=None):
        columns = score.columns(summary)
        self.rows.append([name, anchor, *map(show, columns), "" if floor is None else floor])
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


def pages_of(args, name, wanted=lambda row: True):
    folder = unpack(args, name) / "html"
    rows = [r for r in read_jsonl(folder.parent / "truth.jsonl") if wanted(r)]
    files = {p.stem: p for p in folder.iterdir()}
    rows = [r for r in rows if r["id"] in files][: args.limit]
    return rows, [files[r["id"]] for r in rows]


def normal(text):
    return " ".join(text.split())


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


def four_grams(found, true):
    return rates(shingles(found), shingles(true))


def bags(found, true):
    return rates(bag(found), bag(true))


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
    bins = [[0, 0.0, 0] for _ in range(10)]
    for doc, truth, _ in judged:
        if not kept_aside(truth["id"]) or not truth["text"]:
            continue
        true = aligned([doc["text"][b["begin"] : b["end"]] for b in doc["blocks"]], truth["text"])
        for b, is_article in zip(doc["blocks"], true):
            if b["role"] in OUT_OF_BODY or b["duplicate_of"] is not None:
                continue
            cell = bins[min(9, int(b["score"] * 10))]
            cell[0] += 1
            cell[1] += b["score"]
            cell[2] += is_article == (b["role"] == "body")
    if not judged:
        return
    print("\nScore of blocks as a probability, pages kept aside of naeb-tune and wcxb-tune")
    table(
        ["score", "blocks", "mean score", "right"],
        [
            [f"{i / 10:.1f} to {(i + 1) / 10:.1f}", n, f"{s / n:.3f}", f"{hit / n:.3f}"]
            for i, (n, s, hit) in enumerate(bins)
            if n
        ],
    )


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
    started, _n_pages = time.perf_counter(), 0

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
            text = normal(article(doc))
            wanted = [normal(s) in text for s in truth["with"] or []]
            unwanted = [normal(s) in text for s in truth["without"] or []]
            score.add(
                truth["id"], (sum(wanted), len(wanted) - sum(wanted), sum(unwanted), len(unwanted) - sum(unwanted))
            )
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
    table(["measure", "anchor", "tuned part", "kept part", "whole", "floor"], report.rows)
    print_reliability(judged)
    print_quality(judged)
    print_kinds(kinds)
    print(f"F1 with (precision/recall) of the means; {time.perf_counter() - started:.0f} s")
    report.floors.leave()


if __name__ == "__main__":
    sys.exit(main())
