"""Who said what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._names import Entity, Mention
from ._span import Fields, Row, Span

if TYPE_CHECKING:
    from ._document import Document


class Speaker(Span):
    """Who is named as the speaker of a quote, and the entity behind. `start` is None where no words name the
    speaker."""

    __slots__ = ("_fields",)

    def __init__(self, doc: Document, fields: Fields) -> None:
        start: Any = fields.get("begin")
        end: Any = fields.get("end")
        super().__init__(doc, start, end)
        self._fields = fields

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
        return self._fields.get("text") or ""

    @property
    def name(self) -> str | None:
        """The entity's name, or None where nobody is known."""
        return self._fields.get("name")

    @property
    def entity(self) -> Entity | None:
        row = self._fields.get("entity")
        return None if row is None else self.doc.entities[row]

    @property
    def mention(self) -> Mention | None:
        row = self._fields.get("mention")
        return None if row is None else self.doc.mentions[row]

    def __repr__(self) -> str:
        return f"<Speaker {self.text!r}: {self.name}>"


class Quote(Row):
    """Reported speech; from the first to the last fragment."""

    __slots__ = ()

    @property
    def kind(self) -> str:
        """ "direct", "mixed" or "indirect"."""
        return self._fields["kind"]

    @property
    def text(self) -> str:
        return self._fields["text"]

    @property
    def fragments(self) -> list[Span]:
        """The spans of the content: more than one where the attribution stands in between."""
        return [Span(self.doc, b, e) for b, e in self._fields["fragments"]]

    @property
    def quoted(self) -> list[Span]:
        """The parts between quotation marks, marks included."""
        return [Span(self.doc, b, e) for b, e in self._fields["quoted"]]

    @property
    def cue(self) -> Span | None:
        cue = self._fields["cue"]
        return None if cue is None else Span(self.doc, *cue)

    @property
    def speaker(self) -> Speaker | None:
        fields = self._fields["speaker"]
        return None if fields is None else Speaker(self.doc, fields)

    @property
    def rule(self) -> str | None:
        """What found the quote, in a few words; `score` is the measured share of quotes right where it did."""
        return self._fields.get("rule")

    @property
    def continues(self) -> Quote | None:
        row = self._fields["continues"]
        return None if row is None else self.doc.quotes[row]
