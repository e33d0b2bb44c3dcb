"""Plain texts that somebody's program wrapped, against the same texts unwrapped.

Articles of quotes/own-train are wrapped in the ways of mails, terminals, news wires and text editors. What is found in
the wrapped text, mapped back to the places of the unwrapped one, should be what is found there: sentences, quotes with
their speakers, mentions, names, the title. F1 in percent over all articles; the title as a share of articles.
"""

import collections
import random
import re
import sys

from newsgrain_eval.command import analyze, arguments
from newsgrain_eval.corpora import need_data, read_jsonl
from newsgrain_eval.report import Floors, table

WIDTHS = (46, 52, 60, 65, 72, 76, 80, 90, 100)


class Page:
    """A text made of pieces of the original; each character knows the one of the original that it stands for."""

    def __init__(self):
        self.text, self.origin = [], []

    def copy(self, original, begin, end):
        self.text.append(original[begin:end])
        self.origin.extend(range(begin, end))

    def insert(self, characters, at):
        self.text.append(characters)
        self.origin.extend([at] * len(characters))

    def document(self, identifier):
        return {"id": identifier, "text": "".join(self.text)}

    def span(self, begin, end):
        return self.origin[begin], self.origin[end - 1] + 1


def paragraphs_of(text):
    return [m.span() for m in re.finditer(r"[^\n]+", text) if m.group().strip()]


def words_of(text, begin, end):
    return [m.span() for m in re.finditer(r"\S+", text[begin:end])]


