"""Figures of any task: precision, recall and F1, macro-F1, calibration, and how sure a figure of few cases is."""

import collections
import random
import re

WORD = re.compile(r"\w+")


def precision_recall_f1(right, found, gold):
    """Of counts; nothing found or nothing to find counts as 0."""
    precision, recall = right / max(1, found), right / max(1, gold)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def rates(found, true):
    """Precision and recall of two multisets; of nothing against nothing they are 1."""
    both = sum((found & true).values())
    n_found, n_true = sum(found.values()), sum(true.values())
    if n_found == 0 and n_true == 0:
        return 1.0, 1.0
    return both / n_found if n_found else 1.0, both / n_true if n_true else 1.0


def f1_of_means(pairs):
    """F1, precision and recall of the mean precision and the mean recall."""
    if not pairs:
        return 0.0, 0.0, 0.0
    p, r = (sum(x[i] for x in pairs) / len(pairs) for i in (0, 1))
    return 2 * p * r / (p + r) if p + r else 0.0, p, r


def mean_f1(pairs):
    """The mean of the F1 of each pair, with mean precision and recall."""
    if not pairs:
        return 0.0, 0.0, 0.0
    f = [2 * p * r / (p + r) if p + r else 0.0 for p, r in pairs]
    return sum(f) / len(f), *f1_of_means(pairs)[1:]


def shingles(text, by_character=False, n=4):
    """The multiset of runs of n words, or of n characters; a shorter text is one run."""
    words = re.findall(r"\w", text) if by_character else WORD.findall(text)
    if not words:
        return collections.Counter()
    return collections.Counter(tuple(words[i : i + n]) for i in range(max(1, len(words) - n + 1)))


def four_grams(found, true):
    return rates(shingles(found), shingles(true))


def bags(found, true):
    return rates(*(collections.Counter(WORD.findall(text.lower())) for text in (found, true)))


def macro_f1(gold, ours, labels=3):
    """The mean F1 of the labels 0 to labels - 1."""
    scores = []
    for label in range(labels):
        hit = sum(g == o == label for g, o in zip(gold, ours))
        scores.append(2 * hit / max(1, sum(g == label for g in gold) + sum(o == label for o in ours)))
    return sum(scores) / labels


def accuracy(gold, ours):
    return sum(g == o for g, o in zip(gold, ours)) / len(gold)


def correlation(a, b):
    """Pearson's."""
    ma, mb = sum(a) / len(a), sum(b) / len(b)
    cov = sum((x - ma) * (y - mb) for x, y in zip(a, b))
    return cov / (sum((x - ma) ** 2 for x in a) * sum((y - mb) ** 2 for y in b)) ** 0.5


def reliability(judged, bins=10):
    """(low, high, count, mean score, share right) of each tenth of the scores that has any; judged are (score, right)
    pairs."""
    cells = [[] for _ in range(bins)]
    for score, right in judged:
        cells[min(bins - 1, int(score * bins))].append((score, right))
    return [
        (i / bins, (i + 1) / bins, len(cell), sum(s for s, _ in cell) / len(cell), sum(r for _, r in cell) / len(cell))
        for i, cell in enumerate(cells)
        if cell
    ]


def calibration_error(judged, bins=10):
    """Expected calibration error: by how much mean score and share right differ, weighted by the cases."""
    rows = reliability(judged, bins)
    return sum(count * abs(score - right) for _, _, count, score, right in rows) / max(1, len(judged))


def interval(cases, statistic, rounds=1000, level=0.95, seed=1):
    """(low, high) of statistic(cases) by the bootstrap's percentiles: cases drawn anew with replacement. Cases are what
    was drawn for the set (documents, sites), not what is counted in them. The same bytes in, the same out."""
    if not cases:
        return 0.0, 0.0
    draw = random.Random(seed)
    found = sorted(statistic(draw.choices(cases, k=len(cases))) for _ in range(rounds))
    at = int((1 - level) / 2 * rounds)
    return found[at], found[rounds - 1 - at]
