"""Shapes of the TOML tables, and reading them with a clear stop when one is wrong."""

import tomllib
from collections.abc import Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from domain.errors import Stop

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$", max_length=40)]
Name = Annotated[str, StringConstraints(min_length=2, max_length=120)]
#: A unit's code in the state's own register of organisations.
Detsis = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{7}$")]
#: Folded words (lower case, ASCII). Shorter than four letters would match inside other words.
_Stem = Annotated[str, StringConstraints(pattern=r"^[a-z0-9 ]{4,40}$")]
#: The same, or several of which all must be there: "sular + kesil".
#: The first is the rarer word; short ones after it do no harm.
_Stems = Annotated[str, StringConstraints(pattern=r"^[a-z0-9 ]{4,40}( \+ [a-z0-9 ]{2,40})*$")]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class CentralRow(_Row):
    """One unit there is once: a ministry, a central body."""

    code: Code
    name: Name
    kind: Code
    parent: Code | None = None
    aliases: tuple[Name, ...] = Field((), strict=False)
    intake: bool = False
    detsis: Detsis | None = None


class LocalRow(_Row):
    """A rule that makes one unit for each province or district.

    Names may hold ``{province}`` and ``{district}``. ``parent`` is a kind of the same place, or
    the code of a central unit.
    """

    kind: Code
    level: Literal["province", "district"]
    only: Literal["metropolitan", "other"] | None = None
    name: Name
    parent: Code
    aliases: tuple[Name, ...] = Field((), strict=False)
    mentions: tuple[_Stem, ...] = Field((), strict=False)


class TopicRow(_Row):
    """Words of a subject; it goes to the first kind or code of ``to`` there is at the place."""

    code: Code
    to: tuple[Code, ...] = Field(strict=False, min_length=1)
    stems: tuple[_Stems, ...] = Field(strict=False, min_length=1)


class UnderRow(_Row):
    """Words of institutions too many to list; the first of ``to`` at the place is over them."""

    stems: tuple[_Stem, ...] = Field(strict=False, min_length=1)
    to: tuple[Code, ...] = Field(strict=False, min_length=1)


class UnitsFile(_Row):
    """``units.toml``."""

    version: str
    central: tuple[CentralRow, ...] = Field(strict=False, min_length=1)
    local: tuple[LocalRow, ...] = Field((), strict=False)
    topic: tuple[TopicRow, ...] = Field((), strict=False)
    under: tuple[UnderRow, ...] = Field((), strict=False)
    outside: tuple[_Stem, ...] = Field((), strict=False)


_Table = TypeVar("_Table", bound=BaseModel)


def packaged(name: str) -> Traversable:
    """Return a table that comes with the product."""
    return files("deliver") / "data" / name


def read_text(source: Traversable | Path, what: str = "units") -> str:
    """Return a table's text; raises ``Stop`` when it cannot be opened or is no UTF-8."""
    try:
        return source.read_text("utf-8")
    except OSError as error:
        raise Stop(f"{what}.unreadable", f"{source}: cannot be opened") from error
    except UnicodeDecodeError as error:
        raise Stop(f"{what}.unreadable", f"{source}: is not in UTF-8: {error}") from error


def read_table(source: Traversable | Path, shape: type[_Table], what: str = "units") -> _Table:
    """Return the file as ``shape``; raises ``Stop`` that names each wrong place and its line."""
    text = read_text(source, what)
    try:
        return shape.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise Stop(f"{what}.unreadable", f"{source}: is no TOML: {error}") from error
    except ValidationError as error:
        wrong = [f"{_place(text, e['loc'])}: {e['msg']}" for e in error.errors()]
        raise stop(source, wrong, what) from error


def stop(source: Traversable | Path, faults: Iterable[str], what: str = "units") -> Stop:
    """Return the error to raise when a table contradicts itself."""
    return Stop(f"{what}.invalid", "; ".join([f"{source} is wrong", *faults]))


def line_of(text: str, table: str, index: int, key: str | None = None) -> int | None:
    """Return the line (1-based) of a key in the ``index``-th (from 0) ``[[table]]`` of a TOML file.

    Without the key there, the line where the table starts; None when it is not written so.
    """
    heads = [n for n, row in enumerate(text.splitlines(), 1) if row.strip() == f"[[{table}]]"]
    if index >= len(heads):
        return None
    rows = text.splitlines()[heads[index] :]
    for number, row in enumerate(rows, heads[index] + 1):
        if row.startswith("["):
            break
        if key and row.partition("=")[0].strip() == key:
            return number
    return heads[index]


def _place(text: str, location: tuple[int | str, ...]) -> str:
    named = ".".join(str(part) for part in location)
    match location:
        case (str(table), int(index), *rest):
            key = str(rest[0]) if rest else None
            line = line_of(text, table, index, key)
            return f"line {line}, {named}" if line else named
    return named
