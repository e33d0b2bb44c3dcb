"""Layers as columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import _core

if TYPE_CHECKING:
    import numpy
    import pandas

    from ._document import Document


class Layer:
    """The columns of one layer. Buffers are shared with the document, not copied, and read-only."""

    def __init__(self, doc: Document, core: _core.Layer) -> None:
        self._doc = doc
        self._core = core

    def __len__(self) -> int:
        return len(self._core)

    def __repr__(self) -> str:
        return f"<Layer {self.name} ({self.schema}), {len(self)} rows, by {self.producer}>"

    @property
    def name(self) -> str:
        return self._core.name

    @property
    def schema(self) -> str:
        return self._core.schema

    @property
    def producer(self) -> str:
        """Component that wrote the layer."""
        return self._core.producer

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
        return [c[0] for c in self._core.columns]

    def labels(self, column: str) -> list[str]:
        """The labels of a code column: codes are indices."""
        return next(c[4] for c in self._core.columns if c[0] == column)

    def buffer(self, column: str) -> memoryview:
        """A memoryview of a column, or of "begin" and "end" (bytes of the text). A list column gives its items: see
        list_offsets()."""
        if column in ("begin", "end") and self._core.has_spans:
            return memoryview(self._core.begin() if column == "begin" else self._core.end())
        return memoryview(self._core.column(column))

    def list_offsets(self, column: str) -> memoryview:
        """Where the items of each row begin in a list column: len(layer) + 1 values."""
        return memoryview(self._core.offsets(column))

    def to_numpy(self) -> dict[str, numpy.ndarray]:
        """A dict of arrays over the layer's own memory: "begin", "end" in bytes of the UTF-8 text, and each column.
        Strings are ids (`doc.string(id)`), references rows (4294967295 is none), codes indices of labels()."""
        import numpy

        names = (["begin", "end"] if self._core.has_spans else []) + self.columns
        out = {name: numpy.asarray(self.buffer(name)) for name in names}
        for name, _, is_list, _, _ in self._core.columns:
            if is_list:
                out[name + ".offsets"] = numpy.asarray(self.list_offsets(name))
        return out

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The layer as an Arrow table, for pyarrow.table(layer), polars.DataFrame(layer), DuckDB and others. "begin"
        and "end" are bytes of the UTF-8 text; labels are dictionaries, missing references and strings are null."""
        return _core.arrow_layer(self._doc._core, self._core)

    def to_pandas(self) -> pandas.DataFrame:
        """A table with labels and strings in place of codes; "start" and "end" in code points, "text" the covered
        text."""
        import pandas

        none = 0xFFFFFFFF
        table: dict[str, Any] = {}
        if self._core.has_spans:
            begin, end = self.buffer("begin"), self.buffer("end")
            code_point = self._doc._core.code_point
            table["start"] = [code_point(b) for b in begin]
            table["end"] = [code_point(e) for e in end]
            table["text"] = [self._doc.text[s:e] for s, e in zip(table["start"], table["end"])]
        for name, kind, is_list, _, labels in self._core.columns:
            values: list[Any] = self.buffer(name).tolist()
            if kind in ("code8", "code16"):
                values = [labels[v] for v in values]
            elif kind == "str":
                values = [self._doc.string(v) for v in values]
            elif kind == "ref":
                values = [None if v == none else v for v in values]
            elif kind == "span":
                values = [
                    None if b == none else (self._doc._core.code_point(b), self._doc._core.code_point(e))
                    for b, e in values
                ]
            if is_list:
                at = self.list_offsets(name)
                values = [values[at[i] : at[i + 1]] for i in range(len(self))]
            # Rows stay whole numbers where some are missing.
            table[name] = pandas.array(values, dtype="Int64") if kind == "ref" and not is_list else values
        return pandas.DataFrame(table)

    def covering(self, start: int, end: int) -> list[int]:
        """Rows that cover the code points [start, end)."""
        return list(self._core.covering(*self._doc._bytes(start, end)))

    def covered_by(self, start: int, end: int) -> list[int]:
        return list(self._core.covered_by(*self._doc._bytes(start, end)))

    def overlapping(self, start: int, end: int) -> list[int]:
        return list(self._core.overlapping(*self._doc._bytes(start, end)))
