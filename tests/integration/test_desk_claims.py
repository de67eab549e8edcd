"""Many hands at one queue, on SQLite and, where it is installed, on PostgreSQL."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from dilekce.store import leases, tables
from domain.errors import Conflict
from review.ports import Person
from review.roles import Role
from review.task_ports import Effort, Write
from tests.review_desk_house import House, open_house, petition, tckn

HANDS, RECORDS = 8, 60
EFFORT = Effort(seconds=1, keys=1, doubted=0, changed=())


@pytest.fixture
def house(on_each_database: str | None, tmp_path: Path) -> Iterator[House]:
    house = open_house(tmp_path, url=on_each_database)
    yield house
    house.database.dispose()


def hands(house: House) -> list[Person]:
    for number in range(HANDS):
        house.person(f"kisi{number}")
    with house.database.begin() as connection:
        rows = connection.execute(sa.select(tables.person).order_by(tables.person.c.id)).all()
    return [Person(row.id, row.name, Role.REVIEWER) for row in rows]


def copies(house: House, count: int) -> set[str]:
    """Multiply one petition's row."""
    key = petition(house, reasons=())
    with house.database.begin() as connection:
        query = sa.select(tables.petition).filter_by(id=key)
        row = dict(connection.execute(query).mappings().one())
        rows = [row | {"id": f"{key}{n:03}"} for n in range(count - 1)]
        connection.execute(tables.petition.insert(), rows)
    return {key, *(row["id"] for row in rows)}


def test_no_record_is_given_twice_and_none_is_left_however_many_ask_at_once(
    house: House,
) -> None:
    people, records = hands(house), copies(house, RECORDS)

    def work(by: Person) -> list[str]:
        given: list[str] = []
        while task := house.ports.tasks.claim(by, besides=(), ahead=False):
            given.append(task.opened.id)
            with house.database.begin() as connection:  # decided: it leaves queue and hand
                done = tables.petition.update().filter_by(id=task.opened.id)
                connection.execute(done.values(state="returned"))
                leases.drop(connection, task.opened.id)
        return given

    with ThreadPoolExecutor(HANDS) as threads:
        given = [key for keys in threads.map(work, people) for key in keys]
    assert len(given) == len(set(given))
    assert set(given) == records


def test_of_two_decisions_on_one_record_one_is_refused(house: House) -> None:
    people = hands(house)[:2]
    key = petition(house)
    tasks = house.ports.tasks
    writes = []
    for by in people:
        task = tasks.take(by, key)
        assert task is not None
        fields = {"tckn": {"choice": "value", "text": tckn()}}
        writes.append(
            Write(
                petition_id=key,
                token=task.token,
                version=task.opened.version,
                key=f"decision-{by.id}",
                settled={"fields": fields, "kind": None},
            )
        )
        house.pass_time(minutes=6)
    record = house.row(key)["record"]
    with pytest.raises(Conflict):
        tasks.accept(people[0], writes[0], record, EFFORT, None)
    tasks.accept(people[1], writes[1], record, EFFORT, None)
    assert house.notified == [(key, 1)]


def test_a_record_another_holds_can_be_taken_only_after_its_lease(house: House) -> None:
    one, other = hands(house)[:2]
    key = petition(house)
    with house.database.begin() as connection:
        assert leases.take(connection, key, one, house.at[0], leases.AHEAD)
        assert leases.take(connection, key, other, house.at[0], leases.SHOWN) is None
    house.pass_time(minutes=2)
    assert house.ports.tasks.claim(other, besides=(), ahead=False) is not None
