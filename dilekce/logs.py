"""Logging, set up once: one JSON line per event on stderr, ids and codes only.

No personal data: no names, numbers, texts or file names; subjects are our own ids. What a library
says, and what an exception nobody caught says, may quote a letter: of these only the kind and the
place are told, never the words.
"""

import json
import logging
import sys
import threading
import time
from types import TracebackType

import structlog

from dilekce.edge import place_of

#: Loggers of libraries that would bring handlers of their own, which tell everything.
_TAMED = ("dbos", "uvicorn", "uvicorn.error", "uvicorn.access")
_LEVELS = {logging.WARNING: "warning", logging.ERROR: "error", logging.CRITICAL: "critical"}
_log = structlog.get_logger()


class _WithoutWords(logging.Formatter):
    """A library's event as JSON: where it came from, how grave it is, what was raised."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; the message itself is left out."""
        told = {
            "event": "library",
            "logger": record.name,
            "level": _LEVELS.get(record.levelno, str(record.levelno)),
            "at": f"{record.module}:{record.lineno}",
            "timestamp": time.strftime("%Y-%m-%dT%H:%M:%S", time.localtime(record.created)),
        }
        if record.exc_info and record.exc_info[0] is not None:
            told["error"] = record.exc_info[0].__name__
            told["raised_at"] = place_of(record.exc_info[2])
        return json.dumps(told)


def set_up() -> None:
    """Send structlog, the libraries' warnings and uncaught exceptions to stderr as JSON lines."""
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=False),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_WithoutWords())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    for name in _TAMED:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
    sys.excepthook = _uncaught
    sys.unraisablehook = lambda found: _died("unraisable", found.exc_type, found.exc_traceback)
    threading.excepthook = _thread_died


def _uncaught(
    kind: type[BaseException], _error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    _died("process.died", kind, trace)


def _thread_died(found: threading.ExceptHookArgs) -> None:
    name = found.thread.name if found.thread else ""
    _died("thread.died", found.exc_type, found.exc_traceback, thread=name)


def _died(event: str, kind: type[BaseException], trace: TracebackType | None, **facts: str) -> None:
    _log.error(event, error=kind.__name__, at=place_of(trace), **facts)
