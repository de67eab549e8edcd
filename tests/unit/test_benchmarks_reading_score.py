"""Reading is scored by what was read right, not by the order it was read in."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from benchmarks import reading_tables
from benchmarks.reading_score import Line, Tally, align

_TRUTH = (
    Line("AĞRI VALİLİĞİNE"),
    Line("T.C. Kimlik No : 41353894298"),
    Line("Oturduğum apartmanın giriş katındaki iş yeri gece yarısından sonra da"),
    Line("çalışmaktadır. Yüksek sesli müzik yüzünden uyuyamıyorum."),
    Line("Tarih: 22/05/2026"),
)
_TEXT = "\n".join(line.text for line in _TRUTH)


def _tally(read: str, *truth: Line) -> Tally:
    return _of(read, truth or _TRUTH)


def _of(read: str, truth: Sequence[Line]) -> Tally:
    tally = Tally()
    tally.add(align(truth, read))
    return tally


def test_a_perfect_reading_has_no_errors() -> None:
    tally = _tally(_TEXT)
    assert (tally.errors, tally.word_errors, tally.digit_errors) == (0, 0, 0)
    assert tally.characters == sum(len(line.text) for line in _TRUTH)


@given(st.permutations(range(len(_TRUTH))))
def test_the_order_of_lines_is_nothing(order: list[int]) -> None:
    assert _tally("\n".join(_TRUTH[i].text for i in order)).errors == 0


def test_rows_run_together_and_rows_broken_apart_are_no_errors() -> None:
    assert _tally(" ".join(line.text for line in _TRUTH)).errors == 0
    broken = _TEXT.replace(" giriş ", "\ngiriş\n").replace("No : ", "No :\n")
    assert _tally(broken).errors <= 3  # the spaces at the breaks


def test_one_wrong_letter_is_one_error_in_one_word() -> None:
    tally = _tally(_TEXT.replace("VALİLİĞİNE", "VALILİĞİNE"))
    assert (tally.substituted, tally.deleted, tally.inserted) == (1, 0, 0)
    assert tally.word_errors == 1
    assert tally.confusions == {("İ", "I"): 1}


def test_a_wrong_letter_at_a_lines_end_stays_a_substitution() -> None:
    tally = _tally(_TEXT.replace("AĞRI", "ÂĞRI").replace("sonra da", "sonra de"))
    assert (tally.substituted, tally.deleted, tally.inserted) == (2, 0, 0)


def test_lost_spaces_cut_nothing_off() -> None:
    tally = _tally("Adres : 1205 Sokak No: 131D:9", Line("Adres : 1205 Sokak No: 131 D: 9"))
    assert (tally.errors, tally.missed) == (2, 0)


def test_neighbouring_edits_are_one_confusion() -> None:
    assert _tally("sarnan yolu", Line("saman yolu")).confusions == {("m", "rn"): 1}


def test_white_space_counts_once_however_much_there_is() -> None:
    assert _tally(_TEXT.replace(" ", " \t ")).errors == 0
    assert _tally(_TEXT.replace("giriş kat", "girişkat")).errors == 1


def test_a_line_not_read_is_missed_and_a_line_not_there_is_invented() -> None:
    tally = _tally("\n".join(line.text for line in _TRUTH[:-1]) + "\n~€§ |wq")
    assert tally.missed == tally.deleted == len("Tarih: 22/05/2026")
    assert tally.invented == tally.inserted == len("~€§ |wq")
    assert tally.word_errors == 2 + 2
    assert tally.digit_errors == 8


def test_nothing_read_is_all_missed_and_all_nonsense_is_more_than_all() -> None:
    assert _tally("").to_json()["cer"] == 1
    assert _tally("\n".join("#%&/()=?" * 8 for _ in _TRUTH)).to_json()["cer"] > 1.5


def test_nonsense_does_not_stand_in_for_a_line_not_read() -> None:
    tally = _tally("xqj#w", Line("Konya"))
    assert (tally.missed, tally.invented) == (5, 5)


def test_a_tiny_piece_matches_whole_words_only() -> None:
    assert _tally("2026", Line("2")).missed == 1
    assert _tally("a 2 b", Line("2")).missed == 0


def test_digit_errors_are_those_within_numbers() -> None:
    assert _tally(_TEXT.replace("41353894298", "4I353894298")).digit_errors == 1
    assert _tally(_TEXT.replace("41353894298", "4135389429")).digit_errors == 1
    assert _tally(_TEXT.replace("41353894298", "41353 894298")).digit_errors == 1
    assert _tally(_TEXT.replace("41353894298", "413538942981")).digit_errors == 1
    assert _tally(_TEXT.replace("41353894298", "41353894298.")).digit_errors == 0
    assert _tally(_TEXT.replace("gece", "gcce")).digit_errors == 0


def test_boxed_digits_may_be_read_with_or_without_spaces() -> None:
    boxed = (Line("T.C. Kimlik No"), Line("76232860576", "boxed"))
    for digits in ("76232860576", "7 6 2 3 2 8 6 0 5 7 6", "7623 286 0576"):
        tally = _tally(f"T.C. Kimlik No {digits}", *boxed)
        assert tally.errors == 0
        assert tally.words == 4
        assert tally.word_errors == 0
    tally = _tally("T.C. Kimlik No 7|6|2|3|2|8|6|0|5|7|6", *boxed)
    assert tally.errors_by_kind["boxed"] == tally.inserted == 10


def test_an_optional_line_costs_nothing_read_or_unread() -> None:
    truth = (*_TRUTH, Line("From 05545987733|PTT|02/24/2026 17:42", "header", optional=True))
    assert _tally(_TEXT, *truth).errors == 0
    read = _tally(f"From 05545987733|PTT|02/24/2026 I7:42\n{_TEXT}", *truth)
    assert read.errors == 0
    assert read.characters == sum(len(line.text) for line in _TRUTH)


@given(st.lists(st.text("abıİ1 ", max_size=12), max_size=6), st.text("abıİ1 \n", max_size=60))
def test_every_character_is_counted_once(truth: list[str], read: str) -> None:
    tally = _of(read, [Line(text) for text in truth])
    assert tally.characters <= sum(len(text) for text in truth)
    assert tally.missed <= tally.deleted <= tally.characters
    right = tally.characters - tally.substituted - tally.deleted
    assert 0 <= right <= len(read)


def test_orientation_counts_turned_and_upright_pages_apart() -> None:
    groups = {
        "fax": {"fed_turned": False, "upright": [9, 10]},
        "fax, turned": {"fed_turned": True, "upright": [7, 10]},
        "scan, turned": {"fed_turned": True, "upright": [10, 10]},
    }
    told = reading_tables.orientation(groups)
    assert told == "turned pages set upright: 17 of 20; upright ones turned: 1 of 10"