def broken(text, begin, end, width, first_width, style, chance):
    """Lines of a paragraph as lists of pieces (begin, end, hyphen behind it)."""
    words = [(begin + b, begin + e) for b, e in words_of(text, begin, end)]
    if style == "even":
        return evenly(words, width)
    lines, line, used, room = [], [], 0, first_width
    for word in words:
        pieces = [word]
        if style == "hyphens":
            pieces = parted(text, *word)
        for n, (b, e) in enumerate(pieces):
            gap = 1 if line and n == 0 else 0
            if used + gap + e - b > room and line:
                hyphenate = (
                    style == "hyphenated"
                    and e - b > 6
                    and room - used - gap > 4
                    and text[b:e].isalpha()
                    and chance.random() < 0.5
                )
                if hyphenate:
                    cut = b + min(room - used - gap - 1, e - b - 3)
                    line.append((b, cut, "-"))
                    b = cut
                lines.append(line)
                line, used = [], 0
                room = chance.randint(width * 17 // 20, width) if style == "ragged" else width
                gap = 0
            line.append((b, e, ""))
            used += gap + e - b
    lines.append(line)
    return lines


def parted(text, begin, end):
    """Where Python's textwrap parts a word: behind hyphens between letters."""
    cuts = [begin, *(begin + m.end() for m in re.finditer(r"(?<=[a-z])-(?=[a-zA-Z])", text[begin:end])), end]
    return list(zip(cuts, cuts[1:]))


def evenly(words, width):
    """The lines whose free columns, squared, are least in sum; the last one is free."""
    n = len(words)
    best = [(0.0, n)] * (n + 1)
    for i in range(n - 1, -1, -1):
        columns, choice = -1, None
        for j in range(i, n):
            columns += words[j][1] - words[j][0] + 1
            if columns > width and j > i:
                break
            cost = (0 if j == n - 1 else (width * 0.95 - columns) ** 2) + best[j + 1][0]
            if choice is None or cost < choice[0]:
                choice = (cost, j + 1)
        best[i] = choice
    lines, i = [], 0
    while i < n:
        lines.append([(*w, "") for w in words[i : best[i][1]]])
        i = best[i][1]
    return lines


WAYS = {
    "blank lines between paragraphs": {},
    "the same, CRLF": {"newline": "\r\n"},
    "the same, lone CR": {"newline": "\r"},
    "the same, CR CR LF": {"newline": "\r\r\n"},
    "all lines indented by 4": {"margin": "    "},
    "all lines indented by a tab": {"margin": "\t"},
    "first lines indented, blank lines": {"first": "   "},
    "first lines indented, no blank lines": {"first": "    ", "gap": ""},
    "no blank lines, no indents": {"gap": ""},
    "blanks at the ends of lines": {"newline": " \n"},
    "parted behind hyphens": {"style": "hyphens"},
    "words parted by hyphens": {"style": "hyphenated"},
    "lines of even length (fmt)": {"style": "even"},
    "ragged, a seventh": {"style": "ragged"},
    "stretched to the margin": {"stretch": True},
    "headline not wrapped": {"headline": True},
}


def wrapped(text, width, way, seed):
    chance = random.Random(seed)
    newline, margin, first = way.get("newline", "\n"), way.get("margin", ""), way.get("first", "")
    page = Page()
    for n, (begin, end) in enumerate(paragraphs_of(text)):
        if n > 0:
            page.insert(newline + way.get("gap", newline), begin)
        room = width - len(margin.expandtabs())
        if n == 0 and way.get("headline"):
            room = 10**6
        indent = first if n > 0 else ""
        lines = broken(text, begin, end, room, room - len(indent), way.get("style"), chance)
        for k, line in enumerate(lines):
            if k > 0:
                page.insert(newline, line[0][0])
            page.insert(margin + (indent if k == 0 else ""), line[0][0])
            columns = sum(e - b + len(h) for b, e, h in line)
            gaps = sum(a[1] != b[0] for a, b in zip(line, line[1:]))
            spare = room - columns - gaps if way.get("stretch") and k + 1 < len(lines) else 0
            for i, (b, e, hyphen) in enumerate(line):
                if i > 0 and line[i - 1][1] != b:
                    page.insert(" " * (1 + (spare * i // gaps - spare * (i - 1) // gaps if gaps else 0)), b)
                page.copy(text, b, e)
                page.insert(hyphen, e)
    return page


LAYERS = ("sentences", "quotes", "mentions", "names")


def found(doc, span):
    """What is compared: layer -> multiset."""
    entities = doc["entities"]
    return {
        "sentences": collections.Counter(span(s["begin"], s["end"]) for s in doc["sentences"]),
        "quotes": collections.Counter(
            (span(q["begin"], q["end"]), (q["speaker"] or {}).get("name")) for q in doc["quotes"]
        ),
        "mentions": collections.Counter((span(m["begin"], m["end"]), m["type"]) for m in doc["mentions"]),
        "names": collections.Counter((e["name"], e["type"], tuple(sorted(e["aliases"]))) for e in entities),
    }


def f1(pairs):
    both = sum((a & b).total() for a, b in pairs)
    either = sum(a.total() + b.total() for a, b in pairs)
    return 200 * both / either if either else 100.0


def main():
    parser = arguments(__doc__)
    parser.add_argument("--limit", type=int, default=60, help="articles")
    parser.add_argument("--widths", type=int, nargs="*", default=WIDTHS)
    parser.add_argument("--ways", nargs="*", default=None, help="parts of the names of ways")
    parser.add_argument("--differences", action="store_true", help="print what differs")
    args = parser.parse_args()
    need_data(args)
    rows = read_jsonl(args.data / "quotes" / "own-train.jsonl.xz")[: args.limit]
    texts = {r["id"]: "\n".join(r["text"][b:e] for b, e in paragraphs_of(r["text"])) for r in rows}
    options = ("-j", "1", "--language", "en")
    plain = list(analyze(args.newsgrain, ({"id": i, "text": t} for i, t in texts.items()), *options))
    floors, lines, total = Floors(), [], collections.defaultdict(list)
    for name, way in WAYS.items():
        if args.ways and not any(w in name for w in args.ways):
            continue
        pairs, titles, worst = collections.defaultdict(list), [], (101.0, 0)
        for width in args.widths:
            pages = [wrapped(t, width, way, f"{i} {width}") for i, t in texts.items()]
            docs = analyze(args.newsgrain, (p.document(i) for p, i in zip(pages, texts)), *options)
            here = []
            for page, doc, unwrapped in zip(pages, docs, plain):
                a, b = found(doc, page.span), found(unwrapped, lambda x, y: (x, y))
                for layer in LAYERS:
                    pairs[layer].append((a[layer], b[layer]))
                here.append((a["sentences"], b["sentences"]))
                title = " ".join((doc["metadata"]["title"] or "").split())
                titles.append(title == (unwrapped["metadata"]["title"] or ""))
                if args.differences:
                    print_differences(doc, width, name, a, b, texts[doc["id"]], titles[-1])
            worst = min(worst, (f1(here), width))
        figures = [f1(pairs[layer]) for layer in LAYERS]
        total["all"].append((figures, 100 * sum(titles) / len(titles)))
        lines.append(
            [name, *(f"{f:.2f}" for f in figures), f"{total['all'][-1][1]:.1f}", f"{worst[0]:.1f} at {worst[1]}"]
        )
        floors.check(f"{name}, sentences", figures[0], 98.5)
        floors.check(f"{name}, quotes", figures[1], 98.5)
    table(["way", *LAYERS, "titles", "worst width, sentences"], lines)
    floors.leave()


def print_differences(doc, width, name, a, b, text, same_title):
    for layer in LAYERS:
        for sign, extra in (("+", a[layer] - b[layer]), ("-", b[layer] - a[layer])):
            for item in extra:
                where = item if layer == "sentences" else item[0]
                shown = repr(text[where[0] : where[1]]) if isinstance(where, tuple) else ""
                print(doc["id"], width, name, layer, sign, item, shown)
    if not same_title:
        print(doc["id"], width, name, "title", repr(doc["metadata"]["title"]))


if __name__ == "__main__":
    sys.exit(main())
