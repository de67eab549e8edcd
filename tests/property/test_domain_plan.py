"""Page plans: whatever a person does with the pages, none is lost and none is doubled."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.batch import Leftover
from domain.field import Evidence, Field, FieldName, FieldState, SetBy
from domain.geometry import Box
from domain.plan import (
    LEFTOVER_REASONS,
    NotAPlan,
    Placed,
    Plan,
    Sheaf,
    changes,
    check,
    kept,
    roles_in_order,
    turned,
)

NOW = Plan(
    (Sheaf("p-1", (Placed(1), Placed(2), Placed(3))), Sheaf("p-2", (Placed(4),))),
    (Leftover(5, "blank"),),
)


@st.composite
def wishes(draw: st.DrawFn) -> Plan:
    """Any deal of the five pages that names each once."""
    order = draw(st.permutations(range(1, 6)))
    over = draw(st.integers(0, 4))
    pages, left = order[over:], order[:over]
    cuts = draw(st.sets(st.integers(1, len(pages) - 1))) if len(pages) > 1 else set()
    edges = [0, *sorted(cuts), len(pages)]
    ids = draw(st.permutations(["p-1", "p-2", None, None, None]))
    turn = st.sampled_from([0, 90, 180, 270])
    sheaves = [
        Sheaf(ids[i], tuple(Placed(p, draw(turn)) for p in pages[a:b]))
        for i, (a, b) in enumerate(pairwise(edges))
    ]
    reasons = st.sampled_from(LEFTOVER_REASONS)
    return Plan(tuple(sheaves), tuple(Leftover(p, draw(reasons)) for p in left))


@given(wishes())
def test_every_petition_of_a_plan_is_untouched_touched_made_or_emptied(wish: Plan) -> None:
    check(NOW, wish)
    made = changes(NOW, wish)
    before = {s.petition_id: s for s in NOW.sheaves}
    same = [s for s in wish.sheaves if before.get(s.petition_id) == s]
    assert len(same) + len(made.touched) + len(made.fresh) == len(wish.sheaves)
    kept_ids = {s.petition_id for s in (*same, *made.touched)}
    assert kept_ids | set(made.emptied) == {"p-1", "p-2"}
    assert not kept_ids & set(made.emptied)


@given(wishes())
def test_a_plan_turned_back_changes_nothing_more(wish: Plan) -> None:
    assert changes(wish, wish).touched == ()
    assert changes(wish, wish).emptied == ()


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (Plan((Sheaf("p-1", (Placed(1), Placed(2), Placed(3), Placed(4))),)), "plan.pages"),
        (Plan((Sheaf("p-1", tuple(Placed(n) for n in (1, 1, 2, 3, 4, 5))),)), "plan.pages"),
        (Plan((Sheaf("p-9", tuple(Placed(n) for n in range(1, 6))),)), "plan.petitions"),
        (Plan((), tuple(Leftover(n, "blank") for n in range(1, 6))), "plan.empty"),
        (Plan((Sheaf("p-1", tuple(Placed(n, 45) for n in range(1, 6))),)), "plan.rotation"),
        (
            Plan((Sheaf("p-1", tuple(Placed(n) for n in range(1, 5))),), (Leftover(5, "dull"),)),
            "plan.reason",
        ),
    ],
)
def test_what_loses_doubles_or_invents_is_no_plan(wish: Plan, code: str) -> None:
    with pytest.raises(NotAPlan) as refused:
        check(NOW, wish)
    assert refused.value.code == code


@given(
    st.integers(0, 900), st.integers(0, 900), st.integers(1, 90), st.integers(1, 90),
    st.sampled_from([90, 180, 270]),
)  # fmt: skip
def test_a_box_turned_and_turned_back_is_where_it_was(
    x: int, y: int, w: int, h: int, degrees: int
) -> None:
    box, width, height = Box(x, y, w, h), 1000, 1400
    size = (height, width) if degrees != 180 else (width, height)
    there = turned(box, degrees, width, height)
    assert turned(there, 360 - degrees, *size) == box
    assert there.right <= size[0]
    assert there.bottom <= size[1]


def field(by: SetBy, page: int | None) -> Field:
    place = Evidence(page=page, box=Box(10, 20, 30, 40), rule="x") if page else None
    return Field(name=FieldName.NAME, state=FieldState.FOUND, value="A B", evidence=place, by=by)


def test_a_persons_value_goes_with_its_page_and_a_machines_is_read_anew() -> None:
    human, machine = field(SetBy.REVIEWER, 2), field(SetBy.MACHINE, 2)
    assert kept([human, machine], [2, 3], {}, stays=False) == [human]
    assert kept([human], [1], {}, stays=True) == []
    assert kept([field(SetBy.REVIEWER, None)], [1], {}, stays=True) != []
    assert kept([field(SetBy.REVIEWER, None)], [1], {}, stays=False) == []
    (moved,) = kept([human], [2], {2: (180, 100, 200)}, stays=True)
    assert moved.evidence is not None
    assert moved.evidence.box == Box(60, 140, 30, 40)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["continuation", "petition"], ["petition", "continuation"]),
        (["cover", "continuation", "attachment"], ["cover", "petition", "attachment"]),
        (["attachment", "blank", None], ["petition", "continuation", "continuation"]),
    ],
)
def test_the_first_page_of_text_opens_a_petition_and_none_other_does(
    before: list[str | None], after: list[str]
) -> None:
    assert roles_in_order(before) == after
