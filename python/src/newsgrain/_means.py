"""What sentiment adds up to: mentions to an entity, sentences to a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from ._span import Columns


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


def document_sentiment(columns: Columns) -> DocumentSentiment:
    return DocumentSentiment(**_places(columns, range(len(columns["place"])), MeanPolarity))


def entity_sentiment(columns: Columns, entity: int) -> EntitySentiment:
    rows = [row for row, of in enumerate(columns["entity"]) if of == entity]
    return EntitySentiment(**_places(columns, rows, MeanStance))


def _places(columns: Columns, rows: Iterable[int], kind: Any) -> dict[str, Any]:
    names = [field.name for field in fields(kind)]
    found = {columns["place"][row]: kind(**{name: columns[name][row] for name in names}) for row in rows}
    return {place: found.get(place) for place in ("narration", "quotes")}
