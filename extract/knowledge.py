"""What we know about Turkish paper, read from this package's own data files."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Label:
    """One printed label: ``tckn.self`` written as ``tc kimlik no``."""

    key: str  #: ``field.role``
    words: tuple[str, ...]  #: folded

    @property
    def phrase(self) -> str:
        """The folded words with single spaces."""
        return " ".join(self.words)


#: The span finder as a spaCy folder, made by ``training/``; a letter can be read without it.
SPAN_MODEL = Path(str(files("extract"))) / "data" / "model"


def has_span_model() -> bool:
    """Say whether the span finder's weights are there."""
    return (SPAN_MODEL / "manifest.json").is_file()


def text(name: str) -> str:
    """Return the file ``data/<name>``."""
    return (files("extract") / "data" / name).read_text(encoding="utf-8")


@cache
def table(name: str) -> Mapping[str, Any]:
    """Return the TOML file ``data/<name>.toml``."""
    return tomllib.loads(text(f"{name}.toml"))


@cache
def fitted(name: str) -> Mapping[str, Any]:
    """Return the JSON file ``data/<name>.json``: what training wrote."""
    found: Mapping[str, Any] = json.loads(text(f"{name}.json"))
    return found


@cache
def version() -> str:
    """Return twelve hex digits that change with any of the data: what audits proved is of these."""
    folder = files("extract") / "data"
    found = sorted((item.name, item) for item in folder.iterdir() if item.is_file())
    digest = sha256()
    for name, item in found:
        digest.update(f"{name}\0".encode() + item.read_bytes())
    if has_span_model():
        digest.update((SPAN_MODEL / "manifest.json").read_bytes())
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
