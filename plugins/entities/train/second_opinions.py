"""Adds a second possible tag ("B-LOC|B-ORG") to the words of one set where another annotation of the same sentences
differs; the trainer lets either be true. Titles, adjectives of nations and values are left out of the second
annotation, and what it lacks is no opinion. Usage: second_opinions.py SET.iob2 OTHER.iob2 OUT.iob2 COUNTRIES.tsv"""

import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
TITLES = set((HERE / "lists" / "title.txt").read_text().split())


def known_words():
    """Names of countries (never an organisation) and adjectives of nations (never a name)."""
    countries, adjectives = set(), set()
    for line in pathlib.Path(sys.argv[4]).read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        countries.update(fields[3].split("|"))
        adjectives.update(fields[4].split("|"))
    for line in (HERE / "lists" / "country_forms.txt").read_text(encoding="utf-8").splitlines():
        adjectives.update((line + "\t\t").split("\t")[2].split("|"))
    return countries, adjectives - {""}


def sentences(path):
    """Lists of [word, tag]; a line that starts a document is a string."""
    sentence = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n")
            if line.startswith("-DOCSTART-"):
                yield line
            elif line:
                sentence.append(line.replace("\t", " ").rsplit(" ", 1))
            elif sentence:
                yield sentence
                sentence = []
    if sentence:
        yield sentence


def names(sentence):
    at = 0
    while at < len(sentence):
        tag = sentence[at][1]
        end = at + 1
        if tag != "O":
            while end < len(sentence) and sentence[end][1] == "I-" + tag[2:]:
                end += 1
            yield at, end, tag[2:]
        at = end


def second(first, other, countries, adjectives):
    """Tags of `first` changed to what `other` says."""
    tags = [tag for _, tag in first]
    spans = list(names(first))
    for begin, end, kind in names(other):
        while kind == "PER" and end - begin > 1 and first[begin][0].rstrip(".") in TITLES:
            begin += 1
        words = [word for word, _ in first[begin:end]]
        text = " ".join(words)
        if kind not in ("PER", "ORG", "LOC") or text in countries and kind != "LOC" or not words[0][0].isupper():
            continue
        if all(word in adjectives for word in words) or text in adjectives:
            continue
        for b, e, _ in spans:
            if b < end and begin < e:
                tags[b:e] = ["O"] * (e - b)
        tags[begin:end] = ["B-" + kind] + ["I-" + kind] * (end - begin - 1)
    # What was cut at an end must still begin with B.
    for i, tag in enumerate(tags):
        if tag.startswith("I-") and (i == 0 or tags[i - 1][2:] != tag[2:]):
            tags[i] = "B" + tag[1:]
    return tags


def main():
    countries, adjectives = known_words()
    others = (s for s in sentences(sys.argv[2]) if not isinstance(s, str))
    differing = 0
    with open(sys.argv[3], "w", encoding="utf-8") as out:
        for sentence in sentences(sys.argv[1]):
            if isinstance(sentence, str):
                out.write(sentence + "\n\n")
                continue
            other = next(others)
            if [w for w, _ in sentence] != [w for w, _ in other]:
                sys.exit(f"other words: {sentence}")
            for (word, tag), rival in zip(sentence, second(sentence, other, countries, adjectives)):
                differing += tag != rival
                out.write(f"{word} {tag}\n" if tag == rival else f"{word} {tag}|{rival}\n")
            out.write("\n")
    print(f"{differing} words with two possible tags")


main()
