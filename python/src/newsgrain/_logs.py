"""What plugins and the host log, in Python's logging.

Every record goes to logging.getLogger("newsgrain") and has the attributes `component` (an id; "newsgrain" is the host)
and `document` (the id of the document it is about, or None).
"""

from __future__ import annotations

import logging

logger = logging.getLogger("newsgrain")
logger.addHandler(logging.NullHandler())

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


def emit(level: str, component: str, document: str, text: str) -> None:
    """One record; called by the extension module, by the thread that called it."""
    message = f"{document}: {component}: {text}" if document else f"{component}: {text}"
    logger.log(
        _LEVELS[level], "%s", message, extra={"component": component, "document": document or None}, stacklevel=2
    )
