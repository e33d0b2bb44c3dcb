"""Who and what is mentioned."""

from __future__ import annotations

from ._means import EntitySentiment, entity_sentiment
from ._span import Record, Row


class Mention(Row):
    """A name, value or pronoun in the text."""

    __slots__ = ()

    @property
    def type(self) -> str:
        return self._value("type")

    @property
    def form(self) -> str:
        """ "name", "alias", "acronym", "demonym", "nominal", "pronoun" or "value"."""
        return self._value("form")

    @property
    def value(self) -> str | None:
        """What a date, a number or an amount means, in one notation ("2023-09-08", "USD 5200000"); None for names and
        what is vague."""
        return self._value("value")

    @property
    def entity(self) -> Entity | None:
        row = self._value("entity")
        return None if row is None else self.doc.entities[row]


class Entity(Record):
    """What mentions of one document share."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """The fullest name."""
        return self._value("name")

    @property
    def type(self) -> str:
        return self._value("type")

    @property
    def aliases(self) -> list[str]:
        """Other names, in the order of the text."""
        return self._value("aliases")

    @property
    def kb_id(self) -> str | None:
        """Wikidata id where it is certain, else None."""
        return self._value("kb_id")

    @property
    def country(self) -> str | None:
        return self._value("country")

    @property
    def role(self) -> str | None:
        return self._value("role")

    @property
    def affiliation(self) -> Entity | None:
        """The organisation, or the place, that the role belongs to."""
        row = self._value("affiliation")
        return None if row is None else self.doc.entities[row]

    @property
    def sentiment(self) -> EntitySentiment:
        """Means over the mentions, narration and quotes apart."""
        return entity_sentiment(self.doc._table("entity_sentiment"), self.index)

    @property
    def mentions(self) -> list[Mention]:
        return [m for m in self.doc.mentions if m._value("entity") == self.index]

    def __repr__(self) -> str:
        return f"<Entity {self.type} {self.name!r}, {self._value('mentions')} mentions>"
