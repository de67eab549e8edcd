"""Compile the name lists: ``python -m training.compile_names`` writes ``extract/data``.

Sources and their marks are told in ``names/README.md``. A name that is listed is never formed as
well. Output is in the order of the Turkish alphabet, so the same sources give the same bytes.
"""

import argparse
import hashlib
import itertools
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from domain import turkish

_SOURCES = Path(__file__).parent / "names"
_TARGET = Path(__file__).parent.parent / "extract" / "data"
_ALPHABET = "aâbcçdeêfgğhıiîjklmnoöpqrsştuüûvwxyz"
_RANK = {letter: index for index, letter in enumerate(_ALPHABET)}
_HARD = frozenset("çfhkpsşt")
_HIGH = {"a": "ı", "ı": "ı", "e": "i", "i": "i", "o": "u", "u": "u", "ö": "ü", "ü": "ü"}
_LONGEST = 18


def trade(stem: str) -> str:
    """Return who deals in ``stem``: kazan → kazancı, ekmek → ekmekçi."""
    return stem + ("ç" if stem[-1] in _HARD else "c") + _vowel(stem)


def inhabitant(place: str) -> str:
    """Return who comes from ``place``: sivas → sivaslı, ordu → ordulu."""
    return f"{place}l{_vowel(place)}"


def _vowel(stem: str) -> str:
    """Return the high vowel in harmony with the stem's last vowel."""
    return next(_HIGH[letter] for letter in reversed(stem) if letter in _HIGH)


def formed_surnames(parts: Mapping[str, Any]) -> Iterator[str]:
    """Yield every surname that the parts and their rules give."""
    for front, back in itertools.product(parts["compound"]["front"], parts["compound"]["back"]):
        if front != back and len(front) + len(back) > 4:
            yield front + back
    for title, name in itertools.product(parts["son_of"]["titles"], parts["son_of"]["names"]):
        yield f"{title}{name}oğlu"
    for bearer in itertools.chain(
        map(trade, parts["trade"]["stems"]), map(inhabitant, parts["place"]["names"])
    ):
        yield bearer
        yield f"{bearer}oğlu"
    for name, ending in itertools.product(parts["house"]["names"], parts["house"]["endings"]):
        yield name + ending


def ordered(names: Iterable[str]) -> list[str]:
    """Return the names once each, in the order of the Turkish alphabet.

    Raises ``KeyError`` for a letter that no Turkish or Kurdish name is written with.
    """
    return sorted(set(names), key=lambda name: [_RANK[letter] for letter in name])


def compiled() -> dict[str, str]:
    """Return file name → text of every file of the product's name data."""
    first = _listed("first_names.txt")
    last = _listed("surnames.txt")
    rare = {*_listed("first_names_rare.txt"), *_listed("first_names_compound.txt")}
    parts = tomllib.loads((_SOURCES / "surname_parts.toml").read_text(encoding="utf-8"))
    formed = {name for name in formed_surnames(parts) if len(name) <= _LONGEST}
    lists = {
        "first_names": first,
        "first_names_formed": rare - first,
        "surnames": last,
        "surnames_formed": formed - last,
    }
    texts = {f"{key}.txt": "\n".join(ordered(names)) + "\n" for key, names in lists.items()}
    return texts | {"names.toml": _manifest(texts)}


def _listed(name: str) -> set[str]:
    lines = (_SOURCES / name).read_text(encoding="utf-8").split()
    return {turkish.lower(line) for line in lines}


def _manifest(texts: Mapping[str, str]) -> str:
    head = (
        "# Written by training.compile_names. Listed by hand, or formed by rule and from memory.\n"
    )
    entries = (
        f'\n["{name}"]\nentries = {text.count(chr(10))}\nsha256 = "{_sha256(text)}"\n'
        for name, text in texts.items()
    )
    return head + "".join(entries)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def main() -> None:
    """Write the files, or with ``--check`` exit 1 when they are not what the sources give."""
    ask = argparse.ArgumentParser(prog="training.compile_names", description=__doc__)
    ask.add_argument("--check", action="store_true", help="write nothing")
    told = ask.parse_args()
    texts = compiled()
    if told.check:
        stale = [n for n, t in texts.items() if (_TARGET / n).read_text(encoding="utf-8") != t]
        sys.exit(f"not what the sources give: {', '.join(stale)}" if stale else 0)
    for name, text in texts.items():
        (_TARGET / name).write_text(text, encoding="utf-8")
        print(f"{name}: {text.count(chr(10))} lines")


if __name__ == "__main__":
    main()
