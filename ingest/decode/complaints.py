"""What C libraries say on stderr while they go on: the only trace of damaged fax lines."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

#: Enough to see what kinds there are; a page of garbage complains once a line.
_MOST_BYTES = 1 << 20


class Complaints:
    """The text written to stderr inside ``listen``."""

    text: str = ""


@contextmanager
def listen() -> Iterator[Complaints]:
    """Collect what is written to file descriptor 2, of the whole process, for the while."""
    heard = Complaints()
    sys.stderr.flush()
    kept = os.dup(2)
    with tempfile.TemporaryFile() as sink:
        os.dup2(sink.fileno(), 2)
        try:
            yield heard
        finally:
            os.dup2(kept, 2)
            os.close(kept)
            sink.seek(0)
            heard.text = sink.read(_MOST_BYTES).decode("utf-8", "replace")
