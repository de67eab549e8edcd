"""Addressees with misread letters, and letters of any content."""

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from deliver.addressee import find_addressee
from deliver.routing import propose
from deliver.units import Units, load_units
from domain import turkish
from domain.decision import Decision
from domain.field import Field, FieldName, FieldState
from domain.petition import Kind, Petition, Track

_LOOKS_LIKE = {"I": "1", "İ": "1", "O": "0", "Ö": "0", "S": "5", "Ş": "$", "B": "8", "Z": "2"}
_TEXTS = st.text(max_size=200) | st.sampled_from(["Belediye", "valiliği", "okul", "Sivas"])


@cache
def units() -> Units:
    return load_units()


@st.composite
def misread(draw: st.DrawFn) -> tuple[str, str]:
    """A unit's name with up to three letters taken for their look-alikes, and its code."""
    code = draw(st.sampled_from(sorted(units().by_code)))
    letters = list(turkish.upper(units().by_code[code].name))
    for at in draw(st.sets(st.integers(0, len(letters) - 1), max_size=3)):
        letters[at] = _LOOKS_LIKE.get(letters[at], letters[at])
    return "".join(letters), code


@given(misread())
def test_a_misread_name_is_taken_for_its_own_unit_or_for_none(case: tuple[str, str]) -> None:
    line, code = case
    match = find_addressee(line, units(), home=None)
    assert match is None or match.unit.code == code


@given(st.dictionaries(st.sampled_from(FieldName), _TEXTS), _TEXTS, st.sampled_from(Kind))
def test_whatever_the_letter_says_the_unit_is_of_the_table_or_none(
    values: dict[FieldName, str], text: str, kind: Kind
) -> None:
    fields = {n: Field(name=n, state=FieldState.FOUND, value=v) for n, v in values.items()}
    petition = Petition(
        pages=(), kind=kind, track=Track.PETITION, fields=fields, decision=Decision(()), text=text
    )
    route = propose(petition, units())
    assert route.unit is None or units().by_code[route.unit].name == route.unit_name
    assert route == propose(petition, units())
