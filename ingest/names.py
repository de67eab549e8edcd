"""What a file's name may tell: whether to leave it alone, what it belongs to, how it came.

Nothing more: a name is data typed by strangers, never a path we build and never an identity.
"""

import os
from pathlib import PurePath

from domain.arrival import Channel
from domain.turkish import fold

_TEMPORARY_ENDS = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".filepart", ".download")
_TEMPORARY_STARTS = (".", "~$")
_COMPANIONS = frozenset({".json", ".xml", ".csv", ".txt", ".tsv", ".idx"})


def is_temporary(name: str) -> bool:
    """Say whether a writer still holds this name (``.part``, ``~$…``) or hides it (``.…``)."""
    return name.startswith(_TEMPORARY_STARTS) or fold(name).endswith(_TEMPORARY_ENDS)


def is_companion(name: str) -> bool:
    """Say whether it is a sidecar: facts about a page file of the same stem."""
    return fold(PurePath(name).suffix) in _COMPANIONS


def belongs(sidecar: str, relative: str) -> bool:
    """Say whether ``sidecar`` (``a.xml``, ``a.tif.xml``) is of ``relative`` (``a.tif``).

    Both are paths below the drop folder.
    """
    stem = str(PurePath(sidecar).with_suffix(""))
    return stem in (relative, str(PurePath(relative).with_suffix("")))


def channel_of(relative: str, default: Channel) -> Channel:
    """Return the channel that the first sub-folder is named for (``fax/``, ``post/``)."""
    parts = PurePath(relative).parts
    if len(parts) > 1:
        for channel in Channel:
            if fold(parts[0]) == channel.value:
                return channel
    return default


def printable(name: str) -> str:
    """Return a name that any store can keep: bytes that are no UTF-8 become ``\\xNN``."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
