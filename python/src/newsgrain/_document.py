"""Documents and their annotations: views that keep their document alive and never change."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Callable, NamedTuple, TypeVar

from . import _core
from ._errors import Error, from_core
from ._sentiment import (
    DocumentSentiment,
    EntitySentiment,
    Explanation,
    document_sentiment,
    entity_sentiment,
    explanation,
)

if TYPE_CHECKING:
    import numpy
    import pandas

_Fields = dict[str, Any]
_T = TypeVar("_T")


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


class _Row(Span):
    """A span with the fields of a row of the JSON output."""

    __slots__ = ("_fields", "index")

    def __init__(self, doc: Document, fields: _Fields, index: int) -> None:
        super().__init__(doc, fields["begin"], fields["end"])
        self._fields = fields
        self.index = index

    @property
    def score(self) -> float | None:
        return self._fields.get("score")


class Block(_Row):
    """A paragraph, heading, list item, ... of the page, with its role."""

    __slots__ = ()

    @property
    def kind(self) -> str:
        return self._fields["kind"]

    @property
    def role(self) -> str | None:
        """ "body", "title", "caption", "navigation", ...; see docs/pipeline.md."""
        return self._fields["role"]

    @property
    def duplicate_of(self) -> Block | None:
        """The earlier block that says the same, or None."""
        row = self._fields["duplicate_of"]
        return None if row is None else self.doc.blocks[row]


class Sentence(_Row):
    __slots__ = ()

    @property
    def polarity(self) -> float | None:
        """In [-1, 1], or None without the sentiment component."""
        return self._fields.get("polarity")

    @property
    def label(self) -> str | None:
        return self._fields.get("label")

    def explain(self) -> Explanation:
        """What each word adds to the polarity. Needs a pipeline with `{"sentiment": {"explain": True}}`, else
        LookupError."""
        if self.polarity is None:
            raise LookupError("the sentence has no polarity")
        score = self.doc.layer("sentence.polarity").buffer("polarity")[self.index]
        return explanation(self.doc, "polarity_word", "sentence", self.index, score)


class Mention(_Row):
    """A name, value or pronoun in the text."""

    __slots__ = ()

    @property
    def type(self) -> str:
        return self._fields["type"]

    @property
    def form(self) -> str:
        """ "name", "alias", "acronym", "demonym", "nominal", "pronoun" or "value"."""
        return self._fields["form"]

    @property
    def value(self) -> str | None:
        """What a date, a number or an amount means, in one notation ("2023-09-08", "USD 5200000"); None for names and
        what is vague."""
        return self._fields.get("value")

    @property
    def entity(self) -> Entity | None:
        row = self._fields["entity"]
        return None if row is None else self.doc.entities[row]


class Entity:
    """What mentions of one document share."""

    __slots__ = ("doc", "index", "_fields")

    def __init__(self, doc: Document, fields: _Fields, index: int) -> None:
        self.doc = doc
        self.index = index
        self._fields = fields

    @property
    def name(self) -> str:
        """The fullest name."""
        return self._fields["name"]

    @property
    def type(self) -> str:
        return self._fields["type"]

    @property
    def aliases(self) -> list[str]:
        """Other names, in the order of the text."""
        return self._fields["aliases"]

    @property
    def kb_id(self) -> str | None:
        """Wikidata id where it is certain, else None."""
        return self._fields["kb_id"]

    @property
    def country(self) -> str | None:
        return self._fields["country"]

    @property
    def role(self) -> str | None:
        return self._fields["role"]

    @property
    def affiliation(self) -> Entity | None:
        """The organisation, or the place, that the role belongs to."""
        row = self._fields.get("affiliation")
        return None if row is None else self.doc.entities[row]

    @property
    def sentiment(self) -> EntitySentiment:
        """Means over the mentions, narration and quotes apart."""
        return entity_sentiment(self.doc._json["entity_sentiment"], self.index)

    @property
    def mentions(self) -> list[Mention]:
        return [m for m in self.doc.mentions if m._fields["entity"] == self.index]

    def __repr__(self) -> str:
        return f"<Entity {self.type} {self.name!r}, {self._fields['mentions']} mentions>"


class Speaker(Span):
    """Who is named as the speaker of a quote, and the entity behind. `start` is None where no words name the
    speaker."""

    __slots__ = ("_fields",)

    def __init__(self, doc: Document, fields: _Fields) -> None:
        super().__init__(doc, fields.get("begin"), fields.get("end"))  # type: ignore[arg-type]
        self._fields = fields

    @property
    def start_byte(self) -> int | None:  # type: ignore[override]
        return None if self.start is None else super().start_byte

    @property
    def end_byte(self) -> int | None:  # type: ignore[override]
        return None if self.start is None else super().end_byte

    @property
    def utf16_range(self) -> tuple[int, int] | None:  # type: ignore[override]
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


class Quote(_Row):
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


class _Sentiment:
    __slots__ = ("doc", "_fields", "index")

    def __init__(self, doc: Document, fields: _Fields, index: int) -> None:
        self.doc = doc
        self._fields = fields
        self.index = index

    @property
    def negative(self) -> float:
        """Probability."""
        return self._fields["negative"]

    @property
    def neutral(self) -> float:
        """Probability."""
        return self._fields["neutral"]

    @property
    def positive(self) -> float:
        """Probability."""
        return self._fields["positive"]

    @property
    def label(self) -> str:
        """ "negative", "neutral", "positive" or "abstain"."""
        return self._fields["label"]


class TargetSentiment(_Sentiment):
    """The stance of a sentence towards a mention in it."""

    __slots__ = ()

    @property
    def mention(self) -> Mention:
        return self.doc.mentions[self._fields["mention"]]

    @property
    def sentence(self) -> Sentence:
        return self.doc.sentences[self._fields["sentence"]]

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
        return self.doc.quotes[self._fields["quote"]]

    @property
    def speaker(self) -> Entity:
        return self.doc.entities[self._fields["speaker"]]

    @property
    def target(self) -> Entity:
        return self.doc.entities[self._fields["target"]]

    def __repr__(self) -> str:
        return f"<QuoteSentiment {self.label}: {self.speaker.name!r} on {self.target.name!r}>"


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


class Document:
    """One analysed page or text. Made by Pipeline; immutable; may be shared by threads."""

    def __init__(self, core: _core.Document) -> None:
        self._core = core
        self._text: str | None = None
        self._dict: _Fields | None = None
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
        return self._cached("metadata", lambda: Metadata(self._json["metadata"]))

    # --- annotations ---
    def _cached(self, name: str, make: Callable[[], _T]) -> _T:
        if name not in self._cache:
            self._cache[name] = make()
        return self._cache[name]

    @property
    def _json(self) -> _Fields:
        if self._dict is None:
            self._dict = json.loads(self.to_json())
        return self._dict

    def _list(self, name: str, kind: Callable[[Document, _Fields, int], _T]) -> tuple[_T, ...]:
        return self._cached(name, lambda: tuple(kind(self, f, i) for i, f in enumerate(self._json[name] or ())))

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
        return self._cached("document_sentiment", lambda: document_sentiment(self._json["document_sentiment"]))

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
    def to_json(self, *, offsets: str = "code_point", pretty: bool = False, layers: Iterable[str] = ()) -> str:
        """One JSON object: byte for byte what `newsgrain analyze` writes. `layers` adds layers such as "token"."""
        return self._core.to_json(offsets, pretty, list(layers))

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
        return f"<Document {self.id or self.input!r}: {self.status}, {len(self.text)} code points, layers {', '.join(self.layers)}>"

    def __len__(self) -> int:
        return len(self.text)

    def __reduce__(self) -> Any:
        raise TypeError("documents are not pickled: keep to_json(), or pickle the Pipeline and the source")
