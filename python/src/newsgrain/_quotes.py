"""Who said what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._names import Entity, Mention
from ._span import Columns, Row, Span

if TYPE_CHECKING:
    from ._document import Document


class Speaker(Span):
    """Who is named as the speaker of a quote, and the entity behind. `start` is None where no words name the
    speaker."""

    __slots__ = ("_columns", "index")

    def __init__(self, doc: Document, columns: Columns, index: int) -> None:
        super().__init__(doc, columns["speaker.begin"][index], columns["speaker.end"][index])
        self._columns = columns
        self.index = index

    def _value(self, field: str) -> Any:
        return self._columns["speaker." + field][self.index]

    @property
    def start_byte(self) -> Any:
        return None if self.start is None else super().start_byte

    @property
    def end_byte(self) -> Any:
        return None if self.start is None else super().end_byte

    @property
    def utf16_range(self) -> Any:
        return None if self.start is None else super().utf16_range

    @property
    def source_range(self) -> tuple[int, int] | None:
        return None if self.start is None else super().source_range

    def __len__(self) -> int:
        return 0 if self.start is None else self.end - self.start

    @property
    def text(self) -> str:
        return self._value("text") or ""

    @property
    def name(self) -> str | None:
        """The entity's name, or None where nobody is known."""
        return self._value("name")

    @property
    def entity(self) -> Entity | None:
        row = self._value("entity")
        return None if row is None else self.doc.entities[row]

    @property
    def mention(self) -> Mention | None:
        row = self._value("mention")
        return None if row is None else self.doc.mentions[row]

    def __repr__(self) -> str:
        return f"<Speaker {self.text!r}: {self.name}>"


class Quote(Row):
    """Reported speech; from the first to the last fragment."""

    __slots__ = ()

    @property
    def kind(self) -> str:
        """ "direct", "mixed" or "indirect"."""
        return self._value("kind")

    @property
    def text(self) -> str:
        return self._value("text")

    @property
    def fragments(self) -> list[Span]:
        """The spans of the content: more than one where the attribution stands in between."""
        return [Span(self.doc, b, e) for b, e in self._value("fragments")]

    @property
    def quoted(self) -> list[Span]:
        """The parts between quotation marks, marks included."""
        return [Span(self.doc, b, e) for b, e in self._value("quoted")]

    @property
    def cue(self) -> Span | None:
        cue = self._value("cue")
        return None if cue is None else Span(self.doc, *cue)

    @property
    def speaker(self) -> Speaker | None:
        return None if self._value("speaker") is None else Speaker(self.doc, self._columns, self.index)

    @property
    def rule(self) -> str | None:
        """What found the quote, in a few words; `score` is the measured share of quotes right where it did."""
        return self._value("rule")

    @property
    def continues(self) -> Quote | None:
        row = self._value("continues")
        return None if row is None else self.doc.quotes[row]
