"""Find what people wrote in a place where it must not be, however it is spelt there.

A text is looked through as it is, with ``%C4%B1`` and ``\\u0131`` resolved, folded to ASCII, and
with whatever stands between words or digits taken away. A find tells the place and the kind, never
the words.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

from benchmarks.processes import tree
from domain.turkish import fold

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_BETWEEN = re.compile(r"[\W_]+")
#: What people put between the digits of a number: at most two characters.
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[ .\-/()+]{1,2}(?=\d)")
#: A name run together, ``alier``, is part of too many words to be told from them.
_SHORTEST = 9
_PHONE = 10  # digits of a number within the country
_ADDRESS = 4  # words of an address that tell where somebody lives
_LARGEST = 64 * 1024 * 1024  # bytes of one file that are looked through


@dataclass(frozen=True, slots=True, order=True)
class Find:
    """Something personal, and where it stood."""

    place: str
    kind: str  #: tckn, name, phone, address, email


@dataclass(frozen=True, slots=True)
class Needles:
    """What must not be found: each as it is compared, with its kind."""

    words: Mapping[str, str]
    numbers: Mapping[str, str]

    @classmethod
    def of(cls, truths: Iterable[Mapping[str, Any]]) -> "Needles":
        """Return the needles of the letters that these truths tell of."""
        words: dict[str, str] = {}
        numbers: dict[str, str] = {}
        for truth in truths:
            for person in (truth, *truth["others"]):
                if person["tckn"]:
                    numbers[person["tckn"]] = "tckn"
                words.update(dict.fromkeys(_names(person["name"]), "name"))
            for name in truth["names_written"]:
                words.update(dict.fromkeys(_names(name), "name"))
            if truth["phone"]:
                numbers[truth["phone"][-_PHONE:]] = "phone"
            if truth["email"]:
                words[_plain(truth["email"])] = "email"
            if truth["address"]:
                words[" ".join(_plain(truth["address"]).split()[:_ADDRESS])] = "address"
        return cls(words, numbers)

    def within(self, text: str) -> set[str]:
        """Return the kinds of what stands in ``text``."""
        text = _resolved(text)
        plain = _plain(text)
        spaced, joined = f" {plain} ", plain.replace(" ", "")
        found = {
            kind
            for needle, kind in self.words.items()
            if f" {needle} " in spaced
            or (len(needle) > _SHORTEST and needle.replace(" ", "") in joined)
        }
        digits = _BETWEEN_DIGITS.sub("", text)
        return found | {
            kind for needle, kind in self.numbers.items() if needle in text or needle in digits
        }


def _names(name: str) -> Iterator[str]:
    words = _plain(name).split()
    yield " ".join(words)
    yield " ".join((words[-1], *words[:-1]))


def _resolved(text: str) -> str:
    text = _ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), text)
    return unquote_plus(text) if "%" in text else text


def _plain(text: str) -> str:
    return _BETWEEN.sub(" ", fold(text)).strip()


def in_text(needles: Needles, place: str, text: str) -> set[Find]:
    """Look through a text."""
    return {Find(place, kind) for kind in needles.within(text)}


def in_file(needles: Needles, place: str, file: Path) -> set[Find]:
    """Look through a file's bytes as UTF-8; whatever is no text is passed over."""
    with suppress(OSError), file.open("rb") as content:
        return in_text(needles, place, content.read(_LARGEST).decode("utf-8", "replace"))
    return set()


def in_names(needles: Needles, place: str, folder: Path, but: Path | None = None) -> set[Find]:
    """Look through the names of everything in ``folder``; ``but`` is a part of it left out."""
    found: set[Find] = set()
    for path, folders, files in os.walk(folder):
        if but is not None and Path(path) == but:
            folders.clear()
            continue
        found |= in_text(needles, place, "\n".join((*folders, *files)))
    return found


def in_contents(needles: Needles, place: str, folder: Path) -> set[Find]:
    """Look through names and contents of everything in ``folder``."""
    found = in_names(needles, f"{place}: names", folder)
    for path, _folders, files in os.walk(folder):
        for name in files:
            found |= in_file(needles, f"{place}: contents", Path(path) / name)
    return found


def in_processes(needles: Needles, root: int) -> set[Find]:
    """Look through arguments and environment of a process and its children."""
    found: set[Find] = set()
    for pid in tree(root):
        here = Path("/proc") / str(pid)
        for part, place in (("cmdline", "arguments"), ("environ", "environment")):
            found |= in_file(needles, f"process {place}", here / part)
    return found
