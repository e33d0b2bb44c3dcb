"""Pipelines."""

from __future__ import annotations

import collections
import datetime
import itertools
import logging
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeVar, Union, overload

from . import _core, _inputs
from ._document import Document
from ._errors import SourceError
from ._inputs import Source
from ._logs import logger
from ._options import core_options
from ._paths import plugin_entry_points

Path = Union[str, "os.PathLike[str]"]
_T = TypeVar("_T")


class Pipeline:
    """Reader and components, loaded once. Thread-safe; may be pickled (a copy loads the same plugins again).

    config       a dict of tables per component ({"boilerplate": {"favour": "precision"}}), or the path of a TOML file
    plugin_path  libraries or folders to look into first
    components   ids to run, and only these; None: the bundled ones and those of plugin_path
    with_components  ids of installed components to run besides those
    disable      ids to leave out
    timeout      seconds per document (5, 0.5, "200ms", a timedelta); a document over it has the status "timeout"
    max_input    bytes per document (500000, "20M"), by default 64 MiB; a larger one has the status "limit"
    checking     "bounds" or "full": how closely what plugins return is looked at
    isolation    "auto" (plugins that are not bundled run in processes of their own), "none", "process", or a dict of
                 these by component
    locked       path of a lock file (`newsgrain pipeline lock`) that plugins, models and configuration have to match
    assume_language   what a document of unknown language is taken for by components that are for certain languages, for
                 example "en"; "none": they are left out; None: the language that they have in common
    timings, hash, keep_source   add CPU times, the SHA-256, and the page's bytes to documents

    Raises ConfigError for what does not fit, PluginError for a plugin that cannot be loaded. What components and the
    host log goes to logging.getLogger("newsgrain"); records have the attributes `component` and `document`.
    """

    def __init__(
        self,
        config: Mapping[str, Any] | Path | None = None,
        *,
        plugin_path: Path | Sequence[Path] = (),
        components: str | Iterable[str] | None = None,
        with_components: str | Iterable[str] = (),
        disable: str | Iterable[str] = (),
        timeout: float | str | datetime.timedelta | None = None,
        max_input: int | str | None = None,
        checking: str = "bounds",
        timings: bool = False,
        hash: bool = False,
        keep_source: bool = False,
        isolation: str | Mapping[str, str] = "auto",
        locked: Path | None = None,
        assume_language: str | None = None,
    ) -> None:
        self._load(
            core_options(
                config=config,
                plugin_path=plugin_path,
                components=components,
                with_components=with_components,
                disable=disable,
                timeout=timeout,
                max_input=max_input,
                checking=checking,
                timings=timings,
                hash=hash,
                keep_source=keep_source,
                isolation=isolation,
                locked=locked,
                assume_language=assume_language,
            )
        )

    def _load(self, options: Mapping[str, Any]) -> None:
        self._options = options  # what a copy is made of
        self._core = _core.Pipeline({**options, "entry_points": plugin_entry_points()})
        self._max_input = self._core.max_input
        self._written = frozenset(layer for step in self._core.plan for layer in step["writes"])

    def __reduce__(self) -> Any:
        return _restore, (self._options,)

    def __repr__(self) -> str:
        return f"newsgrain.Pipeline({' > '.join(self.components)})"

    @property
    def plan(self) -> list[dict[str, Any]]:
        """The components in their order: a list of dicts with plugin, version, layers read and written,
        configuration."""
        return self._core.plan

    @property
    def components(self) -> list[str]:
        """Ids of the components in their order."""
        return [step["component"] for step in self.plan]

    def __call__(
        self,
        source: Source,
        *,
        id: object | None = None,
        media_type: str | None = None,
        charset: str | None = None,
        url: str | None = None,
        published: str | datetime.date | None = None,
        language: str | None = None,
        mentions: Iterable[Mapping[str, Any]] | None = None,
    ) -> Document:
        """Analyses one document.

        source is str (a text, or a page if it looks like HTML), bytes (a page or text as it came), a path
        (pathlib.Path), a file, or a dict as in JSON lines: {"html" or "text", "id"?, "url"?, "published"?, "language"?,
        "mentions"?}; other keys come out as `doc.meta`. mentions: [{"begin", "end", "type", "entity"?}] in code points;
        they replace those of the entity component.

        A bad document raises nothing: see `doc.status` and `doc.error`. Raises TypeError for what is no source at all,
        and SourceError, which is a ValueError, for a str that is the name of a file, and for a row or mentions that are
        wrong in themselves. media_type="text/plain" takes any str as a text.
        """
        try:
            made = _inputs.make(
                source,
                self._max_input,
                id=id,
                media_type=media_type,
                charset=charset,
                url=url,
                published=published,
                language=language,
                mentions=mentions,
            )
        except _inputs.Refused as refused:
            raise refused.for_caller() from None
        if made.error is not None and made.name == "-":  # of a file it is the document's
            number, _, text, where = made.error
            raise SourceError(text, f"NG{number}", where)
        run = self._core.start([made], 1)
        run.wait()
        return Document(run.documents()[0], self._written)

    analyze = __call__

    @overload
    def pipe(
        self,
        sources: Iterable[Source] | os.PathLike[str],
        *,
        as_tuples: Literal[False] = False,
        threads: int | None = None,
        on_error: str = "record",
        site_context: bool = False,
    ) -> Iterator[Document]: ...

    @overload
    def pipe(
        self,
        sources: Iterable[tuple[Source, _T]],
        *,
        as_tuples: Literal[True],
        threads: int | None = None,
        on_error: str = "record",
        site_context: bool = False,
    ) -> Iterator[tuple[Document, _T]]: ...

    def pipe(
        self,
        sources: Any,
        *,
        as_tuples: bool = False,
        threads: int | None = None,
        on_error: str = "record",
        site_context: bool = False,
    ) -> Iterator[Any]:
        """Analyses many documents; yields them in order, lazily: as many as there are sources.

        sources       an iterable of what Pipeline() takes, or a path: all documents of that file (.jsonl too) or folder
        as_tuples     sources are (source, context) pairs, and so are the results
        threads       worker threads; default one per core
        on_error      "record": documents with their status, "error" for an item that is no source; "skip": only those
                      without failure, and the log says how many were left out; "raise": the documents before the first
                      failure, then that raises
        site_context  let pages of one site help each other: lines that stand on several of them are no article's. The
                      sources are gone through twice, so that they must be a list or the like, and no generator
                      (TypeError); texts need their "url". Each document has a note that says how many pages of its site
                      were known.

        Nothing that was finished is lost: an exception of the iterable, or Ctrl-C, is raised behind the documents that
        were ready by then. Raises TypeError for what is one document, or a table, in place of many.
        """
        if on_error not in ("record", "skip", "raise"):
            raise ValueError(f'on_error is "record", "skip" or "raise", not {on_error!r}')
        again = _many(sources, as_tuples, self._max_input)
        context = None
        if site_context:
            if not isinstance(sources, os.PathLike) and iter(sources) is sources:
                raise TypeError("site_context goes through the sources twice: give a list, not a generator or a file")
            context = _core.SiteContext(1 << 22)
            for item in again():
                context.add(self._made(item, as_tuples, "")[0], self._max_input)
        return self._pipe(again(), as_tuples, _threads(threads), on_error, context)

    def _made(self, item: Any, as_tuples: bool, where: str) -> tuple[_core.Input, Any]:
        """The input of an item and its context. Raises nothing but what ends the batch whatever it holds."""
        source, context = item, None
        try:
            if as_tuples:
                if not isinstance(item, (tuple, list)) or len(item) != 2:
                    raise _inputs.Refused("the item is no pair", "as_tuples takes (source, context) pairs.")
                source, context = item
            return _inputs.make(source, self._max_input, where), context
        except Exception as error:
            return _inputs.failed(source, error, where), context

    def _pipe(
        self, sources: Iterator[Any], as_tuples: bool, threads: int, on_error: str, context: _core.SiteContext | None
    ) -> Iterator[Any]:
        left_out: collections.Counter[str] = collections.Counter()
        number = itertools.count()
        # Small batches first, so that the first result comes early; then large enough for the threads to be busy.
        for size in itertools.chain((threads, 4 * threads), itertools.repeat(16 * threads)):
            batch, ended = _taken(sources, size)
            made = [self._made(item, as_tuples, f"item {next(number)}") for item in batch]
            if context is not None:
                for given, _ in made:
                    given.set_site_context(context)
            run = self._core.start([given for given, _ in made], threads)
            try:
                run.wait()
            except BaseException as error:  # Ctrl-C too: first comes what is finished
                ended = error
            for (_, beside), finished in zip(made, run.documents()):
                doc = Document(finished, self._written)
                if doc.failed:
                    _log(logging.INFO, doc, "%s", doc.error)
                    if on_error == "raise":
                        doc.raise_for_status()
                    if on_error == "skip":
                        left_out[doc.status] += 1
                        continue
                yield (doc, beside) if as_tuples else doc
            if ended is not None:
                break
        if left_out:
            counts = ", ".join(f"{count} {status}" for status, count in sorted(left_out.items()))
            _log(logging.WARNING, None, "pipe left out documents that failed: %s", counts)
        if ended is not None and not isinstance(ended, StopIteration):
            raise ended


