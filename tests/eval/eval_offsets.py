"""Offsets on all pages of boilerplate/: text[begin:end] is the covered text, and the source range decodes to it."""
import html
import json
import pathlib
import re
import subprocess
import tempfile

from common import Floors, arguments, need_data, table, unpack

parser = arguments(__doc__)
parser.add_argument("--sets", nargs="*", default=["naeb-tune", "wcxb-tune", "snippets-tune", "daniel-tune"])
parser.add_argument("--pages", type=int, default=0, help="pages per set, 0 = all")
args = parser.parse_args()
need_data(args)
floors, rows = Floors(), []


def plain(markup):
    """Markup as its characters: tags out, references decoded, white space out."""
    markup = re.sub(r"(?s)<!--.*?(-->|$)", "", markup)
    markup = re.sub(r"(?is)<(script|style|svg|noscript|template|textarea|select|iframe|object|video|audio)\b.*?</\1\s*>", "", markup)
    markup = re.sub(r"(?s)<[!/?a-zA-Z][^>]*(>|$)", "", markup)
    return re.sub(r"[\s\u00a0\u200b\ufeff\u00ad\x00]+", "", html.unescape(markup))


for name in args.sets:
    folder = unpack(args, name) / "html"
    pages = sorted(folder.iterdir())
    if args.pages:
        pages = pages[: args.pages]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as out:
        subprocess.run([args.newsgrain, "analyze", *map(str, pages), "--format", "jsonl", "--input-format", "html", "--checking", "full"],
                       stdout=out, check=False)
        out.flush()
        checked = wrong = sourced = unlike = bad_status = 0
        for path, line in zip(pages, open(out.name, encoding="utf-8")):
            doc = json.loads(line)
            assert pathlib.Path(doc["input"]).name == path.name, "documents out of order"
            bad_status += doc["status"] != "ok"
            text, source, encoding = doc["text"], path.read_bytes(), doc["source"]["encoding"]
            codec = {"gb18030": "gb18030", "gbk": "gb18030", "windows-874": "cp874"}.get(encoding, encoding)
            for m in doc["mentions"]:
                checked += 1
                wrong += text[m["begin"]:m["end"]] != m["text"]
            for layer in ("blocks", "sentences", "regions", "quotes"):
                for row in doc[layer]:
                    checked += 1
                    wrong += not 0 <= row["begin"] <= row["end"] <= len(text)
            for layer in ("mentions", "blocks", "quotes"):
                for row in doc[layer]:
                    if row.get("source") is None:
                        unlike += 1
                        continue
                    b, e = row["source"]
                    sourced += 1
                    covered = re.sub(r"[\s\u00a0\u200b\ufeff\u00ad\x00]+", "", text[row["begin"]:row["end"]])
                    try:
                        decoded = plain(source[b:e].decode(codec, errors="replace"))
                    except LookupError:
                        continue
                    unlike += decoded != covered
    rows.append([name, len(pages), bad_status, checked, wrong, sourced, unlike])
    floors.check(f"{name}: spans that cover their text", 1 - wrong / max(checked, 1), 1.0)
    floors.check(f"{name}: source ranges that decode to the text", 1 - unlike / max(sourced, 1), 0.999)
table(["set", "pages", "not ok", "spans", "wrong", "source ranges", "unlike the text"], rows)
print("The check of source ranges strips tags by a regular expression; what it cannot judge (hidden elements inside a block) counts as unlike.")
floors.leave()
