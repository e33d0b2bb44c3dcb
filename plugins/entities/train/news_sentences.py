"""Writes the sentences of NewsMTSC's training part as words with tags: people that are targets are PER, all else is '?'
(unknown: the trainer tags it itself before it learns from it). Usage: news_sentences.py IN.jsonl.xz OUT.iob2"""

import json
import lzma
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
TITLES = set((HERE / "lists" / "title.txt").read_text().split())
NO_NAMES = set((HERE / "lists" / "date_word.txt").read_text().split()) | set(
    (
        "He She His Her They I We The You My A An Their It This That Our Who Your Its These Those Brexit Congress "
        "Senate House White Supreme Court"
    ).split()
)
WORD = re.compile(
    r"""(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Jr|Sr|St|Inc|Corp|Co|Ltd|Prof|Rev|Lt|Sgt|Capt)\.
                      |(?:[A-Za-z]\.){2,}|[A-Z]\.(?=\ [A-Z])|['\u2019]s\b|\w+(?:[-&'\u2019](?!s\b)\w+)*|\$|%|\S""",
    re.X,
)


def main():
    rows = [json.loads(line) for line in lzma.open(sys.argv[1], "rt", encoding="utf-8")]
    seen = set()
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        for row in rows:
            text = row["sentence_normalized"]
            if text in seen:
                continue
            seen.add(text)
            people = []
            for target in row["targets"]:
                begin, end = int(target["from"]), int(target["to"])
                words = text[begin:end].replace("\u2019s", "").replace("'s", "").split()
                while len(words) > 1 and words[0].rstrip(".") in TITLES:
                    begin += text[begin:end].index(words[1], len(words[0]))
                    words.pop(0)
                if 1 <= len(words) <= 3 and all(w[0].isupper() and w not in NO_NAMES for w in words):
                    people.append((begin, end))
            out.write("-DOCSTART- O\n\n")
            for match in WORD.finditer(text):
                tag = "?"
                for begin, end in people:
                    if begin <= match.start() and match.end() <= end and match[0] not in ("'s", "\u2019s"):
                        tag = ("B" if match.start() == begin else "I") + "-PER"
                out.write(f"{match[0]} {tag}\n")
            out.write("\n")


main()
