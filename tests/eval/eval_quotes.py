"""Quotes on PolNeAR's dev set (rules were tuned on its train set only), on segments.

A segment is one contiguous content span. Spans match by their letters and digits (a leading "that" is left out): intersection over
union, one to one, best first. Reported speech: content with quotation marks, or a cue that is a verb of speech; other attributions
(beliefs, intentions) count neither way. Direct: at least 98 % of the letters inside marks. Speaker: overlap with the gold source.
Resolved he/she has no gold here: the share that gets an answer is shown.
"""
import collections
import re

from common import Floors, ROOT, analyze, arguments, kept_aside, need_data, read_jsonl, table

parser = arguments(__doc__)
parser.add_argument("--set", default="polnear-dev")
parser.add_argument("--faults", type=int, default=0, help="print so many segments that were missed")
args = parser.parse_args()
need_data(args)
documents = read_jsonl(args.data / "quotes" / f"{args.set}.jsonl.xz")

OPEN, CLOSE = "\u201c\u201e\u00ab", "\u201d\u00bb"


def inside_marks(text):
    """For each position whether it stands between double marks of its paragraph."""
    inside, state = [False] * len(text), False
    for i, c in enumerate(text):
        if c == "\n":
            state = False
        elif c in OPEN:
            state = True
        elif c in CLOSE:
            state = False
        elif c == '"':
            state = not state
        inside[i] = state
    return inside


def speech_forms():
    """The inflected forms of strong and middle cues, as the plugin knows them."""
    forms = set()
    for line in (ROOT / "plugins" / "quotes" / "data" / "cues.tsv").read_text().splitlines():
        if line[:2] not in ("3\t", "2\t"):
            continue
        if line.startswith("2\tbelieve"):
            continue  # beliefs are no speech
        for entry in line[2:].split():
            lemma, _, given = entry.partition(":")
            stem = lemma[:-1] if lemma.endswith("e") else lemma
            forms |= {lemma, *given.split(",")} if given else {lemma, lemma + "s", lemma + "es", stem + "ed", stem + "ing"}
    return forms


SPEECH = speech_forms() | {"according"}


def letters(text, span):
    begin, end = span
    head = re.match(r"\s*that\b", text[begin:end], re.I)
    if head:
        begin += head.end()
    return {i for i in range(begin, end) if text[i].isalnum()}


def segments_of(doc):
    """(letters, source letters, class, is speech) of the gold."""
    text, inside = doc["text"], inside_marks(doc["text"])
    for attribution in doc["attributions"]:
        cue = " ".join(text[b:e] for b, e in attribution["cue"]).lower()
        source = {i for b, e in attribution["source"] for i in range(b, e) if text[i].isalnum()}
        # Fragments that only white space parts are one segment.
        spans = []
        for b, e in sorted(map(tuple, attribution["content"])):
            if spans and not text[spans[-1][1]:b].strip():
                spans[-1] = (spans[-1][0], e)
            else:
                spans.append((b, e))
        marked = any(inside[i] for b, e in spans for i in range(b, e))
        speech = marked or bool(set(re.findall(r"[a-z']+", cue)) & SPEECH)
        for span in spans:
            own = letters(text, span)
            if not own:
                continue
            share = sum(inside[i] for i in own) / len(own)
            kind = "direct" if share >= 0.98 else "mixed" if share > 0 else "indirect"
            yield own, source, kind, speech, span


def match(gold, ours, least):
    """Pairs (gold, ours) one to one by descending intersection over union."""
    by_letter = collections.defaultdict(list)
    for j, o in enumerate(ours):
        for i in o[0]:
            by_letter[i].append(j)
    pairs = []
    for g, item in enumerate(gold):
        shared = collections.Counter(j for i in item[0] for j in by_letter[i])
        for j, n in shared.items():
            iou = n / (len(item[0]) + len(ours[j][0]) - n)
            if iou >= least:
                pairs.append((iou, g, j))
    pairs.sort(reverse=True)
    taken_g, taken_o, out = set(), set(), []
    for _, g, j in pairs:
        if g not in taken_g and j not in taken_o:
            taken_g.add(g)
            taken_o.add(j)
            out.append((g, j))
    return out


class Sums:
    def __init__(self):
        self.n = collections.Counter()

    def f(self, key):
        p, r = self.n[key + " hit"] / max(1, self.n["ours"]), self.n[key + " hit"] / max(1, self.n["gold"])
        return 200 * p * r / max(1e-9, p + r), 100 * p, 100 * r


