"""Stretches of text, and rows of the output that are one. They keep their document alive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the one place that looks up to the document
    from ._document import Document

# A table of the output by columns: name of a field -> its values, one per row. Fields of an object as "speaker.name".
Columns = dict[str, list[Any]]


class Span:
    """A stretch of a document's text. `start` and `end` are code points, half open."""

    __slots__ = ("doc", "start", "end")

    def __init__(self, doc: Document, start: int, end: int) -> None:
        self.doc = doc
        self.start = start
        self.end = end

    @property
    def text(self) -> str:
        return self.doc.text[self.start : self.end]

    @property
    def start_byte(self) -> int:
        """Bytes of the UTF-8 text."""
        return self.doc._core.byte_offset(self.start)

    @property
    def end_byte(self) -> int:
        return self.doc._core.byte_offset(self.end)

    @property
    def utf16_range(self) -> tuple[int, int]:
        """(start, end) in UTF-16 units, as JavaScript and Java count."""
        return self.doc._core.utf16_offset(self.start_byte), self.doc._core.utf16_offset(self.end_byte)

    @property
    def source_range(self) -> tuple[int, int] | None:
        """(start, end) in bytes of the page as it came; None for text that is not in the page."""
        return self.doc._core.source_range(self.start_byte, self.end_byte)

    def __len__(self) -> int:
        return self.end - self.start

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        text = self.text
        return f"<{type(self).__name__} [{self.start}:{self.end}] {text[:57] + '...' if len(text) > 60 else text!r}>"

    def __eq__(self, other: object) -> bool:
        return (
            type(self) is type(other)
            and self.doc._core is other.doc._core
            and (self.start, self.end) == (other.start, other.end)
        )

    def __hash__(self) -> int:
        return hash((id(self.doc._core), self.start, self.end))


class Record:
    """A row of a table of the output."""

    __slots__ = ("doc", "_columns", "index")

    def __init__(self, doc: Document, columns: Columns, index: int) -> None:
        self.doc = doc
        self._columns = columns
        self.index = index

    def _value(self, field: str) -> Any:
        return self._columns[field][self.index]


class Row(Span):
    """A row of a table of the output that is a span."""

    __slots__ = ("_columns", "index")

    def __init__(self, doc: Document, columns: Columns, index: int) -> None:
        super().__init__(doc, columns["begin"][index], columns["end"][index])
        self._columns = columns
        self.index = index

    def _value(self, field: str) -> Any:
        return self._columns[field][self.index]

    @property
    def score(self) -> float | None:
        """How sure it is, from 0 to 1; None where nothing was decided."""
        scores = self._columns.get("score")
        return None if scores is None else scores[self.index]
