"""Stances: of a sentence towards a mention, of a speaker towards an entity."""

from __future__ import annotations

import math

from ._explanation import Explanation, explanation
from ._names import Entity, Mention
from ._quotes import Quote
from ._span import Record
from ._text import Sentence


class _Sentiment(Record):
    __slots__ = ()

    @property
    def negative(self) -> float:
        """Probability."""
        return self._value("negative")

    @property
    def neutral(self) -> float:
        """Probability."""
        return self._value("neutral")

    @property
    def positive(self) -> float:
        """Probability."""
        return self._value("positive")

    @property
    def label(self) -> str:
        """ "negative", "neutral", "positive" or "abstain"."""
        return self._value("label")


class TargetSentiment(_Sentiment):
    """The stance of a sentence towards a mention in it."""

    __slots__ = ()

    @property
    def mention(self) -> Mention:
        return self.doc.mentions[self._value("mention")]

    @property
    def sentence(self) -> Sentence:
        return self.doc.sentences[self._value("sentence")]

    def explain(self) -> Explanation:
        """What each word adds to ln(positive / negative): below zero it speaks against the target. Needs a pipeline
        with `{"sentiment": {"explain": True}}`, else LookupError."""
        layer = self.doc.layer("target_sentiment")
        positive, negative = (max(layer.buffer(label)[self.index], 1e-30) for label in ("positive", "negative"))
        score = math.log(positive / negative)
        return explanation(self.doc, "target_word", "target", self.index, score)

    def __repr__(self) -> str:
        return f"<TargetSentiment {self.label} towards {self.mention.text!r}>"


class QuoteSentiment(_Sentiment):
    """The stance of a speaker towards an entity that the quote names."""

    __slots__ = ()

    @property
    def quote(self) -> Quote:
        return self.doc.quotes[self._value("quote")]

    @property
    def speaker(self) -> Entity:
        return self.doc.entities[self._value("speaker")]

    @property
    def target(self) -> Entity:
        return self.doc.entities[self._value("target")]

    def __repr__(self) -> str:
        return f"<QuoteSentiment {self.label}: {self.speaker.name!r} on {self.target.name!r}>"
