"""Tables, and figures that must not fall."""

import sys

from .metrics import reliability


def table(header, rows):
    cells = [[str(c) for c in row] for row in [header, *rows]]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header))]
    for n, row in enumerate(cells):
        print("| " + " | ".join(c.ljust(w) for c, w in zip(row, widths)) + " |")
        if n == 0:
            print("|" + "|".join("-" * (w + 2) for w in widths) + "|")


def reliability_table(score, cases, judged):
    """Does a score of 0.8 hold in 80 of 100 cases? The names of the first two columns, and (score, right) pairs."""
    rows = [[f"{a:.1f} to {b:.1f}", n, f"{mean:.3f}", f"{right:.3f}"] for a, b, n, mean, right in reliability(judged)]
    table([score, cases, "mean score", "right"], rows)


class Floors:
    """Collects figures that fell below their floors."""

    def __init__(self):
        self.failed = []

    def check(self, name, value, floor):
        if value < floor:
            self.failed.append(f"{name}: {value:.4g} is below its floor {floor:.4g}")

    def leave(self):
        for line in self.failed:
            print("FLOOR", line)
        sys.exit(1 if self.failed else 0)
