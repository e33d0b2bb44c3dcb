"""Articles of pages: running the command line over files, and their score against a truth."""

import json
import subprocess

from .corpora import page_rows
from .metrics import interval
from .splits import kept_aside

# Rows of naeb-tune whose truth is cut short or wrong.
WRONG_TRUTH = {132, 146, 208, 229, 241, 242, 260, 262, 265, 296, 298, 303, 304, 330, 349, 357, 358, 375, 414, 415, 426}


def normal(text):
    return " ".join(text.split())


def article(doc):
    return "\n".join(
        doc["text"][b["begin"] : b["end"]] for b in doc["blocks"] if b["role"] == "body" and b["duplicate_of"] is None
    )


def pages_of(args, name, wanted=lambda row: True):
    """The truths of a set, as many as args.limit says, and their files."""
    pairs = [(row, path) for row, path in page_rows(args, name) if wanted(row)][: args.limit]
    return [row for row, _ in pairs], [path for _, path in pairs]


def run_files(cli, paths, *options):
    """The output for each file, in order."""
    command = [cli, "analyze", *map(str, paths), "--input-format", "html", "--format", "jsonl", "-j", "1"]
    process = subprocess.Popen(
        [*command, "--component", "boilerplate", *options], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    for path, line in zip(paths, process.stdout):
        doc = json.loads(line)
        assert path.stem in doc["id"], (path, doc["id"])
        yield doc
    process.wait()


def snippet_counts(text, row):
    """(right, missed, wrong, left out) snippets of a page of snippets-tune."""
    text = normal(text)
    wanted, unwanted = ([normal(s) in text for s in row[key] or []] for key in ("with", "without"))
    return sum(wanted), len(wanted) - sum(wanted), sum(unwanted), len(unwanted) - sum(unwanted)


def snippet_rates(counts):
    """F1, precision and recall of all snippets together."""
    tp, fn, fp, _ = (sum(c[i] for c in counts) for i in range(4))
    return 2 * tp / max(1, 2 * tp + fp + fn), tp / max(1, tp + fp), tp / max(1, tp + fn)


class Score:
    """Figures of one measure for the tuned, the kept and all pages."""

    def __init__(self):
        self.values = {"tuned": [], "kept": []}

    def add(self, identifier, value):
        self.values["kept" if kept_aside(identifier) else "tuned"].append(value)

    def columns(self, summary):
        parts = [self.values["tuned"], self.values["kept"], self.values["tuned"] + self.values["kept"]]
        return [summary(p) for p in parts]

    def kept_interval(self, summary):
        """Where the figure of the kept pages may lie, since they are few."""
        return interval(self.values["kept"], lambda drawn: summary(drawn)[0], rounds=400)


def show(value):
    if len(value) == 1:
        return f"{value[0]:.3f}"
    return f"{value[0]:.4f} ({value[1]:.3f}/{value[2]:.3f})"