def _log(level: int, doc: Document | None, text: str, value: object) -> None:
    logger.log(
        level, text, value, extra={"component": "newsgrain", "document": None if doc is None else doc.id}, stacklevel=2
    )


def _many(sources: Any, as_tuples: bool, max_input: int) -> Any:
    """A function that begins to go through the sources, once for each call."""
    if isinstance(sources, os.PathLike):
        if as_tuples:
            raise TypeError("as_tuples takes (source, context) pairs; a path has no contexts")
        return lambda: _inputs.of_file(sources, max_input)
    if isinstance(sources, (str, bytes, bytearray, memoryview, Mapping)) or hasattr(sources, "read"):
        raise TypeError(
            f"pipe takes many documents, and a {type(sources).__name__} is one: call nlp(...) itself, give a list, or"
            " pathlib.Path(...) for all documents of a file or folder"
        )
    if hasattr(sources, "columns"):
        raise TypeError(
            f"pipe takes rows, and going through a {type(sources).__name__} gives its columns: give its rows as dicts,"
            ' as of pandas with to_dict("records")'
        )
    if not isinstance(sources, Iterable) and not hasattr(sources, "__getitem__"):
        raise TypeError(f"pipe takes an iterable of documents, or a path, not {type(sources).__name__}")
    return lambda: iter(sources)


def _taken(sources: Iterator[Any], size: int) -> tuple[list[Any], BaseException | None]:
    """Up to `size` items, and what ended them: StopIteration, or an exception of the user's iterator."""
    out: list[Any] = []
    try:
        while len(out) < size:
            out.append(next(sources))
    except Exception as error:
        return out, error
    return out, None


def _threads(asked: object) -> int:
    if asked is None or asked == 0:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if isinstance(asked, bool) or not isinstance(asked, int) or asked < 0:
        raise ValueError(f"threads is a whole number, or None for one per core, not {asked!r}")
    return asked


def _restore(options: Mapping[str, Any]) -> Pipeline:
    """A copy of a pipeline from what core_options() made."""
    made = Pipeline.__new__(Pipeline)
    made._load(options)
    return made


def json_schema() -> str:
    """The JSON Schema of a document, as text."""
    return _core.json_schema()
