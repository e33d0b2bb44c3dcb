"""Scores as sums over words."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._document import Document
    from ._span import Span


class Explanation:
    """What each word adds to a score: `base` and the numbers of `words` add up to `score`. Iterating gives (span,
    number) in the order of the text. `base` belongs to no word: it holds for every sentence, or comes from the place of
    the target in it."""

    __slots__ = ("score", "base", "words")

    def __init__(self, score: float, words: tuple[tuple[Span, float], ...]) -> None:
        self.score = score
        self.words = words
        self.base = score - sum(number for _, number in words)

    def strongest(self, count: int = 5) -> list[tuple[Span, float]]:
        """The words that add or take most."""
        return sorted(self.words, key=lambda word: -abs(word[1]))[:count]

    def __iter__(self) -> Iterator[tuple[Span, float]]:
        return iter(self.words)

    def __len__(self) -> int:
        return len(self.words)

    def __repr__(self) -> str:
        strongest = ", ".join(f"{span.text} {number:+.3f}" for span, number in self.strongest())
        return f"<Explanation of {self.score:.3f}: {strongest}>"

    def _repr_html_(self) -> str:
        most = max((abs(number) for _, number in self.words), default=0) or 1
        parts = []
        for span, number in self.words:
            colour = "22,163,98" if number > 0 else "221,51,51"
            style = f"background:rgba({colour},{0.5 * abs(number) / most:.2f})"
            parts.append(f'<span title="{number:+.3f}" style="{style}">{escape(span.text)}</span>')
        return f"<p>{self.score:+.3f} = {self.base:+.3f} + {' '.join(parts)}</p>"


def explanation(doc: Document, layer: str, reference: str, row: int, score: float) -> Explanation:
    """From the layers that the sentiment component writes with `explain`."""
    rows = doc._cached(layer, lambda: _by_reference(doc, layer, reference))
    if not rows:
        raise LookupError(
            'the words were not asked for: make the pipeline with newsgrain.Pipeline({"sentiment": {"explain": True}})'
        )
    code_point = doc._core.code_point
    return Explanation(
        score, tuple((doc.span(code_point(begin), code_point(end)), number) for begin, end, number in rows.get(row, ()))
    )


def _by_reference(doc: Document, layer: str, reference: str) -> dict[int, list[tuple[int, int, float]]]:
    if layer not in doc.layers:
        return {}
    found = doc.layer(layer)
    out: dict[int, list[tuple[int, int, float]]] = {}
    for begin, end, row, number in zip(
        *(found.buffer(column) for column in ("begin", "end", reference, "contribution"))
    ):
        out.setdefault(row, []).append((begin, end, number))
    return out
