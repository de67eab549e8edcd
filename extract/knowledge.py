"""What we know about Turkish paper, read from this package's own data files."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from domain import turkish


@dataclass(frozen=True, slots=True)
class Label:
    """One printed label: ``tckn.self`` written as ``tc kimlik no``."""

    key: str  #: ``field.role``
    words: tuple[str, ...]  #: folded

    @property
    def phrase(self) -> str:
        """The folded words with single spaces."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Names:
    """Words known as names. ``exact`` holds Turkish lower case, ``folded`` ASCII letters."""

    exact: frozenset[str]
    folded: frozenset[str]


def _text(name: str) -> str:
    return (files("extract") / "data" / name).read_text(encoding="utf-8")


@cache
def table(name: str) -> Mapping[str, Any]:
    """Return the TOML file ``data/<name>.toml``."""
    return tomllib.loads(_text(f"{name}.toml"))


@cache
def version() -> str:
    """Return twelve hex digits that change with any of the data: what audits proved is of these."""
    folder = files("extract") / "data"
    found = sorted((item.name, item) for item in folder.iterdir() if item.is_file())
    digest = sha256()
    for name, item in found:
        digest.update(f"{name}\0".encode() + item.read_bytes())
    return digest.hexdigest()[:12]


@cache
def labels() -> tuple[Label, ...]:
    """Return every printed label; a phrase written twice keeps its first meaning."""
    seen: dict[str, Label] = {}
    for field, roles in table("labels").items():
        for role, phrases in roles.items():
            for phrase in phrases:
                seen.setdefault(phrase, Label(f"{field}.{role}", tuple(phrase.split())))
    return tuple(seen.values())


@cache
def words(key: str) -> frozenset[str]:
    """Return one word list of ``roles.toml``, folded."""
    return frozenset(table("roles")[key])


@cache
def phrases(key: str) -> tuple[str, ...]:
    """Return one phrase list of ``roles.toml``'s ``[closing]``, folded."""
    return tuple(table("roles")["closing"][key])


def begins_with_any(word: str, stems: Iterable[str]) -> bool:
    """Say whether a folded word begins with one of the stems."""
    return word.startswith(tuple(stems))


def _names(lines: str) -> Names:
    exact = frozenset(turkish.compose(line) for line in lines.split())
    return Names(exact, frozenset(turkish.fold(name) for name in exact))


@cache
def first_names() -> Names:
    """Return the given names of ``data/first_names.txt``."""
    return _names(_text("first_names.txt"))


@cache
def surnames() -> Names:
    """Return the surnames of ``data/surnames.txt``."""
    return _names(_text("surnames.txt"))
