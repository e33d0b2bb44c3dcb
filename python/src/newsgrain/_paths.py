"""Where the wheel keeps what is not Python."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

_HERE = os.path.dirname(os.path.abspath(__file__))


def cmake_dir() -> str:
    """Folder to pass as Newsgrain_ROOT when a plugin is configured with CMake."""
    return os.path.join(_HERE, "share", "cmake", "Newsgrain")


def include_dir() -> str:
    """Folder of the C and C++ headers for plugins."""
    return os.path.join(_HERE, "include")


def executable() -> str:
    """The command line."""
    return os.path.join(_HERE, "bin", "newsgrain")


def plugin_entry_points() -> list[str]:
    """Paths of plugins that installed packages announce in the entry point group "newsgrain.plugins".

    An entry point names a function without arguments, or a value, that gives a path of a library or folder, or several.
    """
    from importlib import metadata

    try:
        found: Iterable[Any] = metadata.entry_points(group="newsgrain.plugins")
    except TypeError:  # Python 3.9
        found = metadata.entry_points().get("newsgrain.plugins", ())  # type: ignore[attr-defined, unused-ignore]
    paths: list[str] = []
    for point in sorted(found, key=lambda p: p.name):
        try:
            value = point.load()
            value = value() if callable(value) else value
        except Exception as error:  # a broken package must not take all others down
            import warnings

            warnings.warn(
                f"the plugin entry point {point.name} cannot be loaded: {error}", RuntimeWarning, stacklevel=3
            )
            continue
        if hasattr(value, "__path__"):  # a package: its folder
            value = list(value.__path__)
        paths += [os.fspath(value)] if isinstance(value, (str, os.PathLike)) else [os.fspath(v) for v in value]
    return paths
