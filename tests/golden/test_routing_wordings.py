"""Where letters go that name no institution: never to a wrong unit, mostly to the right one."""

import tomllib
from pathlib import Path

import pytest

from deliver.routing import propose
from deliver.units import Units, load_units
from domain.decision import Decision
from domain.field import Field, FieldName, FieldState
from domain.petition import Kind, Petition, Track

LETTERS = tomllib.loads(Path(__file__).with_name("routing_wordings.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def units() -> Units:
    return load_units()


def proposed(letter: dict[str, str], units: Units) -> str | None:
    given = {
        FieldName.ADDRESSEE: "CUMHURBAŞKANLIĞI İLETİŞİM BAŞKANLIĞINA",
        FieldName.SUBJECT: letter["subject"],
        FieldName.ADDRESS: letter["place"],
    }
    fields = {n: Field(name=n, state=FieldState.FOUND, value=v) for n, v in given.items()}
    lines = [*list(given.values())[:2], letter["text"], letter["place"]]
    petition = Petition(
        pages=(), kind=Kind.ISTEK, track=Track.PETITION, fields=fields, decision=Decision(()),
        text="\n".join(lines),
    )  # fmt: skip
    return propose(petition, units).unit


@pytest.mark.parametrize(
    ("name", "at_least"), [("tuned", 37), ("held_out", 25), ("afterwards", 23)]
)
def test_letters_go_where_a_clerk_would_send_them_or_to_a_person(
    units: Units, name: str, at_least: int
) -> None:
    found = [(proposed(letter, units), letter.get("unit")) for letter in LETTERS[name]]
    wrong = [pair for pair in found if pair[0] is not None and pair[0] != pair[1]]
    assert not wrong
    assert sum(one is not None and one == other for one, other in found) >= at_least
