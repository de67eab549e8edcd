"""Open a stranger's file: never through a link, never waiting for a pipe's other end."""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from domain.errors import TryLater, Unacceptable


def open_regular(path: Path) -> BinaryIO:
    """Open for reading, unbuffered.

    Raises ``Unacceptable`` (``file.not_regular``) for a link, pipe, device or folder, ``TryLater``
    (``source.open``) when the file is gone, locked or not ours to read.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO):  # a link; a socket
            raise Unacceptable("file.not_regular", "only regular files are taken") from error
        raise TryLater("source.open", "a file in the drop folder cannot be opened") from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Unacceptable("file.not_regular", "only regular files are taken")
    return os.fdopen(descriptor, "rb", buffering=0)
