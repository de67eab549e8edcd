"""Tables, cursors and page plans from strangers: taken whole, or refused by name."""

import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from deliver.api_json import cursor_of, place_of
from deliver.unit_rows import UnitRow, read_rows
from domain.batch import Leftover
from domain.errors import Stop
from domain.plan import NotAPlan, Placed, Plan, Sheaf, changes, check

HEADS = list(UnitRow.model_fields)
CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["fen", "a.b", '"', '""', "a|b", "closed", "12345678", "\x00", "\r", "=1+1"]),
)
ROWS = st.builds(
    lambda heads, lines, separator: "\n".join(
        separator.join(line) for line in (heads, *lines)
    ).encode("utf-8", "replace"),
    st.lists(st.sampled_from([*HEADS, "CODE", "\ufeffcode", ""]), max_size=5),
    st.lists(st.lists(CELLS, max_size=5), max_size=5),
    st.sampled_from([";", ",", "\t"]),
)


@given(st.one_of(ROWS, st.binary(max_size=200)))
@example(b"code;name\nfen;" + b"a" * 200_000)
@example(b'code;name\nfen;"' + b"a\n" * 100_000)
@example(b"code\nfen\x00")
@example(b"code\n\xff\xfe")
@example("code;name\nfen;Fen\u2028İşleri".encode())
def test_a_list_of_units_is_read_or_refused_with_its_line(content: bytes) -> None:
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        Path(file.name).write_bytes(content)
        try:
            rows = read_rows(Path(file.name))
        except Stop:
            return
    assert all(row.code for row in rows.by_line.values())
    assert all(0 < line <= content.count(b"\n") + content.count(b"\r") + 1 for line in rows.by_line)


@given(st.one_of(st.text(max_size=80), st.binary(max_size=60).map(lambda raw: raw.hex())))
@example("1" * 10_000)
@example(cursor_of(10**18))
@example("MS4x\n")
@example("MS4x==")
@example("MS4²")
def test_a_cursor_is_one_of_ours_or_none(text: str) -> None:
    place = place_of(text)
    assert place is None or (place >= 0 and cursor_of(place) == text)


@given(st.integers(0, 2**62))
def test_our_own_cursors_come_back(place: int) -> None:
    assert place_of(cursor_of(place)) == place


NOW = Plan(
    (Sheaf("p-1", (Placed(1), Placed(2))), Sheaf("p-2", (Placed(3),))), (Leftover(4, "blank"),)
)
PAGES = st.one_of(st.integers(1, 5), st.integers())
PLACED = st.builds(Placed, PAGES, st.sampled_from([0, 90, 180, 270, 45, -90, 360]))
SHEAVES = st.builds(
    Sheaf,
    st.one_of(st.none(), st.sampled_from(["p-1", "p-2", "p-3"]), st.text(max_size=5)),
    st.lists(PLACED, max_size=4).map(tuple),
)
LEFT = st.builds(Leftover, PAGES, st.sampled_from(["blank", "separator", "foreign", "x", ""]))


@given(st.lists(SHEAVES, max_size=4), st.lists(LEFT, max_size=4))
def test_any_plan_keeps_every_page_once_or_is_refused(
    sheaves: list[Sheaf], leftovers: list[Leftover]
) -> None:
    wish = Plan(tuple(sheaves), tuple(leftovers))
    with suppress(NotAPlan):
        check(NOW, wish)
        keeps_every_page(wish)


def keeps_every_page(wish: Plan) -> None:
    assert wish.pages() == NOW.pages()
    made = changes(NOW, wish)
    assert {sheaf.petition_id for sheaf in made.touched} | set(made.emptied) <= {"p-1", "p-2"}
