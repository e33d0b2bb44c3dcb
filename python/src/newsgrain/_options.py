"""The arguments of Pipeline, as the core takes them: what a TOML file may say is accepted here too."""

from __future__ import annotations

import datetime
import math
import numbers
import os
import pathlib
from collections.abc import Iterable, Mapping
from typing import Any

from . import _core
from ._errors import ConfigError, InputError

_MAX_DEPTH = 64


def _bad(name: str, wanted: str, value: object) -> ConfigError:
    return ConfigError(f"NG140: {name} is {wanted}, not {value!r}.", "NG140", name)


def milliseconds(name: str, value: object) -> int | None:
    """Of a number of seconds, a timedelta, or a text such as "2s" or "200ms"."""
    if value is None:
        return None
    if isinstance(value, datetime.timedelta):
        value = value.total_seconds()
    wanted = 'a positive number of seconds such as 5, 0.5, "2s" or "200ms"'
    if isinstance(value, bool) or not isinstance(value, (str, numbers.Real)):
        raise _bad(name, wanted, value)
    if isinstance(value, str):
        text = value.strip()
    else:
        seconds = float(value)
        text = f"{max(seconds, 0.001):.6f}" if math.isfinite(seconds) and seconds > 0 else ""
    found = _core.parse_seconds(text)
    if not found:
        raise _bad(name, wanted, value)
    return found


def size(name: str, value: object) -> int | None:
    """Bytes, of a number or a text such as "20M"."""
    if value is None:
        return None
    wanted = 'a size in bytes such as 500000, "20M" or "1G"'
    if isinstance(value, bool) or not isinstance(value, (str, numbers.Real)):
        raise _bad(name, wanted, value)
    text = value.strip() if isinstance(value, str) else str(value) if isinstance(value, int) else repr(float(value))
    found = _core.parse_size(text)
    if not found:
        raise _bad(name, wanted, value)
    return found


def names(name: str, value: object) -> list[str]:
    """One id or several."""
    if isinstance(value, str):
        return [value]
    wanted = "the id of a component or a list of them"
    if isinstance(value, (bytes, Mapping)) or not isinstance(value, Iterable):
        raise _bad(name, wanted, value)
    found = list(value)
    if not all(isinstance(item, str) for item in found):
        raise _bad(name, wanted, found)
    return found


def paths(name: str, value: object) -> list[str]:
    """One path or several."""
    if isinstance(value, (str, os.PathLike)):
        return [path(name, value)]
    if isinstance(value, (bytes, Mapping)) or not isinstance(value, Iterable):
        raise _bad(name, "a path or a list of paths", value)
    return [path(name, item) for item in value]


def path(name: str, value: object) -> str:
    found = os.fspath(value) if isinstance(value, (str, os.PathLike)) else None
    if not isinstance(found, str):
        raise _bad(name, "a path", value)
    return found


def _isolation(value: object) -> list[str]:
    """As the flags of the command line have it: "process", or "ID=none"."""
    wanted = '"auto", "none" or "process", or a dict of these by component'
    if isinstance(value, str):
        return [value]
    if not isinstance(value, Mapping) or not all(isinstance(v, str) for pair in value.items() for v in pair):
        raise _bad("isolation", wanted, value)
    return [f"{component}={mode}" for component, mode in value.items()]


def table(name: str, value: object, depth: int = 0) -> Any:
    """A configuration value, with what Python has more than TOML turned into what TOML has: paths, tuples, sets,
    numbers of numpy."""
    if depth > _MAX_DEPTH:
        raise ConfigError(f"NG140: {name} is nested too deeply, or contains itself.", "NG140", name)
    if isinstance(value, int) and not isinstance(value, bool) and not -(2**63) <= value < 2**63:
        raise _bad(name, "a number of at most 64 bits", value)
    if isinstance(value, str) and any("\ud800" <= c <= "\udfff" for c in value):
        raise _bad(name, "text without halves of characters", value)
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, os.PathLike):
        return path(name, value)
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str):
                raise _bad(f"a key of {name}", "a str", key)
        return {key: table(f"{name}.{key}" if name else key, item, depth + 1) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [table(f"{name}[{i}]", item, depth + 1) for i, item in enumerate(value)]
    if isinstance(value, (set, frozenset)):
        return [table(name, item, depth + 1) for item in sorted(value, key=str)]
    if type(value).__module__ == "numpy" and hasattr(value, "tolist"):
        return table(name, value.tolist(), depth + 1)
    raise _bad(name, "a dict, list, str, number, bool, path or None", value)


def config_file(name: str) -> dict[str, Any]:
    """The tables of a TOML file."""
    try:
        text = pathlib.Path(name).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise InputError(
            f"NG101: the configuration file cannot be read: {error} ({name}). Check the path; a configuration itself is"
            " given as a dict.",
            "NG101",
            name,
        ) from error
    return _core.parse_toml(text, name)


def core_options(
    *,
    config: object,
    plugin_path: object,
    components: object,
    with_components: object,
    disable: object,
    timeout: object,
    max_input: object,
    checking: object,
    timings: object,
    hash: object,
    keep_source: object,
    isolation: object,
    locked: object,
    assume_language: object,
) -> dict[str, Any]:
    """What was left at its default leaves the word to the configuration file."""
    if checking not in ("bounds", "full"):
        raise _bad("checking", '"bounds" or "full"', checking)
    if assume_language is not None and not (isinstance(assume_language, str) and assume_language):
        raise _bad("assume_language", 'a language tag such as "en", or "none"', assume_language)
    if locked is not None and not locked:
        raise _bad("locked", "the path of a lock file, or None", locked)
    options: dict[str, Any] = {
        "plugin_path": paths("plugin_path", plugin_path or ()),
        "with_components": names("with_components", with_components or ()),
        "disable": names("disable", disable or ()),
        "timings": bool(timings),
        "hash": bool(hash),
        "locked": None if locked is None else path("locked", locked),
        "assume_language": assume_language,
        "checking": None if checking == "bounds" else checking,
        "isolation": None if isolation == "auto" else _isolation(isolation),
        "timeout_ms": milliseconds("timeout", timeout),
        "max_input": size("max_input", max_input),
    }
    options = {key: value for key, value in options.items() if value}
    if components is not None:
        options["components"] = names("components", components)
        if not options["components"]:
            raise _bad("components", "None for the bundled ones, or one id or more", components)
    options["keep_source"] = bool(keep_source)
    if isinstance(config, (str, os.PathLike)):
        options["config_name"] = path("config", config)
        config = config_file(options["config_name"])
    elif config is not None and not isinstance(config, Mapping):
        raise _bad("config", "a dict of tables, or the path of a TOML file", config)
    if config:
        options["config"] = table("", config)
    return options
