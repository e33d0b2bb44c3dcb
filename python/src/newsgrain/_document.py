"""Documents: everything that one page or text turned out to be. They never change."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Callable, NamedTuple, TypeVar

from . import _core
from ._errors import Error, from_core
from ._layer import Layer
from ._means import DocumentSentiment, document_sentiment
from ._names import Entity, Mention
from ._quotes import Quote
from ._span import Columns, Span
from ._stances import QuoteSentiment, TargetSentiment
from ._text import Block, Sentence

_T = TypeVar("_T")


class Metadata(dict[str, Any]):
    """What the page says of itself: a dict whose keys are attributes too."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


class Note(NamedTuple):
    """What a component had to say about a document."""

    component: str
    text: str


class Document:
    """One analysed page or text. Made by Pipeline; immutable; may be shared by threads."""

    def __init__(self, core: _core.Document, written: Iterable[str] = ()) -> None:
        self._core = core
        self._written = written  # layers that its pipeline can write
        self._text: str | None = None
        self._cache: dict[str, Any] = {}

    # --- what happened ---
    @property
    def id(self) -> str:
        return self._core.id

    @property
    def input(self) -> str:
        """File name or description of the input."""
        return self._core.input

    @property
    def status(self) -> str:
        """ "ok", "partial", "skipped", "error", "timeout", "limit" or "plugin_crash"."""
        return self._core.status

    @property
    def failed(self) -> bool:
        return self.status not in ("ok", "skipped")

    @property
    def error(self) -> Error | None:
        """Why the document failed, as an exception that was not raised; None if it did not."""
        error = self._core.error
        return None if error is None else from_core(*error)

    def raise_for_status(self) -> Document:
        """Raises the error of a failed document; else returns the document."""
        if self.failed:
            raise self.error or Error(f"NG199: the document has the status {self.status}.", "NG199", self.input)
        return self

    @property
    def notes(self) -> tuple[Note, ...]:
        """What components had to say without failing: a language that they do not know, layers that were given."""
        return self._cached("notes", lambda: tuple(Note(*note) for note in self._core.notes))

    @property
    def meta(self) -> dict[str, Any]:
        """The keys of the row that newsgrain does not know, as they came. A dict of your own; empty for other
        sources."""
        return json.loads(self._core.meta_json or "{}")

    # --- text ---
    @property
    def text(self) -> str:
        """All visible text; what is boilerplate is labelled, not removed."""
        if self._text is None:
            self._text = self._core.text
        return self._text

    @property
    def article(self) -> str:
        """The text of the article: blocks with role body, repeated ones left out."""
        return self._core.article

    @property
    def title(self) -> str | None:
        return self.metadata["title"]

    @property
    def metadata(self) -> Metadata:
        return self._cached("metadata", lambda: Metadata(json.loads(self._core.metadata_json())))

    # --- annotations ---
    def _cached(self, name: str, make: Callable[[], _T]) -> _T:
        if name not in self._cache:
            self._cache[name] = make()
        return self._cache[name]

    def _table(self, name: str) -> Columns:
        return self._cached("table " + name, lambda: self._core.table(name))

    def _list(self, name: str, kind: Callable[[Document, Columns, int], _T]) -> tuple[_T, ...]:
        return self._cached(name, lambda: self._rows(self._table(name), kind))

    def _rows(self, columns: Columns, kind: Callable[[Document, Columns, int], _T]) -> tuple[_T, ...]:
        return tuple(kind(self, columns, row) for row in range(len(next(iter(columns.values())))))

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self._list("blocks", Block)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences of title, subtitle, body and captions."""
        return self._list("sentences", Sentence)

    @property
    def mentions(self) -> tuple[Mention, ...]:
        return self._list("mentions", Mention)

    @property
    def entities(self) -> tuple[Entity, ...]:
        return self._list("entities", Entity)

    @property
    def quotes(self) -> tuple[Quote, ...]:
        return self._list("quotes", Quote)

    @property
    def target_sentiment(self) -> tuple[TargetSentiment, ...]:
        return self._list("target_sentiment", TargetSentiment)

    @property
    def quote_sentiment(self) -> tuple[QuoteSentiment, ...]:
        return self._list("quote_sentiment", QuoteSentiment)

    @property
    def sentiment(self) -> DocumentSentiment:
        """Means over the sentences, narration and quotes apart."""
        return self._cached("document_sentiment", lambda: document_sentiment(self._table("document_sentiment")))

    def span(self, start: int, end: int) -> Span:
        """The span of the code points [start, end)."""
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"[{start}, {end}) lies outside of the text of {len(self.text)} code points")
        return Span(self, start, end)

    def _bytes(self, start: int, end: int) -> tuple[int, int]:
        span = self.span(start, end)
        return span.start_byte, span.end_byte

    # --- layers ---
    @property
    def layers(self) -> list[str]:
        """Names of the layers that the document has."""
        return self._core.layer_names

    def layer(self, name: str) -> Layer:
        """A layer by name, e.g. "quote", "token", or one of a plugin. KeyError names the layers there are."""
        found = self._core.layer(name)
        if found is None:
            raise KeyError(f"the document has no layer {name!r}; there are: {', '.join(self.layers)}")
        return Layer(self, found)

    def string(self, number: int) -> str | None:
        """The string with an id of a str column; None for none."""
        return self._core.string(number)

    # --- export ---
    def to_json(self, *, offsets: str = "code_point", pretty: bool = False, layers: str | Iterable[str] = ()) -> str:
        """One JSON object: byte for byte what `newsgrain analyze` writes. `layers` adds one or more, such as "token";
        ValueError names those there are."""
        names = [layers] if isinstance(layers, str) else list(layers)
        return self._core.to_json(offsets, pretty, names, list(self._written))

    def to_dict(self) -> dict[str, Any]:
        """The JSON object as a dict of its own."""
        return json.loads(self.to_json())

    def to_csv(self) -> str:
        """A header and a row per quote."""
        return self._core.to_csv()

    def to_html(self, page: bool = True) -> str:
        """A report without scripts, everything escaped; `page=False` leaves out the frame of the page."""
        return self._core.to_html(page)

    def _repr_html_(self) -> str:
        return self._core.to_html(False)

    def __str__(self) -> str:
        return self._core.to_text(100)

    def __repr__(self) -> str:
        layers = ", ".join(self.layers)
        return f"<Document {self.id or self.input!r}: {self.status}, {len(self.text)} code points, layers {layers}>"

    def __len__(self) -> int:
        return len(self.text)

    def __reduce__(self) -> Any:
        raise TypeError("documents are not pickled: keep to_json(), or pickle the Pipeline and the source")
