"""Proposals on a real SQLite file: kept, settled by people, counted for and against their gates."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from dilekce.clock import TURKIYE
from dilekce.store import arrivals, petitions, proposals
from dilekce.store.audit import Deed
from dilekce.store.database import open_database, upgrade
from dilekce.store.proposals import Made
from dilekce.trust import Trust, open_gates
from domain.arrival import Arrival, Channel, FileType, Receipt, arrival_id, petition_id
from domain.field import FieldName
from domain.gates import Gate, GateState, Proposal, Tally
from domain.petition import PageRef

NOW = dt.datetime(2026, 3, 10, 9, 30, tzinfo=TURKIYE)
MACHINE, PERSON = Deed(NOW), Deed(NOW, "user:1")
MADE = Made("tesseract 5.5", "1 abc")
STRICT, LOOSE = (
    Gate(field=FieldName.TCKN, name=name, bears=frozenset(), least={"p": p}, opens=opens)
    for name, p, opens in (("tckn.strict", 0.99, True), ("tckn.loose", 0.9, False))
)
TRUST = Trust({FieldName.TCKN: (STRICT, LOOSE)}, {}, MADE, 0.001)
OPEN = frozenset({"tckn.strict"})
BOTH = ("tckn.strict", "tckn.loose")
VALUE = "a number"


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sa.Connection]:
    engine = open_database(f"sqlite:///{tmp_path / 'test.db'}")
    upgrade(engine)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def a_petition(connection: sa.Connection, number: int) -> str:
    sha = f"{number}" * 64
    landing = Receipt(file_name="x.tif", received_at=NOW, channel=Channel.FAX)
    arrived = Arrival(
        id=arrival_id(sha), sha256=sha, size=9, file_type=FileType.TIFF, receipt=landing
    )
    arrivals.record(connection, MACHINE, arrived, {})
    identity = petition_id(sha, 1)
    petitions.create(connection, MACHINE, identity, [PageRef(arrived.id, 1)])
    return identity


def proposed(*gates: str) -> Proposal:
    return Proposal(
        field=FieldName.TCKN,
        value=VALUE,
        p_select=0.99,
        p_read=0.999,
        measures={"votes": 2.0},
        against=(),
        gates=gates,
    )


def kept(connection: sa.Connection, number: int, *gates: str, made: Made = MADE) -> str:
    identity = a_petition(connection, number)
    proposals.keep(connection, MACHINE, identity, [proposed(*gates)], made, OPEN)
    return identity


def record(value: str | None, state: str = "found") -> dict[str, Any]:
    return {"fields": {"tckn": {"value": value, "state": state}}}


def drawn(connection: sa.Connection, identity: str) -> bool:
    standings = TRUST.standings(connection)
    return proposals.draw(connection, MACHINE, identity, [proposed(*BOTH)], standings, 0.001)


def test_a_person_who_leaves_the_value_speaks_for_a_watched_gate(
    connection: sa.Connection,
) -> None:
    right, wrong = (kept(connection, n, "tckn.loose") for n in (1, 2))
    proposals.settle(connection, PERSON, right, record(VALUE))
    proposals.settle(connection, PERSON, wrong, record("another"))
    assert proposals.tallies(connection, MADE) == {"tckn.loose": Tally(2, 1)}


def test_review_says_nothing_good_of_an_open_gate_but_an_audit_does(
    connection: sa.Connection,
) -> None:
    reviewed, audited = (kept(connection, n, *BOTH) for n in (1, 2))
    assert drawn(connection, audited)
    assert proposals.waiting_for_audit(connection, 9) == [audited]
    for identity in (reviewed, audited):
        proposals.settle(connection, PERSON, identity, record(VALUE))
    told = {"tckn.strict": Tally(1, 0), "tckn.loose": Tally(2, 0)}
    assert proposals.tallies(connection, MADE) == told
    assert proposals.waiting_for_audit(connection, 9) == []


def test_a_wrong_acceptance_closes_its_gate_however_it_came_out(
    connection: sa.Connection,
) -> None:
    identity = kept(connection, 1, *BOTH)
    assert open_gates(TRUST.standings(connection)) == OPEN
    proposals.settle(connection, PERSON, identity, record("another"))
    standings = TRUST.standings(connection)
    assert standings[0].state is GateState.SUSPENDED
    assert open_gates(standings) == frozenset()


def test_a_name_written_in_another_case_is_no_correction(connection: sa.Connection) -> None:
    identity = a_petition(connection, 1)
    name = replace(proposed("name.strict"), field=FieldName.NAME, value="Işıl KAYA")
    proposals.keep(connection, MACHINE, identity, [name], MADE, frozenset({"name.strict"}))
    told = {"fields": {"name": {"value": "Işıl Kaya", "state": "found"}}}
    proposals.settle(connection, PERSON, identity, told)
    assert [item.right for item in proposals.settled(connection)] == [True]


def test_what_the_person_could_not_read_either_says_nothing(connection: sa.Connection) -> None:
    identity = kept(connection, 1, "tckn.loose")
    proposals.settle(connection, PERSON, identity, record(None, "unreadable"))
    assert proposals.tallies(connection, MADE) == {}


def test_trust_is_of_one_reader_and_one_model(connection: sa.Connection) -> None:
    identity = kept(connection, 1, "tckn.loose", made=Made("tesseract 4", MADE.model))
    proposals.settle(connection, PERSON, identity, record(VALUE))
    assert proposals.tallies(connection, MADE) == {}


def test_a_step_that_runs_again_leaves_one_proposal(connection: sa.Connection) -> None:
    identity = kept(connection, 1, *BOTH)
    again = replace(proposed("tckn.loose"), p_read=0.5)
    proposals.keep(connection, MACHINE, identity, [again], MADE, OPEN)
    proposals.settle(connection, PERSON, identity, record(VALUE))
    assert proposals.tallies(connection, MADE) == {"tckn.loose": Tally(1, 0)}


def test_what_no_open_gate_accepted_is_never_drawn(connection: sa.Connection) -> None:
    identity = a_petition(connection, 1)
    standings = TRUST.standings(connection)
    unsure = [proposed("tckn.loose")]
    assert not proposals.draw(connection, MACHINE, identity, unsure, standings, 0.001)
