"""From what a user has to inputs of the core: pages, texts, paths, files, and rows as in JSON lines.

make() raises Refused for what is none of these: for Pipeline.__call__() it becomes an exception of the caller's, while
Pipeline.pipe() makes a document of it (see failed()), so that the other items are not lost.
"""

from __future__ import annotations

import datetime
import decimal
import json
import math
import os
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any, Union

from . import _core
from ._errors import SourceError

Source = Union[str, bytes, bytearray, memoryview, "os.PathLike[str]", IO[bytes], IO[str], Mapping[str, Any]]

_SOURCES = "A document is str, bytes, a pathlib.Path, a file, or a dict."
_ROWS = 'A row is a dict with "html" or "text", and perhaps "id", "url", "published", "language" and "mentions".'
_INSIST = 'or media_type="text/plain" where this is the text itself.'
_MAX_DEPTH = 60
_LONGEST_NAME = 4096
# One word that ends like the name of a file.
_FILE_NAME = re.compile(
    r"\S*[^\s./]\.(?:html?|xhtml|shtml|mhtml|php|aspx?|txt|jsonl?|ndjson|pdf|docx?|warc|xml|csv|parquet)"
    r"(?:\.(?:gz|zst|xz|bz2))?",
    re.IGNORECASE,
)


class Refused(Exception):
    """What no input can be made of; `cure` says what to give instead."""

    def __init__(self, message: str, cure: str, *, wrong_type: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.cure = cure
        self.wrong_type = wrong_type

    def for_caller(self) -> Exception:
        text = f"{self.message}. {self.cure}"
        return TypeError(text) if self.wrong_type else SourceError(f"NG102: {text}", "NG102")


def make(source: Any, max_input: int, where: str = "", **given: Any) -> _core.Input:
    """An input of anything that Pipeline takes; `given` are the other arguments of Pipeline.__call__()."""
    if isinstance(source, _core.Input):
        return source
    media_type, charset = given.pop("media_type", None), given.pop("charset", None)
    facts = {key: value for key, value in given.items() if value is not None}
    made = _make(source, facts, max_input, where, insisted=media_type is not None)
    made.media_type = media_type or made.media_type
    if charset and not made.decoded:
        made.charset = charset
    return made


def failed(source: Any, error: Exception, where: str) -> _core.Input:
    """What stands for an item that make() refused, or that could not be read: a document with the status "error"."""
    refused = error if isinstance(error, Refused) else Refused(f"{type(error).__name__}: {error}", _SOURCES)
    try:
        name = _identity(source["id"])
    except Exception:  # whatever the item is: it has no id
        name = None
    return _core.failed_input(name or "", refused.message, where, refused.cure)


def of_file(path: os.PathLike[Any] | str, max_input: int) -> Iterator[_core.Input]:
    """All documents of a file or folder, as the command line finds them."""
    return iter(_core.Opened(os.fsencode(path), max_input))


def _make(source: Any, facts: dict[str, Any], max_input: int, where: str, *, insisted: bool) -> _core.Input:
    if isinstance(source, Mapping):
        return _of_row({**source, **facts}, max_input, where)
    if isinstance(source, os.PathLike):
        made = _of_path(source, max_input)
        if facts:
            made.take_facts(_row({**facts, "text": ""}, max_input, where))
        return made
    page = _read(source)
    if page is source and not insisted:
        _refuse_names(page, anywhere=True, cure=_INSIST)
    made = _with_page(page, "text", facts, max_input, where)
    made.media_type = ""  # the core looks
    return made


_PLACE = " "  # of a page that goes past the JSON


def _of_row(row: dict[str, Any], max_input: int, where: str) -> _core.Input:
    key = "text" if _missing(row.get("html")) else "html"
    page = row.get(key)
    if isinstance(page, os.PathLike):
        made = _of_path(page, max_input)
        made.media_type = f"text/{'html' if key == 'html' else 'plain'}"
        made.take_facts(_row({**row, key: _PLACE}, max_input, where))
        return made
    if page == "" and isinstance(row.get("text"), str):  # tables fill what is missing so: the core says what it takes
        return _row(row, max_input, where)
    if not isinstance(page, (str, bytes, bytearray, memoryview)) and not hasattr(page, "read"):
        return _row(row, max_input, where)  # the core says what is wrong with it
    text = _read(page)
    if text is page:
        _refuse_names(text, anywhere=False, cure="in the row.")
    return _with_page(text, key, row, max_input, where)


def _with_page(page: str | bytes, key: str, facts: dict[str, Any], max_input: int, where: str) -> _core.Input:
    """The page goes past the JSON, but for a str with halves of characters, of which the core knows what becomes."""
    if isinstance(page, str):
        try:
            data = page.encode()
        except UnicodeEncodeError:
            return _row({**facts, key: page}, max_input, where)
    else:
        data = page
    made = _row({**facts, key: _PLACE}, max_input, where)
    made.set_page(data, isinstance(page, str))
    return made


def _row(fields: dict[str, Any], max_input: int, where: str) -> _core.Input:
    """As a JSON line is read, so that both say and drop the same."""
    fields = {**fields, "id": _identity(fields.get("id"))}
    notes: list[str] = []
    try:
        line = json.dumps(fields, allow_nan=False)
    except (TypeError, ValueError, RecursionError):  # dates, numbers of numpy, NaN ...
        plain = {str(key): _plain(str(key), value, 0, notes) for key, value in fields.items()}
        line = json.dumps(plain, allow_nan=False)
    made = _core.row_input(line, where, _ROWS, max_input)
    for note in notes:
        made.add_note(note)
    return made


def _of_path(source: os.PathLike[Any], max_input: int) -> _core.Input:
    found = of_file(source, max_input)
    first = next(found, None)
    name = f"pathlib.Path({os.fsdecode(source)!r})"
    if first is None:
        raise Refused(f"{name} holds no document", "Check that this is the file or folder that was meant.")
    if next(found, None) is not None:
        raise Refused(f"{name} holds more than one document", f"nlp.pipe({name}) reads them all.")
    return first


def _read(source: Any) -> str | bytes:
    if hasattr(source, "read"):
        source = source.read()
    if isinstance(source, (bytearray, memoryview)):
        return bytes(source)
    if not isinstance(source, (str, bytes)):
        raise Refused(f"{_described(source)} is no document", _SOURCES, wrong_type=True)
    return source


def _described(value: object) -> str:
    if value is None or isinstance(value, (bool, int, float)):
        return repr(value)
    name = type(value).__name__
    return f"{'an' if name[:1] in 'aeiou' else 'a'} {name}"


def _refuse_names(page: str | bytes, *, anywhere: bool, cure: str) -> None:
    """A name of a file in place of a page or text; other things that are neither are known to the core. `anywhere`: any
    word may name a file, else only one with a dot or a slash."""
    kind = type(page).__name__
    if len(page) > _LONGEST_NAME:
        return
    name = (page if isinstance(page, str) else os.fsdecode(page)).strip()
    if not name or "\n" in name or "\0" in name:
        return
    shown = f"pathlib.Path({name!r})"
    if (anywhere or "." in name or os.sep in name) and _is_file(name):
        raise Refused(f"the {kind} {name!r} is the name of a file", f"Give {shown}, {cure}")
    if "://" not in name and _FILE_NAME.fullmatch(name):
        raise Refused(
            f"the {kind} {name!r} is the name of a file, and there is no such file here",
            f"Correct it and give {shown}, {cure}",
        )


def _is_file(name: str) -> bool:
    try:
        return os.path.isfile(name) or (os.sep in name and os.path.isdir(name))
    except (OSError, ValueError):
        return False


def _missing(value: object) -> bool:
    """None, and what pandas and numpy have in its place."""
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or type(value).__name__ in ("NAType", "NaTType")


def _identity(value: object) -> str | None:
    return None if _missing(value) else str(value)


def _plain(name: str, value: Any, depth: int, notes: list[str]) -> Any:
    """A value as JSON has it: dates as text, what stands for a missing value as null, and so what JSON cannot hold,
    with a note."""
    if isinstance(value, (str, bool, int)):
        return value
    if _missing(value):
        return None
    if depth > _MAX_DEPTH:
        raise Refused(f'"{name}" is nested too deeply, or contains itself', "Leave it out of the row.")
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): _plain(name, item, depth + 1, notes) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)) or (name == "mentions" and isinstance(value, Iterable)):
        return [_plain(name, item, depth + 1, notes) for item in value]
    if isinstance(value, (datetime.date, datetime.time)) or hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, os.PathLike):
        return os.fsdecode(value)
    if isinstance(value, (decimal.Decimal, uuid.UUID)) or getattr(getattr(value, "dtype", None), "kind", "") == "M":
        return _plain(name, None if str(value) == "NaT" else str(value), depth + 1, notes)
    if hasattr(value, "tolist"):  # numpy
        return _plain(name, value.tolist(), depth + 1, notes)
    notes.append(f'"{name}" holds {_described(value)}, which JSON cannot: left out')
    return None
