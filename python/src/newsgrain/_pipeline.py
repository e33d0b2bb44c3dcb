"""Pipelines."""

from __future__ import annotations

import itertools
import os
import pathlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import (
    IO,
    Any,
    Literal,
    TypeVar,
    Union,
    overload,
)

from . import _core
from ._document import Document
from ._paths import plugin_entry_points

Path = Union[str, "os.PathLike[str]"]
Source = Union[str, bytes, bytearray, memoryview, "os.PathLike[str]", IO[bytes], IO[str], Mapping[str, Any]]
_T = TypeVar("_T")


class Pipeline:
    """Reader and components, loaded once. Thread-safe; may be pickled (a copy loads the same plugins again).

    config      a dict of tables per component ({"boilerplate": {"favour": "precision"}}), or the path of a TOML file
    plugin_path libraries or folders to look into first components  ids to run, and only these; None: the bundled ones
    and those of plugin_path disable     ids to leave out timeout     seconds per document; a document over it has the
    status "timeout" max_input   bytes per document; a larger one has the status "limit" checking    "bounds" or "full":
    how closely what plugins return is looked at isolation   "auto" (plugins that are not bundled run in processes of
    their own), "none", "process", or a dict of these by component locked      path of a lock file (`newsgrain pipeline
    lock`) that the plugins, models and configuration have to match timings, hash, keep_source   add CPU times, the
    SHA-256, and the page's bytes to documents
    """

    def __init__(
        self,
        config: Mapping[str, Any] | Path | None = None,
        *,
        plugin_path: Path | Sequence[Path] = (),
        components: Iterable[str] | None = None,
        disable: str | Iterable[str] = (),
        timeout: float | None = None,
        max_input: int = 64 << 20,
        checking: str = "bounds",
        timings: bool = False,
        hash: bool = False,
        keep_source: bool = False,
        isolation: str | Mapping[str, str] = "auto",
        locked: Path | None = None,
    ) -> None:
        if isinstance(plugin_path, (str, os.PathLike)):
            plugin_path = [plugin_path]
        if isinstance(disable, str):
            disable = [disable]
        if checking not in ("bounds", "full"):
            raise ValueError(f'checking is "bounds" or "full", not {checking!r}')
        self._arguments: dict[str, Any] = {
            "config": config,
            "plugin_path": [os.fspath(p) for p in plugin_path],
            "components": None if components is None else list(components),
            "disable": list(disable),
            "timeout": timeout,
            "max_input": int(max_input),
            "checking": checking,
            "timings": bool(timings),
            "hash": bool(hash),
            "keep_source": bool(keep_source),
            "isolation": isolation if isinstance(isolation, str) else dict(isolation),
            "locked": None if locked is None else os.fspath(locked),
        }
        # What was left at its default leaves the word to the configuration file.
        options = {
            k: self._arguments[k] for k in ("plugin_path", "disable", "timings", "hash", "locked") if self._arguments[k]
        }
        options["keep_source"] = bool(keep_source)
        if checking != "bounds":
            options["checking"] = checking
        if int(max_input) != 64 << 20:
            options["max_input"] = int(max_input)
        if isolation != "auto":
            options["isolation"] = (
                [isolation] if isinstance(isolation, str) else [f"{k}={v}" for k, v in isolation.items()]
            )
        if components is not None:
            options["components"] = list(components)
        if timeout is not None:
            if not timeout > 0:
                raise ValueError("timeout is a positive number of seconds")
            options["timeout_ms"] = max(1, round(timeout * 1000))
        if isinstance(config, (str, os.PathLike)):
            name = os.fspath(config)
            config = _core.parse_toml(pathlib.Path(name).read_text(encoding="utf-8"), name)
            options["config_name"] = name
        if config:
            options["config"] = config
        options["entry_points"] = plugin_entry_points()
        self._core = _core.Pipeline(options)

    def __reduce__(self) -> Any:
        return _restore, (self._arguments,)

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
        published: str | None = None,
        language: str | None = None,
        mentions: Iterable[Mapping[str, Any]] | None = None,
    ) -> Document:
        """Analyses one document.

        source is str (a text, or a page if it looks like HTML), bytes (a page or text as it came), a path
        (pathlib.Path), or a dict as in JSON lines: {"html" or "text", "id"?, "url"?, "published"?, "language"?,
        "mentions"?}. mentions: [{"begin", "end", "type", "entity"?}] in code points; they replace those of the entity
        component. A bad document raises nothing: see `doc.status` and `doc.error`. Raises TypeError for other sources.
        """
        made = _input(source, id, media_type, charset, url, published, language, mentions, self._arguments["max_input"])
        return Document(self._core.analyze([made], 1)[0])

    analyze = __call__

    @overload
    def pipe(
        self,
        sources: Iterable[Source],
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
        sources: Iterable[Any],
        *,
        as_tuples: bool = False,
        threads: int | None = None,
        on_error: str = "record",
        site_context: bool = False,
    ) -> Iterator[Any]:
        """Analyses many documents; yields them in order, lazily.

        as_tuples  sources are (source, context) pairs, and so are the results threads    worker threads; default one
        per core on_error   "record": documents with their status; "skip": only those without failure; "raise": the
        first failure raises site_context  let pages of one site help each other: lines that stand on several of them
        are no article's. The sources are gone
                   through twice, so that they must be a list or the like, and no generator (TypeError); texts need their "url".
                   Each document has a note that says how many pages of its site were known.
        """
        if on_error not in ("record", "skip", "raise"):
            raise ValueError(f'on_error is "record", "skip" or "raise", not {on_error!r}')
        context = None
        if site_context:
            if iter(sources) is sources:
                raise TypeError("site_context goes through the sources twice: give a list, not a generator or a file")
            context = _core.SiteContext(1 << 22)
            for item in sources:
                context.add(self._made(item[0] if as_tuples else item), self._arguments["max_input"])
        return self._pipe(iter(sources), as_tuples, max(1, int(threads or _cores())), on_error, context)

    def _made(self, source: Any) -> _core.Input:
        return _input(source, None, None, None, None, None, None, None, self._arguments["max_input"])

    def _pipe(
        self, sources: Iterator[Any], as_tuples: bool, threads: int, on_error: str, context: _core.SiteContext | None
    ) -> Iterator[Any]:
        # Small batches first, so that the first result comes early; then large enough for the threads to be busy.
        for size in itertools.chain((threads, 4 * threads), itertools.repeat(16 * threads)):
            batch = list(itertools.islice(sources, size))
            if not batch:
                return
            inputs = [self._made(item[0] if as_tuples else item) for item in batch]
            if context is not None:
                for given in inputs:
                    given.set_site_context(context)
            for item, made in zip(batch, self._core.analyze(inputs, threads)):
                doc = Document(made)
                if doc.failed:
                    if on_error == "raise":
                        doc.raise_for_status()
                    if on_error == "skip":
                        continue
                yield (doc, item[1]) if as_tuples else doc


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _restore(arguments: Mapping[str, Any]) -> Pipeline:
    options = dict(arguments)
    return Pipeline(options.pop("config"), **options)


