"""Who is taken for dead: by the watcher's own clock, and never for the watcher's own deafness."""

from hypothesis import given
from hypothesis import strategies as st

from dilekce.roll import Silence


def test_a_count_that_stands_still_for_the_limit_is_a_death() -> None:
    silence = Silence(60)
    for second in range(0, 60, 5):
        assert silence.observe({"a": 1, "b": second}, second) == frozenset()
    assert silence.observe({"a": 1, "b": 60}, 60) == {"a"}
    assert silence.heard == {"b"}


def test_who_counts_on_again_is_alive_again() -> None:
    silence = Silence(10)
    for second in range(0, 15, 2):
        silence.observe({"a": 1}, second)
    assert silence.heard == frozenset()
    assert silence.observe({"a": 2}, 16) == frozenset()


def test_whoever_was_deaf_itself_takes_nobody_for_dead() -> None:
    silence = Silence(60)
    silence.observe({"a": 1}, 0)
    assert silence.observe({"a": 1}, 10_000) == frozenset()  # frozen, or the database was away
    assert silence.observe({"a": 1}, 10_005) == frozenset()


def test_a_machine_that_left_is_forgotten() -> None:
    silence = Silence(10)
    silence.observe({"a": 1}, 0)
    silence.observe({}, 2)
    assert silence.observe({"a": 1}, 100) == frozenset()


@given(pauses=st.lists(st.floats(0, 1e6), max_size=50), limit=st.floats(1, 100))
def test_no_pauses_make_a_machine_dead_that_counted_on_at_each_look(
    pauses: list[float], limit: float
) -> None:
    silence, now = Silence(limit), 0.0
    for count, pause in enumerate(pauses):
        now += pause
        assert silence.observe({"a": count}, now) == frozenset()
