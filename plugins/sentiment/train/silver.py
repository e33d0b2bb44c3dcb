"""News sentences without labels, for the teacher (teacher.py) and for the model that learns from it (train.py).

Texts whose derived parameters may be shipped: GMB (Voice of America, public domain), wcxb-tune (CC BY 4.0), naeb-tune
(Apache-2.0). A sentence goes by the hash of its text, so that labels can be kept without it.
"""

import hashlib
import json
import lzma
import re
import tarfile

LONGEST_TEXT = 12000
SENTENCE = range(30, 401)  # characters


def key(sentence):
    return hashlib.sha1(sentence.encode()).hexdigest()[:16]


def texts(data):
    """(source, text) of each document."""
    for document in gmb(data / "entities" / "silver-gmb.iob2.xz"):
        yield "gmb", " ".join(written(sentence) for sentence in document)
    for name in ("naeb-tune", "wcxb-tune"):
        with tarfile.open(data / "boilerplate" / f"{name}.tar.xz") as archive:
            truth = next(member for member in archive if member.name.endswith("truth.jsonl"))
            for line in archive.extractfile(truth):
                text = json.loads(line).get("text")
                if text:
                    yield name, text[:LONGEST_TEXT]


def gmb(path):
    """Documents as lists of sentences, each a list of words."""
    document, sentence = [], []
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n")
            if line.startswith("-DOCSTART-"):
                if document:
                    yield document
                document = []
            elif line:
                sentence.append(re.split(r"[\t ]", line)[0])
            elif sentence:
                document.append(sentence)
                sentence = []
    if sentence:
        document.append(sentence)
    if document:
        yield document


def written(words):
    """The sentence as it is written: no space before marks and clitics, straight double quotes opening and closing in
    turn."""
    text = re.sub(r" ([,.;:!?%)\]]|'s|n't|'re|'ve|'ll|'d|'m|')(?= |$)", r"\1", " ".join(words))
    text = re.sub(r"([(\[$]) ", r"\1", text).replace("`` ", "\u201c").replace(" ''", "\u201d")
    out, opening, glued = "", True, False
    for word in text.split(" "):
        if word == '"':
            out += ' "' if opening and out and not glued else '"'
            glued = opening
            opening = not opening
        else:
            out += word if glued or not out else " " + word
            glued = False
    return out
