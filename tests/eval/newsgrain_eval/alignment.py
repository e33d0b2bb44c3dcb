"""Which blocks of a page stand in its true text, and where?

A menu's "Energy" is no content because the article has the word somewhere. Each block's places in the true text are
found by runs of four words; the heaviest chain of places in which blocks and places keep their order wins them (a
longest increasing subsequence by weight); a block outside of the chain is content if most of its place is still free.
Every word of the true text goes to one block.
"""

import collections
import re

WORD = re.compile(r"\w+")
RUN = 4  # words; a shorter block stands where all its words do
MOST_PLACES = 50  # of one run of words
MOST_CANDIDATES = 8  # places of one block
GAP, DRIFT = 6, 20  # words that may be missing or added at once, and within a block
SLACK, LONG = 2, 8  # by so many words a block of so many may reach into the next one's place


def places_of(words, runs):
    """(begin, end, words found) of each place where most of the block's runs stand."""
    n = min(RUN, len(words))
    votes = collections.Counter(
        at - offset
        for offset in range(len(words) - n + 1)
        for at in runs[n].get(tuple(words[offset : offset + n]), ())[:MOST_PLACES]
    )
    if n < RUN:
        return [(begin, begin + n, n) for begin, _ in votes.most_common(MOST_CANDIDATES)]
    merged = []  # [first begin, last begin, runs found]: words left out or put in move what follows
    for begin, count in sorted(votes.most_common(MOST_CANDIDATES)):
        if merged and begin - merged[-1][1] <= GAP and begin - merged[-1][0] <= DRIFT:
            merged[-1][1:] = [begin, merged[-1][2] + count]
        else:
            merged.append([begin, begin, count])
    total = len(words) - RUN + 1
    return [(max(0, first), last + len(words), count + RUN - 1) for first, last, count in merged if count * 2 > total]


class Heaviest:
    """The heaviest chain that ends at or before a position: a Fenwick tree of maxima."""

    def __init__(self, size):
        self.tree = [(0, None)] * (size + 1)

    def up_to(self, at):
        best = (0, None)
        at = min(at, len(self.tree) - 1)
        while at > 0:
            best = max(best, self.tree[at], key=lambda chain: chain[0])
            at -= at & -at
        return best

    def add(self, at, chain):
        while at < len(self.tree):
            self.tree[at] = max(self.tree[at], chain, key=lambda c: c[0])
            at += at & -at


def aligned(texts, true_text):
    """True for each block that is content."""
    blocks = [WORD.findall(t.lower()) for t in texts]
    true = WORD.findall(true_text.lower())
    runs = {n: collections.defaultdict(list) for n in range(1, RUN + 1)}
    for n, found in runs.items():
        for at in range(len(true) - n + 1):
            found[tuple(true[at : at + n])].append(at)
    places = [
        [(begin, min(end, len(true)), found) for begin, end, found in places_of(words, runs)] if words else []
        for words in blocks
    ]

    heaviest = Heaviest(len(true) + 1)
    for b, mine in enumerate(places):
        slack = SLACK if len(blocks[b]) >= LONG else 0
        chains = []
        for place in mine:
            weight, before = heaviest.up_to(place[0] + 1 + slack)
            chains.append((place[1] + 1, (weight + place[2], (b, place, before))))
        for end, chain in chains:
            heaviest.add(end, chain)
    content, free = [False] * len(blocks), [True] * len(true)

    def take(b, begin, end):
        content[b] = True
        free[begin:end] = [False] * (end - begin)

    link = heaviest.up_to(len(true) + 1)[1]
    while link is not None:
        b, (begin, end, _), link = link
        take(b, begin, end)
    # What stands elsewhere, longest first; a single word may stand anywhere by chance.
    rest = [
        (found, b, begin, end)
        for b, mine in enumerate(places)
        for begin, end, found in mine
        if not content[b] and found > 1
    ]
    for _, b, begin, end in sorted(rest, key=lambda place: (-place[0], place[1])):
        if not content[b] and sum(free[begin:end]) * 2 > end - begin:
            take(b, begin, end)
    return content