sums = collections.defaultdict(Sums)
missed = []
inputs = ({"id": d["id"], "text": d["text"], "language": "en"} for d in documents)
for gold_doc, doc in zip(documents, analyze(args.newsgrain, inputs, "--disable", "sentiment")):
    assert doc["text"] == gold_doc["text"], gold_doc["id"]
    text = doc["text"]
    gold = list(segments_of(gold_doc))
    ours = []
    for q in doc["quotes"]:
        speaker = q["speaker"]
        said = {i for i in range(speaker["begin"], speaker["end"]) if text[i].isalnum()} if speaker and speaker.get("begin") is not None else set()
        for b, e in q["fragments"]:
            ours.append((letters(text, (b, e)), said, q["kind"], speaker))
    ours = [o for o in ours if o[0]]
    for part in ("whole", "kept" if kept_aside(gold_doc["id"]) else "rest"):
        n = sums[part].n
        n["gold"] += sum(g[3] for g in gold)
        for kind in ("direct", "mixed", "indirect"):
            n["gold " + kind] += sum(g[3] and g[2] == kind for g in gold)
        # What meets only gold that is no speech is no error.
        loose = match(gold, ours, 0.3)
        free = {j for g, j in loose if not gold[g][3]}
        n["ours"] += len(ours) - len(free)
        for least in (0.8, 0.5):
            for g, j in match(gold, ours, least):
                if not gold[g][3]:
                    continue
                kind = gold[g][2]
                speaker = bool(gold[g][1] & ours[j][1])
                n[f"{least} hit"] += 1
                n[f"{least} speaker hit"] += speaker
                n[f"{least} {kind}"] += 1
                n[f"{least} {kind} speaker"] += speaker
        for o in ours:
            if o[3] and (o[3].get("text") or "").lower() in ("he", "she"):
                n["pronouns"] += 1
                n["pronouns resolved"] += o[3].get("name") is not None
    if args.faults:
        hit = {g for g, j in match(gold, ours, 0.8) if gold[g][1] & ours[j][1]}
        missed += [(gold_doc["id"], g[2], text[g[4][0]:g[4][1]][:100], text[max(0, g[4][0] - 60):g[4][0]], text[g[4][1]:g[4][1] + 60])
                   for i, g in enumerate(gold) if g[3] and i not in hit]


def row(name, anchor, figure):
    return [name, anchor] + [f"{figure(sums[part].n, sums[part]):.1f}" for part in ("kept", "rest", "whole")]


share = lambda a, b: lambda n, s: 100 * n[a] / max(1, n[b])  # noqa: E731
rows = [
    row("direct: span R @.8", "CoreNLP 94, GGT 78.6", share("0.8 direct", "gold direct")),
    row("direct: span and speaker R @.8", "CoreNLP 78, GGT 65.6", share("0.8 direct speaker", "gold direct")),
    row("mixed: span R @.5", "GGT 50.7", share("0.5 mixed", "gold mixed")),
    row("mixed: span and speaker R @.5", "", share("0.5 mixed speaker", "gold mixed")),
    row("indirect speech: span R @.5", "GGT 44.2", share("0.5 indirect", "gold indirect")),
    row("all speech: span F @.8", "GGT 62.0, perceptron 66.8", lambda n, s: s.f("0.8")[0]),
    row("all speech: span P @.8", "", lambda n, s: s.f("0.8")[1]),
    row("all speech: span F @.5", "GGT 69.1, perceptron 75.3", lambda n, s: s.f("0.5")[0]),
    row("all speech: span and speaker F @.8", "GGT 55.2, perceptron 59.2", lambda n, s: s.f("0.8 speaker")[0]),
    row("he/she with an answer", "", share("pronouns resolved", "pronouns")),
]
table(["measure", "anchor (test set)", "fifth by hash", "rest", "whole"], rows)
print(f"{args.set}: {len(documents)} documents, {sums['whole'].n['gold']} segments of speech, {sums['whole'].n['gold direct']} direct")
for fault in missed[:args.faults]:
    print(fault)
floors = Floors()
if args.set == "polnear-dev":
    floors.check("direct: span recall", 100 * sums["whole"].n["0.8 direct"] / sums["whole"].n["gold direct"], 90)
    floors.check("direct: span and speaker", 100 * sums["whole"].n["0.8 direct speaker"] / sums["whole"].n["gold direct"], 70)
floors.leave()
