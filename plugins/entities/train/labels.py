"""Labels made by another program (Labels.java) for sentences of the training: where names stand, beside a checksum of
the words, no text.

    labels.py pack OUT.tsv.xz TAGGED...        keeps the names (PER, ORG, LOC in the second column) of files of words
    labels.py fill LABELS.tsv.xz IN.iob2 OUT.iob2   gives '?' of IN the tags (a known name grows to the whole one);
                                                    a sentence without a line has no names

A line: checksum of the words (CRC-32), then type and first and last word (counted from 0) of each name."""

import itertools
import lzma
import sys
import zlib


def sentences(path):
    """[word, tag] lists; a line that starts a document is a string."""
    sentence = []
    with open(path, encoding="utf-8") as file:
        for line in itertools.chain(file, ["\n"]):
            line = line.rstrip("\n")
            if line.startswith("-DOCSTART-"):
                yield line
            elif line:
                sentence.append(line.rsplit(" ", 1))
            elif sentence:
                yield sentence
                sentence = []


def checksum(sentence):
    return f"{zlib.crc32(' '.join(word for word, _ in sentence).encode()):08x}"


def pack(out, paths):
    lines = set()
    for sentence in itertools.chain.from_iterable(map(sentences, paths)):
        names = []
        for tag, run in itertools.groupby(enumerate(tag for _, tag in sentence), key=lambda item: item[1]):
            places = [at for at, _ in run]
            if tag != "O":
                names.append(f"{tag} {places[0]} {places[-1]}")
        if names:
            lines.add("\t".join([checksum(sentence), *names]) + "\n")
    with lzma.open(out, "wt", encoding="utf-8", preset=9) as file:
        file.writelines(sorted(lines))


def fill(labels, path, out):
    known = {}
    with lzma.open(labels, "rt", encoding="utf-8") as file:
        for line in file:
            key, *names = line.rstrip("\n").split("\t")
            known[key] = [(kind, int(first), int(last)) for kind, first, last in map(str.split, names)]
    with open(out, "w", encoding="utf-8") as file:
        for sentence in sentences(path):
            if isinstance(sentence, str):
                file.write(sentence + "\n\n")
                continue
            tags = [tag for _, tag in sentence]
            for kind, first, last in known.get(checksum(sentence), []):
                whole = not (tags + ["O"])[last + 1].startswith("I-")
                if whole and all(tag in ("?", "B-" + kind, "I-" + kind) for tag in tags[first : last + 1]):
                    tags[first : last + 1] = ["B-" + kind] + ["I-" + kind] * (last - first)
            file.writelines(f"{word} {tag.replace('?', 'O')}\n" for (word, _), tag in zip(sentence, tags))
            file.write("\n")


if sys.argv[1] == "pack":
    pack(sys.argv[2], sys.argv[3:])
else:
    fill(*sys.argv[2:])
