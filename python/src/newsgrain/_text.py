"""What the text consists of: blocks and sentences."""

from __future__ import annotations

from ._explanation import Explanation, explanation
from ._span import Row


class Block(Row):
    """A paragraph, heading, list item, ... of the page, with its role."""

    __slots__ = ()

    @property
    def kind(self) -> str:
        return self._value("kind")

    @property
    def role(self) -> str | None:
        """ "body", "title", "caption", "navigation", ...; see docs/pipeline.md."""
        return self._value("role")

    @property
    def duplicate_of(self) -> Block | None:
        """The earlier block that says the same, or None."""
        row = self._value("duplicate_of")
        return None if row is None else self.doc.blocks[row]


class Sentence(Row):
    __slots__ = ()

    @property
    def polarity(self) -> float | None:
        """In [-1, 1], or None without the sentiment component."""
        return self._value("polarity")

    @property
    def label(self) -> str | None:
        return self._value("label")

    def explain(self) -> Explanation:
        """What each word adds to the polarity. Needs a pipeline with `{"sentiment": {"explain": True}}`, else
        LookupError."""
        if self.polarity is None:
            raise LookupError("the sentence has no polarity")
        score = self.doc.layer("sentence.polarity").buffer("polarity")[self.index]
        return explanation(self.doc, "polarity_word", "sentence", self.index, score)
