"""Whatever writers do and however often we look: nothing is due before its quiet time is over."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.settle import Look, Patience, Settling

PATIENCE = Patience(window=10, grace=600)

names = st.sampled_from(["a.tif", "b\n.pdf", "\u202egnp.c", "ğ" * 127])
looks = st.builds(
    Look,
    name=names,
    size=st.integers(0, 3),
    mtime_ns=st.integers(0, 2),
    inode=st.integers(1, 2),
)
histories = st.lists(
    st.tuples(st.floats(0, 20), st.dictionaries(names, looks, max_size=3)), max_size=30
)


@given(histories)
def test_quiet_time_is_the_time_since_the_last_change(
    history: list[tuple[float, dict[str, Look]]],
) -> None:
    settling, now = Settling(), 0.0
    same_since: dict[Look, float] = {}
    for pause, shown in history:
        now += pause
        listing = set(shown.values())
        same_since = {look: same_since.get(look, now) for look in listing}
        quiet = settling.observe(listing, now)
        assert quiet == {look: now - since for look, since in same_since.items()}


@given(st.lists(st.floats(0.1, 9.9), min_size=1, max_size=50))
def test_a_file_that_grows_in_every_window_is_never_due(pauses: list[float]) -> None:
    settling, now = Settling(), 0.0
    for size, pause in enumerate(pauses):
        look = Look(name="a.tif", size=size, mtime_ns=1, inode=1)
        for step in (0.0, pause / 2, pause):
            quiet = settling.observe([look], now + step)[look]
            assert not PATIENCE.is_due(quiet, whole=True)
        now += pause


@given(st.floats(0, 10_000))
def test_a_file_that_is_not_whole_waits_longer_but_not_for_ever(quiet: float) -> None:
    assert PATIENCE.is_due(quiet, whole=True) == (quiet >= 10)
    assert PATIENCE.is_due(quiet, whole=False) == (quiet >= 600)


def test_a_file_that_went_and_came_back_starts_anew() -> None:
    settling = Settling()
    look = Look(name="a.tif", size=1, mtime_ns=1, inode=1)
    settling.observe([look], 0)
    settling.observe([], 5)
    assert settling.observe([look], 100) == {look: 0}
