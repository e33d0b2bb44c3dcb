"""The reference article, end to end: blocks, sentences, mentions, clusters, quotes."""

import json

from newsgrain_eval.command import analyze, arguments
from newsgrain_eval.corpora import need_data
from newsgrain_eval.report import Floors, table

args = arguments(__doc__).parse_args()
need_data(args)
folder = args.data / "reference"
text = (folder / "article.txt").read_bytes().decode("utf-8")
gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
doc = next(iter(analyze(args.newsgrain, [{"id": "reference", "text": text}])))
assert doc["text"] == text
faults, rows, floors = [], [], Floors()


def figure(name, right, of, floor):
    rows.append([name, right, of, floor])
    floors.check(name, right, floor)


blocks = {(b["begin"], b["end"]): b for b in doc["blocks"]}
right = wrong_body = 0
for b in gold["blocks"]:
    ours = blocks.get((b["begin"], b["end"]), {})
    if ours.get("role") == b["role"]:
        right += 1
    else:
        faults.append(("block", b["text"][:50], "is", b["role"], "not", ours.get("role")))
    wrong_body += ours.get("role") == "body" and b["role"] != "body"
figure("block roles", right, len(gold["blocks"]), len(gold["blocks"]) - 2)
figure("boilerplate lines not taken as body", -wrong_body, 0, 0)
duplicates = [b for b in gold["blocks"] if b.get("duplicate_of") is not None]
found = sum(1 for b in duplicates if blocks.get((b["begin"], b["end"]), {}).get("duplicate_of") == b["duplicate_of"])
figure("duplicated captions marked", found, len(duplicates), len(duplicates))

ours = {(s["begin"], s["end"]) for s in doc["sentences"]}
duplicate_spans = [(b["begin"], b["end"]) for b in duplicates]
wanted = [tuple(s) for s in gold["sentences"] if not any(b <= s[0] and s[1] <= e for b, e in duplicate_spans)]
# A credit in brackets at the end may be a sentence of its own or belong to the one before.
credits = {(r["begin"], r["end"]) for r in gold["regions"]}


def sentence_right(s):
    if s in ours:
        return True
    for b, e in credits:
        if s[1] == e:
            return (s[0], len(text[:b].rstrip())) in ours
    return False


for s in wanted:
    if not sentence_right(s):
        faults.append(("sentence", text[s[0] : s[1]][:100]))
figure("sentences", sum(map(sentence_right, wanted)), len(wanted), len(wanted))

mentions = {(m["begin"], m["end"]): m for m in doc["mentions"]}
exact = 0
scored = list(gold["entities"])


# A duplicated caption is not annotated again: its mentions are those of the first.
shift = {}
for b in duplicates:
    first = gold["blocks"][b["duplicate_of"]]
    shift[(b["begin"], b["end"])] = first["begin"] - b["begin"]
cluster_of = {}
for m in scored:
    begin, end = m["begin"], m["end"]
    for (b, e), by in shift.items():
        if b <= begin and end <= e:
            begin, end = begin + by, end + by
    got = mentions.get((begin, end))
    if got and got["type"] == m["type"]:
        exact += 1
        if m["entity"] is not None:
            cluster_of.setdefault(m["entity"], []).append(got["entity"])
    else:
        faults.append(
            (
                "mention",
                m["text"],
                m["type"],
                "got",
                got and got["type"],
                [x["text"] for x in doc["mentions"] if x["begin"] < m["end"] and m["begin"] < x["end"]],
            )
        )
figure("mentions exact with type", exact, len(scored), 70)
clusters_right = 0
for c in gold["clusters"]:
    ids = cluster_of.get(c["name"], [])
    clean = len(set(ids)) == 1 and all(
        set(cluster_of.get(o["name"], [])).isdisjoint(ids) for o in gold["clusters"] if o is not c
    )
    clusters_right += clean
    if not clean:
        faults.append(
            (
                "cluster",
                c["name"],
                "is split over or shares",
                [doc["entities"][i]["name"] for i in sorted({i for i in ids if i is not None})],
            )
        )
figure("clusters", clusters_right, len(gold["clusters"]), 12)


def characters(spans):
    return {i for b, e in spans for i in range(b, e) if text[i].isalnum()}


found = 0
core = [q for q in gold["quotes"] if not q.get("optional")]
for q in core:
    wanted = characters(q["content"])
    best = max(
        doc["quotes"],
        key=lambda o: len(wanted & characters(o["fragments"])) / len(wanted | characters(o["fragments"])),
        default=None,
    )
    iou = (
        0 if best is None else len(wanted & characters(best["fragments"])) / len(wanted | characters(best["fragments"]))
    )
    name = best and best["speaker"] and best["speaker"]["name"]
    if iou >= 0.9 and best["kind"] == q["kind"] and name == q.get("resolved", "Sydney Seiler"):
        found += 1
    else:
        faults.append(
            (
                "quote",
                q["id"],
                q["kind"],
                q["text"][:70],
                f"iou {iou:.2f}",
                best and best["kind"],
                name,
                best and best["text"][:90],
            )
        )
figure("core quotes: kind, span at .9, speaker", found, len(core), len(core))
roles = {(b["begin"], b["end"]): b["role"] for b in gold["blocks"]}
stray = [
    q for q in doc["quotes"] if any(b <= q["begin"] < e and r not in ("body", "title") for (b, e), r in roles.items())
]
figure("quotes from boilerplate or captions (negated)", -len(stray), 0, 0)

table(["measure", "ours", "of", "floor"], rows)
for f in faults:
    print(" ", *f)
floors.leave()
