"""Quotes on PolNeAR's dev set (rules were tuned on its train set only): spans, speakers, persons behind he and she, calibration, and the
same documents with their marks rewritten. How it is counted: quote_metric.py.
"""
import collections
import json
import pathlib

from common import Floors, analyze, arguments, need_data, read_jsonl, table
from quote_metric import STYLES, Sums, gold_segments, inside_marks, match, our_segments, parts, rewrite

parser = arguments(__doc__)
parser.add_argument("--set", default="polnear-dev")
parser.add_argument("--faults", type=int, default=0, help="print so many segments that were missed")
parser.add_argument("--styles", nargs="*", default=list(STYLES), help="mark styles to rewrite to")
args = parser.parse_args()
need_data(args)
documents = read_jsonl(args.data / "quotes" / f"{args.set}.jsonl.xz")
PRONOUNS = pathlib.Path(__file__).with_name("quote_pronouns.jsonl")


def run(inputs):
    return analyze(args.newsgrain, ({"language": "en", **d} for d in inputs), "--disable", "sentiment")


sums, pronouns, missed, outputs = collections.defaultdict(Sums), collections.Counter(), [], {}
for gold_doc, doc in zip(documents, run({"id": d["id"], "text": d["text"]} for d in documents)):
    assert doc["text"] == gold_doc["text"], gold_doc["id"]
    gold, ours = gold_segments(gold_doc), our_segments(doc)
    outputs[gold_doc["id"]] = doc
    for part in parts(gold_doc["id"]):
        sums[part].add(gold, ours)
    for o in doc["quotes"]:
        if o["speaker"] and (o["speaker"].get("text") or "").lower() in ("he", "she"):
            pronouns["all"] += 1
            pronouns["answered"] += o["speaker"].get("name") is not None
    if args.faults:
        hit = {g for g, j in match(gold, ours, 0.8) if gold[g].source & ours[j].said}
        text = doc["text"]
        missed += [(gold_doc["id"], g.kind, text[g.span[0]:g.span[1]][:100], text[max(0, g.span[0] - 60):g.span[0]], text[g.span[1]:g.span[1] + 60])
                   for i, g in enumerate(gold) if g.speech and i not in hit]

whole = sums["whole"]
ROWS = [
    ("all speech: span F @.8", "GGT 62.0, perceptron 66.8", "66", lambda s: s.f("0.8 hit")),
    ("all speech: span F @.5", "GGT 69.1, perceptron 75.3", "74", lambda s: s.f("0.5 hit")),
    ("all speech: span and speaker F @.8", "GGT 55.2, perceptron 59.2", "59", lambda s: s.f("0.8 hit speaker")),
    ("all speech: span P @.8", "", "", lambda s: s.share("0.8 hit", "ours")),
    ("direct: span R @.8", "CoreNLP 94.4, perceptron 91.5", "94", lambda s: s.share("0.8 direct", "gold direct")),
    ("direct: span and speaker R @.8", "CoreNLP 78.2, perceptron 85.4", "88", lambda s: s.share("0.8 direct speaker", "gold direct")),
    ("direct: span and speaker P @.8", "CoreNLP 73, textacy 90", "88", lambda s: s.share("0.8 ours direct speaker", "ours direct")),
    ("mixed: span R @.5", "GGT 50.7, perceptron 78.2", "75", lambda s: s.share("0.5 mixed", "gold mixed")),
    ("mixed: span and speaker R @.5", "", "", lambda s: s.share("0.5 mixed speaker", "gold mixed")),
    ("indirect: span R @.5", "GGT 44.2, perceptron 51.6", "50", lambda s: s.share("0.5 indirect", "gold indirect")),
    ("indirect: span P @.5", "GGT 81, perceptron 59", "65", lambda s: s.share("0.5 ours indirect", "ours indirect")),
]
table(["measure", "others, on their sets", "wanted", "fifth by hash", "rest", "whole"],
      [[name, anchor, wanted, *(f"{figure(sums[part]):.1f}" for part in ("kept", "rest", "whole"))] for name, anchor, wanted, figure in ROWS])
