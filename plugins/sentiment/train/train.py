"""Trains data/target.bin (NewsMTSC train), data/finance.bin (SEntFiN) and data/sentence.bin (NYT editorials).

    cmake --build build/release --target sentiment_train
    python plugins/sentiment/train/train.py --train build/release/plugins/sentiment/sentiment_train \\
        --newsgrain build/release/bin/newsgrain

target.bin learns from NewsMTSC and from what a fine-tuned transformer said once of unlabelled sentences (teacher.py,
labels in teacher-labels.tsv.xz): distillation after Hinton et al. 2015. That teacher never saw fold 0, so fold 0 alone
tests the whole; five folds are printed for the model without a teacher. Grouped by sentence; NewsMTSC's dev files are
never read here. The fifth of SEntFiN and of the NYT snippets that tests/eval keeps aside is left out of what is
written. Needs newsgrain_eval alone (pip install -e tests/eval).
"""

import ast
import csv
import io
import itertools
import lzma
import pathlib
import subprocess

import silver

from newsgrain_eval.command import analyze, arguments
from newsgrain_eval.corpora import read_jsonl
from newsgrain_eval.splits import fold

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent / "data"

MADE = 0.5  # weight of a made sentence
LABELS = ("negative", "neutral", "positive")
ALONE = ["slots=19", "smooth=0.1", "floor=0.01", "seeds=2"]
TARGET = ["slots=19", "smooth=0.1", "floor=0.01", "drop=0.2", "rate=0.01", "seeds=2", "cv=1"]
FINANCE = ["slots=19", "rate=0.02", "drop=0.3", "smooth=0.1", "seeds=4", "keep=0"]
SENTENCE = ["slots=17", "rate=0.003", "drop=0.2", "seeds=2", "epochs=7", "keep=0"]


def segmented(args, texts):
    documents = ({"id": str(i), "text": t, "language": "en"} for i, t in enumerate(texts))
    return analyze(args.newsgrain, documents, "--component", "segments", "--disable", "boilerplate", "--layer", "token")


def cut_tokens(doc):
    return [(t["begin"], t["end"], doc["text"][t["begin"] : t["end"]], t["sentence"]) for t in doc["layers"]["token"]]


def tokens(args, texts):
    """(begin, end, text, sentence) of each token, as the pipeline cuts them. Names other than the target are not
    marked: the model must not depend on who finds them."""
    return map(cut_tokens, segmented(args, texts))


def written(cut, first=0, last=0):
    """The line of tokens that sentiment_train reads."""
    words = []
    for n, token in enumerate(cut):
        spaced = n and token[0] > cut[n - 1][1]
        words.append(("N" if first <= n < last else "-") + ("_" if spaced else "+") + "".join(token[2].split()))
    return f"{first}\t{last}\t{' '.join(words)}\n"


def target_row(group, weight, label, cut, begin, end):
    """The sentence of the target, or None where no token is covered."""
    inside = [n for n, t in enumerate(cut) if t[0] < end and t[1] > begin]
    if not inside:
        return None
    sentence = [n for n, t in enumerate(cut) if t[3] == cut[inside[0]][3]]
    first, last = inside[0] - sentence[0], min(inside[-1] + 1 - sentence[0], len(sentence))
    return f"{group}\t{weight}\t{' '.join(map(str, label))}\t" + written([cut[n] for n in sentence], first, last)


def one_hot(index):
    return [int(i == index) for i in range(3)]


