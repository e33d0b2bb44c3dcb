"""Adds words to a class of a language's list, or takes them out.

    python3 plugins/common/lang/add_words.py en PREP amid amidst
    python3 plugins/common/lang/add_words.py en PREP --file words.txt     one a line
    python3 plugins/common/lang/add_words.py en PREP --remove amidst
    python3 plugins/common/lang/add_words.py --class PREP "prepositions"  a new class, or a new meaning of one

The lists stay as the build wants them: each word once, in the order of their bytes.
"""

import argparse
import pathlib

FOLDER = pathlib.Path(__file__).parent


def read(path):
    """Comments, and the table as a dictionary."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    rows = {}
    for line in lines:
        if not line or line.startswith("#"):
            continue
        name, rest = line.split("\t")
        # After a merge a word may be there twice: with the classes of both.
        twice = name in rows and path.name != "classes.tsv"
        rows[name] = " ".join(sorted({*rows[name].split(), *rest.split()})) if twice else rest
    return [line for line in lines if line.startswith("#")], rows


def write(path, comments, rows):
    text = [*comments, *(f"{name}\t{rows[name]}" for name in sorted(rows, key=str.encode))]
    path.write_text("\n".join(text) + "\n", encoding="utf-8")


def plain(word):
    return word.strip().lower().replace("\u2019", "'").replace("\u2010", "-").replace("\u2011", "-")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--class", dest="new_class", nargs=2, metavar=("CLASS", "MEANING"))
    parser.add_argument("--file", type=pathlib.Path, help="more words, one a line")
    parser.add_argument("--remove", action="store_true", help="take the words out of the class")
    parser.add_argument("language", nargs="?")
    parser.add_argument("word_class", nargs="?", metavar="CLASS")
    parser.add_argument("words", nargs="*")
    args = parser.parse_args()
    classes_path = FOLDER / "classes.tsv"
    comments, classes = read(classes_path)
    if args.new_class:
        classes[args.new_class[0]] = args.new_class[1]
        return write(classes_path, comments, classes)
    if args.word_class not in classes:
        parser.error(f"classes.tsv has no {args.word_class}: add it by --class {args.word_class} MEANING")
    path = FOLDER / f"{args.language}.tsv"
    comments, rows = read(path)
    words = args.words + (args.file.read_text(encoding="utf-8").splitlines() if args.file else [])
    for word in filter(None, map(plain, words)):
        members = set(rows.get(word, "").split())
        members.discard(args.word_class)
        rows[word] = " ".join(sorted(members if args.remove else members | {args.word_class}))
    write(path, comments, {word: members for word, members in rows.items() if members})


if __name__ == "__main__":
    main()
