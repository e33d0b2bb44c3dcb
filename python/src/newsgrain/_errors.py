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


class PluginError(Error):
    """A plugin that is missing, refused, or failed."""


class ConfigError(Error, ValueError):
    """A configuration that does not fit, or components that do not fit together."""


class LimitError(Error):
    """A limit of time, size or memory."""


def from_code(number: int, message: str, where: str) -> Error:
    """The exception for an error number of the core."""
    kind: type[Error]
    if number in (103, 160, 161, 162, 163):
        kind = LimitError
    elif 100 < number < 120:
        kind = InputError
    elif 120 <= number < 124:
        kind = PluginError
    elif 124 <= number < 160:
        kind = ConfigError
    else:
        kind = Error
    return kind(message, f"NG{number}", where)