def _input(
    source: Any,
    id: object | None,
    media_type: str | None,
    charset: str | None,
    url: str | None,
    published: str | None,
    language: str | None,
    mentions: Iterable[Mapping[str, Any]] | None,
    max_input: int,
) -> _core.Input:
    """A core input of anything that Pipeline takes."""
    name = "-"
    if isinstance(source, dict):
        known = dict(source)
        if ("html" in known) == ("text" in known):
            raise ValueError('a dict holds either "html" or "text"')
        media_type = media_type or ("text/html" if "html" in known else "text/plain")
        id = id if id is not None else known.get("id")
        url, published = url or known.get("url"), published or known.get("published")
        language = language or known.get("language")
        mentions = mentions if mentions is not None else known.get("mentions")
        source = known["html"] if "html" in known else known["text"]
    if isinstance(source, os.PathLike):
        path = os.fspath(source)
        found = _core.inputs_of_path(path, max_input)
        if len(found) != 1:
            raise ValueError(
                f"{path} holds {len(found)} documents; read it with `newsgrain analyze`, or line by line with pipe()"
            )
        if all(given is None for given in (id, media_type, charset, url, published, language, mentions)):
            return found[0]
        with open(path, "rb") as file:
            source, name = file.read(), path
    decoded = isinstance(source, str)
    if isinstance(source, str):
        data = source.encode("utf-8", "replace")
        charset = "utf-8"
    elif isinstance(source, (bytes, bytearray, memoryview)):
        data = bytes(source)
    elif hasattr(source, "read"):
        return _input(source.read(), id, media_type, charset, url, published, language, mentions, max_input)
    else:
        raise TypeError(f"a document is str, bytes, a path, a file or a dict, not {type(source).__name__}")
    made = _core.Input(
        "" if id is None else str(id),
        name,
        data,
        media_type or "",
        charset or "",
        decoded,
        url or "",
        published or "",
        language or "",
    )
    if mentions is not None:
        made.set_mentions(mentions, "code_point")
    return made


def json_schema() -> str:
    """The JSON Schema of a document, as text."""
    return _core.json_schema()
