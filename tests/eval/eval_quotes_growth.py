"""How the quotes plugin's time grows with hostile text: CPU time at one, four and sixteen times the length. Linear is
4.0 in the last column, but for noise and caches.

Shapes are repeated units; times are the least of three runs, of the plugin alone (--timings), without boilerplate,
which leaves out what repeats. Prints only: timings are no test.
"""

from newsgrain_eval.command import analyze, arguments
from newsgrain_eval.report import table

parser = arguments(__doc__)
parser.add_argument("--bytes", type=int, default=40_000, help="length of the shortest text of each shape")
args = parser.parse_args()

MARKS = "\"'\u201c\u201d\u201e\u201a\u2018\u2019\u00ab\u00bb\u2039\u203a\u300c\u300d\u300e\u300f`\uff02\u275d\u301d"
SHAPES = {
    "prose": 'Anna Berg said that the key was lost. "Nobody can open the door," she added.\n\n',
    "one paragraph of prose": 'Anna Berg said that the key was lost. "Nobody can open the door," she added. ',
    "letters": "a",
    "words without a stop": "harbour ",
    "straight marks": '"',
    "spaced straight marks": '" a ',
    "marks of twenty kinds": MARKS,
    "marks of twenty kinds, spaced": " a ".join(MARKS) + " ",
    "nested a hundred deep": "\u201c" * 100 + "a" + "\u201d" * 100 + " ",
    "opened, never closed": "\u201cyes\n\n",
    "NUL": '\0" a \0said Berg\0 ',
    "single marks": "' a ",
    "possessives": "the traders' plan ",
    "he said": "he said ",
    "name, colon, quote": 'Berg: "it is so" ',
    "name, colon, quote; paragraphs": 'Berg: "it is so"\n\n',
    "quote, dash, name": '"it is so it is" \u2014 Berg\n\n',
    "quote, dash, name; one paragraph": '"it is so it is" \u2014 Berg ',
    "labels": "BERG: it is so.\n\n",
    "colons": "Berg: ",
    "dashes": "Berg \u2014 ",
    "commas": "Berg said, ",
    "according to": "according to Berg ",
    "participles": "a, adding ",
    "split quotes": '"It is," he said, "so it is," ',
    "quotes of one paragraph": '"It is so and so." ',
    "Q and A": "Q: Is it so?\n\nA: It is so.\n\n",
    "names": "Anna Berg met John Holt. He said it was so. The chief engineer said it was so.\n\n",
}


def cost(text):
    [doc] = analyze(
        args.newsgrain,
        [{"id": "x", "language": "en", "text": text}],
        "--disable",
        "sentiment",
        "--disable",
        "boilerplate",
        "--timings",
    )
    assert doc["status"] == "ok", doc["error"]
    return doc["timings_us"]["quotes"] / 1000


rows = []
for name, unit in SHAPES.items():
    base = max(1, args.bytes // len(unit.encode()))
    one, four, sixteen = (min(cost(unit * (base * k)) for _ in range(3)) for k in (1, 4, 16))
    size = len(unit.encode()) * base * 16
    rows.append(
        [
            name,
            f"{one:.1f}",
            f"{four:.1f}",
            f"{sixteen:.1f}",
            f"{1000 * sixteen / (size / 1000):.0f}",
            f"{sixteen / max(four, 0.01):.1f}",
        ]
    )
table(
    ["shape", f"{args.bytes // 1000} kB: ms", "four times", "sixteen times", "ns per byte", "growth of the last four"],
    rows,
)