print(f"{args.set}: {len(documents)} documents, {whole.n['gold']} segments of speech, {whole.n['gold direct']} direct; "
      f"he/she with an answer: {pronouns['answered']} of {pronouns['all']}\n")
for fault in missed[:args.faults]:
    print(fault)
floors = Floors()


def same_name(ours, wanted):
    """The same last word, and the words of one name among those of the other: "Clinton" and "Hillary Clinton", not "Bill Clinton"."""
    if ours is None:
        return False
    ours, wanted = ours.lower().split(), wanted.lower().split()
    return ours[-1] == wanted[-1] and (set(ours) <= set(wanted) or set(wanted) <= set(ours))


# Who is meant by he or she, read by hand: {"id", "begin", "end" of the pronoun, "name": [begin, end] of a mention of that person}.
if PRONOUNS.exists() and args.set == "polnear-dev":
    counts, faults = collections.Counter(), []
    for case in map(json.loads, PRONOUNS.read_text(encoding="utf-8").splitlines()):
        doc = outputs[case["id"]]
        text, wanted = doc["text"], doc["text"][slice(*case["name"])]
        found = [q["speaker"] for q in doc["quotes"] if q["speaker"] and q["speaker"].get("begin") == case["begin"]]
        counts["cases"] += 1
        if not found:
            counts["no quote"] += 1
            continue
        name = found[0].get("name")
        counts["answered"] += name is not None
        counts["right"] += same_name(name, wanted)
        if not same_name(name, wanted):
            faults.append((case["id"], case["begin"], wanted, "not", name))
    for fault in faults[:args.faults]:
        print(fault)
    reached = counts["cases"] - counts["no quote"]
    rate = 100 * counts["right"] / max(1, reached)
    table(["he/she behind a quote", "wanted", "ours"],
          [["cases annotated / with a quote of ours", "", f"{counts['cases']} / {reached}"],
           ["right person", "88", f"{rate:.1f}"],
           ["right of those answered", "", f"{100 * counts['right'] / max(1, counts['answered']):.1f}"]])
    print()

# Score against what is right: span at 0.5 and speaker.
bins = collections.defaultdict(list)
for score, right, _ in whole.scored:
    bins[min(9, int(score * 10))].append((score, right))
error = sum(abs(sum(s for s, _ in b) - sum(r for _, r in b)) for b in bins.values()) / max(1, len(whole.scored))
table(["score", "quotes", "mean score", "right"],
      [[f"{k / 10:.1f}-{(k + 1) / 10:.1f}", len(b), f"{sum(s for s, _ in b) / len(b):.2f}", f"{sum(r for _, r in b) / len(b):.2f}"] for k, b in sorted(bins.items())])
print(f"expected calibration error {error:.3f}\n")

# The same documents with other marks.
rows, lost = [], {}
base = whole.f("0.8 hit"), whole.f("0.8 hit speaker"), whole.share("0.8 direct speaker", "gold direct")
for style in args.styles:
    rewritten = [rewrite(d["text"], style) for d in documents]
    total = Sums()
    for gold_doc, (_, place), doc in zip(documents, rewritten, run({"id": d["id"], "text": t} for d, (t, _) in zip(documents, rewritten))):
        total.add(gold_segments(gold_doc), our_segments(doc, place, inside_marks(gold_doc["text"])))
    figures = total.f("0.8 hit"), total.f("0.8 hit speaker"), total.share("0.8 direct speaker", "gold direct")
    lost[style] = base[0] - figures[0]
    rows.append([style, *(f"{x:.1f} ({x - b:+.1f})" for x, b in zip(figures, base)), "3" if style.startswith("single") else "1"])
if rows:
    table(["marks rewritten as", "span F @.8", "span and speaker F @.8", "direct: span and speaker R @.8", "may lose"], rows)

if args.set == "polnear-dev":
    for (name, _, _, figure), floor in zip(ROWS, (74, 79.5, 71, 82, 93, 88, 88.5, 73.5, 65, 58.5, 83)):
        floors.check(name, figure(whole), floor)
    floors.check("he/she: right person", rate, 87)
    for style, points in lost.items():
        floors.check(f"points kept with marks rewritten as {style}", -points, -3 if style.startswith("single") else -1)
floors.leave()