def news_rows(args):
    rows = read_jsonl(args.data / "sentiment" / "newsmtsc-train.jsonl.xz")
    texts = [r["sentence_normalized"] for r in rows]
    for row, text, cut in zip(rows, texts, tokens(args, texts)):
        for t in row["targets"]:
            yield target_row(fold(text), 1, one_hot(int(t["polarity"]) // 2 - 1), cut, t["from"], t["to"])


def teacher_rows(args):
    """What the teacher said of sentences without labels; in no fold, so they are never tested."""
    labels = {}
    with lzma.open(HERE / "teacher-labels.tsv.xz", "rt", encoding="ascii") as file:
        for line in file:
            key, begin, end, negative, neutral = line.split()
            p = [int(negative) / 255, int(neutral) / 255]
            labels.setdefault(key, []).append((int(begin), int(end), [*p, max(0.0, 1 - sum(p))]))
    texts = [text for _, text in silver.texts(args.data)]
    texts += [r["sentence_normalized"] for r in read_jsonl(args.data / "sentiment" / "newsmtsc-train.jsonl.xz")]
    for doc in segmented(args, texts):
        cut = cut_tokens(doc)
        for number, of_sentence in itertools.groupby(cut, key=lambda token: token[3]):
            sentence = doc["sentences"][number]
            start, inside = sentence["begin"], list(of_sentence)
            for begin, end, p in labels.pop(silver.key(doc["text"][start : sentence["end"]]), ()):
                yield target_row(9, 1, [f"{x:.4f}" for x in p], inside, start + begin, start + end)
    print(f"labels of the teacher whose sentence was not found: {sum(map(len, labels.values()))}")


def described_rows(args):
    """Made sentences: what a person is called by the way, which the labelled sentences hardly ever have."""
    people = {
        0: ("liar", "crook", "coward", "traitor", "thief", "bully", "racist", "hypocrite", "fraudster", "disgrace"),
        1: ("teacher", "lawyer", "spokesman", "professor", "farmer", "resident", "lawmaker", "reporter"),
        2: ("hero", "genius", "champion", "pioneer", "visionary", "saint", "gentleman", "inspiration"),
    }
    kinds = {
        0: ("", "corrupt ", "disgraced ", "convicted ", "dishonest ", "notorious "),
        1: ("", "former ", "local ", "senior ", "retired "),
        2: ("", "brilliant ", "beloved ", "honest ", "respected ", "gifted "),
    }
    ends = (
        "said he would stay",
        "will meet the committee",
        "arrived on Monday",
        "told reporters about the plan",
        "spoke to the council first",
        "is 54 years old",
    )
    made = []
    for label, names in people.items():
        for n, (person, kind) in enumerate((p, k) for p in names for k in kinds[label]):
            end = ends[n % len(ends)]
            article = "an" if (kind + person)[0] in "aeiou" else "a"
            made.append((label, f"Alex Smith, {article} {kind}{person}, {end}.", 0))
            if kind:
                made.append(
                    (label, f"The {kind}{('banker', 'senator', 'mayor', 'director')[n % 4]} Alex Smith {end}.", None)
                )
    for thing in ("disgrace", "scandal", "failure", "shame", "triumph", "success", "wonder", "blessing"):
        for end in ends:
            made.append((1, f"Alex Smith, who called the plan a {thing}, {end}.", 0))
    for (label, text, begin), cut in zip(made, tokens(args, [text for _, text, _ in made])):
        begin = text.index("Alex") if begin is None else begin
        yield target_row(9, MADE, one_hot(label), cut, begin, begin + len("Alex Smith"))


def finance_rows(args):
    with lzma.open(args.data / "sentiment" / "sentfin.csv.xz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(io.StringIO(file.read())))
    for row, cut in zip(rows, tokens(args, [r["Title"] for r in rows])):
        try:
            decisions = ast.literal_eval(row["Decisions"])
        except (SyntaxError, ValueError):
            continue  # broken quoting in the source
        for entity, label in decisions.items():
            begin = row["Title"].lower().find(entity.lower())
            if begin >= 0 and label in LABELS:
                yield target_row(fold(row["S No."]), 1, one_hot(LABELS.index(label)), cut, begin, begin + len(entity))


def snippet_rows(args):
    lines = (args.data / "sentiment" / "nyt-editorials-tune.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    for row, cut in zip(rows, tokens(args, [r[2] for r in rows])):
        yield f"{fold(row[0])}\t1\t{float(row[1]) / 4}\t" + written(cut)


def train(args, kind, name, rows, options):
    """`name` None: only cross-validation."""
    print(f"{name or 'without a teacher'}: {' '.join(options)}", flush=True)
    subprocess.run(
        [args.train, DATA / "lexicon.tsv", kind, DATA / name if name else "-", *options],
        input="".join(r for r in rows if r),
        text=True,
        check=True,
    )


def main():
    parser = arguments(__doc__)
    parser.add_argument("--train", required=True, help="the program sentiment_train")
    args = parser.parse_args()
    labelled = list(news_rows(args))
    train(args, "target", None, labelled, ALONE)
    train(args, "target", "target.bin", [*labelled, *teacher_rows(args), *described_rows(args)], TARGET)
    train(args, "target", "finance.bin", finance_rows(args), FINANCE)
    train(args, "sentence", "sentence.bin", snippet_rows(args), SENTENCE)


if __name__ == "__main__":
    main()
