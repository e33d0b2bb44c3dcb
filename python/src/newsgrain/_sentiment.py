"""What sentiment adds up to: words to a score, mentions to an entity, sentences to a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._document import Document, Span

_Fields = dict[str, Any]


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
        return f"<Explanation of {self.score:.3f}: {', '.join(f'{span.text} {number:+.3f}' for span, number in self.strongest())}>"

    def _repr_html_(self) -> str:
        most = max((abs(number) for _, number in self.words), default=0) or 1
        parts = []
        for span, number in self.words:
            colour = "22,163,98" if number > 0 else "221,51,51"
            parts.append(
                f'<span title="{number:+.3f}" style="background:rgba({colour},{0.5 * abs(number) / most:.2f})">{escape(span.text)}</span>'
            )
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


@dataclass(frozen=True)
class MeanPolarity:
    """Over sentences."""

    count: int
    """Sentences."""
    polarity: float
    """Mean, in [-1, 1]."""
    negative: int
    """Sentences with that label; the same for the next two."""
    neutral: int
    positive: int


@dataclass(frozen=True)
class MeanStance:
    """Over mentions of one entity."""

    count: int
    """Mentions."""
    negative: float
    """Mean probability; the same for the next two."""
    neutral: float
    positive: float
    label: str
    """"negative", "neutral", "positive" or "abstain"."""


@dataclass(frozen=True)
class DocumentSentiment:
    """What the text says itself, and what it quotes: a sentence of which more than half is quoted counts to the
    quotes."""

    narration: MeanPolarity | None
    """None without such a sentence."""
    quotes: MeanPolarity | None


@dataclass(frozen=True)
class EntitySentiment:
    """The stance towards an entity in what the text says itself, and in what it quotes."""

    narration: MeanStance | None
    """None without such a mention."""
    quotes: MeanStance | None


def document_sentiment(rows: list[_Fields]) -> DocumentSentiment:
    return DocumentSentiment(**_places(rows, MeanPolarity))


def entity_sentiment(rows: list[_Fields], entity: int) -> EntitySentiment:
    return EntitySentiment(**_places([r for r in rows if r["entity"] == entity], MeanStance))


def _places(rows: list[_Fields], kind: Any) -> dict[str, Any]:
    found = {r["place"]: kind(**{field.name: r[field.name] for field in fields(kind)}) for r in rows}
    return {place: found.get(place) for place in ("narration", "quotes")}
