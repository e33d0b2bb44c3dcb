"""The one split of every set: a document's fold is a hash of its id, and fold 0 is kept aside.

Nothing is tuned or trained on fold 0, and its faults are not read.
"""

import hashlib

FOLDS = 5


def fold(identifier):
    return int(hashlib.sha1(str(identifier).encode()).hexdigest(), 16) % FOLDS


def kept_aside(identifier):
    """True for the fifth of a set that is never tuned on."""
    return fold(identifier) == 0


def by_fold(rows, identifier=lambda row: row["id"]):
    """The rows in FOLDS lists."""
    out = [[] for _ in range(FOLDS)]
    for row in rows:
        out[fold(identifier(row))].append(row)
    return out
