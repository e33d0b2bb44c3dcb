"""Exceptions. Each carries `code` ("NG140") and `where`; its text ends with the cure."""

from __future__ import annotations

from typing import Any


class Error(Exception):
    """Base of all errors of newsgrain."""

    def __init__(self, message: str, code: str = "NG199", where: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.where = where

    def __reduce__(self) -> Any:
        return type(self), (self.args[0], self.code, self.where)


class InputError(Error):
    """An input that cannot be read or understood."""


class SourceError(InputError, ValueError):
    """What was given to Pipeline() is no page, text, file or row. Pipeline.pipe() makes a document of it, with the
    status "error"."""


class PluginError(Error):
    """A plugin that is missing, refused, or failed."""


class ConfigError(Error, ValueError):
    """A configuration that does not fit, or components that do not fit together."""


class LimitError(Error):
    """A limit of time, size or memory."""


# By the kinds of the core's table of codes.
_KINDS: dict[str, type[Error]] = {
    "input": InputError,
    "plugin": PluginError,
    "config": ConfigError,
    "limit": LimitError,
    "other": Error,
}


def from_core(number: int, kind: str, text: str, where: str) -> Error:
    """The exception for an error of the core."""
    return _KINDS[kind](text, f"NG{number}", where)
