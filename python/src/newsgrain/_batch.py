"""Many documents as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from . import _core
from ._document import Document

if TYPE_CHECKING:
    import pandas


class BatchLayer:
    """One layer of all documents of a batch, for pyarrow.table(), polars.DataFrame(), DuckDB and others: the columns of
    Layer, and before them "document", the row in the batch. References and offsets count within their document."""

    def __init__(self, documents: list[_core.Document], name: str) -> None:
        self._documents = documents
        self.name = name

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """A record batch per document over the documents' own memory. Raises newsgrain.Error where no document has the
        layer and it is no standard one, or where documents have it in different schemas."""
        return _core.arrow_batch_layer(self._documents, self.name)

    def to_pandas(self) -> pandas.DataFrame:
        """Needs pyarrow."""
        import pyarrow

        return pyarrow.table(self).to_pandas()


class Batch:
    """Documents side by side; as a table, one row each.

        batch = newsgrain.Batch(nlp.pipe(pages))
        documents = pyarrow.table(batch)                  # id, status, error, title, authors, article, text ...
        quotes = polars.DataFrame(batch.layer("quote"))   # a row per quote; "document" is the row in `documents`

    A document that failed is a row with its status and error. The documents stay in memory as long as the batch; make
    one batch per some thousand pages of a large corpus. Raises ValueError on export where one column would exceed 2
    GiB.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = list(documents)

    def __len__(self) -> int:
        return len(self.documents)

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents)

    def __getitem__(self, row: int) -> Document:
        return self.documents[row]

    def __repr__(self) -> str:
        failed = sum(doc.failed for doc in self.documents)
        return f"<Batch of {len(self)} documents, {failed} failed>"

    def layer(self, name: str) -> BatchLayer:
        return BatchLayer([doc._core for doc in self.documents], name)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return _core.arrow_documents([doc._core for doc in self.documents])

    def to_pandas(self) -> pandas.DataFrame:
        """A row per document. Needs pyarrow."""
        import pyarrow

        return pyarrow.table(self).to_pandas()
