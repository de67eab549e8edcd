"""Logging, set up once: one JSON line per event on stderr, ids and codes only.

No personal data: no names, numbers, texts or file names; subjects are our own ids.
"""

import logging
import sys

import structlog


def set_up(*, verbose: bool = False) -> None:
    """Send structlog and the libraries' warnings to stderr as JSON lines."""
    level = logging.DEBUG if verbose else logging.INFO
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=False),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    # Libraries may quote what they handle; only their warnings' place is of use to us.
    logging.basicConfig(
        level=logging.WARNING,
        stream=sys.stderr,
        format='{"event": "library", "logger": "%(name)s", "level": "%(levelname)s"}',
        force=True,
    )
