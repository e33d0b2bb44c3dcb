"""Writes the texts of naeb-tune's articles as words, a sentence at a time, all with the tag '?' (unknown). Usage:
articles.py NAEB.tar.xz OUT.iob2"""

import json
import re
import sys
import tarfile

WORD = re.compile(
    r"""(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Jr|Sr|St|Inc|Corp|Co|Ltd|Prof|Rev|Lt|Sgt|Capt|Jan|Feb|Aug|Sept|Oct|Nov|Dec|No|vs)\.
                      |(?:[A-Za-z]\.){2,}|[A-Z]\.(?=\ [A-Z])|['\u2019]s\b|\w+(?:[-&'\u2019](?!s\b)\w+)*|\$|%|\S""",
    re.X,
)
CLOSING = set("\"'\u201d\u2019)")


def sentences(paragraph):
    words = WORD.findall(paragraph)
    start = 0
    for at, word in enumerate(words):
        after = words[at + 1] if at + 1 < len(words) else ""
        quoted = (
            word in '"\u201d)'
            and at > start
            and words[at - 1] in ".?!"
            and (after[:1].isupper() or after[:1] in '"\u201c')
        )
        if word in ".?!" and after[:1] not in CLOSING or quoted:
            yield words[start : at + 1]
            start = at + 1
    if start < len(words):
        yield words[start:]


def main():
    with tarfile.open(sys.argv[1]) as tar:
        truth = next(member for member in tar if member.name.endswith("/truth.jsonl"))
        rows = [json.loads(line) for line in tar.extractfile(truth).read().decode("utf-8").splitlines()]
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        for row in rows:
            out.write("-DOCSTART- O\n\n")
            for paragraph in row["text"].split("\n"):
                for words in sentences(paragraph):
                    out.writelines(f"{word} ?\n" for word in words)
                    out.write("\n")


main()
