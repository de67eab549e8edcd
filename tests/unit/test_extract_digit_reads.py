"""What one read says of a digit: measured tables, and how reads count together."""

import itertools

import pytest

from domain.geometry import Box
from domain.page import Crop, CropPurpose, CropRead
from extract import digit_reads, knowledge, trellis
from extract.digit_reads import CODE, Place, Seen, weights
from tests.builders_extract import a_page, number

CHANNELS = ("scan", "fax_fine", "fax_standard")
WAYS = ("page", "second", "crop")
BANDS = ("from_0", "from_40", "from_70", "from_90")


def sure_of(channel: str, *reads: Seen) -> float:
    found = trellis.decode(weights([Place(channel, reads)]))
    return found.posterior if found.best == number() else 0.0


def test_the_tables_say_what_they_were_measured_on() -> None:
    made = knowledge.table("confusions")["made"]
    assert made["seed"] >= 0
    assert made["numbers"] > 1000
    assert {"engine", "fonts"} <= set(made)


@pytest.mark.parametrize(("channel", "way"), list(itertools.product(CHANNELS, WAYS)))
def test_every_channel_and_way_was_measured(channel: str, way: str) -> None:
    tables = knowledge.table("confusions")["counts"][channel][way]
    assert set(tables) <= set(BANDS)
    assert "from_90" in tables
    for rows in tables.values():
        assert sorted(rows) == list("0123456789")
        assert all(len(row) == 10 for row in rows.values())


def test_two_agreeing_sure_reads_are_believed_and_one_less() -> None:
    page, second = Seen(number(), "page", 0.96), Seen(number(), "second", 0.95)
    for channel in CHANNELS:
        assert sure_of(channel, page, second) > 0.9999
        assert sure_of(channel, page) < sure_of(channel, page, second)


def test_an_unsure_read_says_less_than_a_sure_one() -> None:
    for channel in ("fax_fine", "fax_standard"):
        doubted, sure = Seen(number(), "page", 0.5), Seen(number(), "page", 0.95)
        assert sure_of(channel, doubted) < 0.9 < sure_of(channel, sure)


def test_a_read_of_another_length_and_a_sign_that_is_no_digit_say_nothing() -> None:
    flat = [[1.0] * 10] * 11
    assert weights([Place("scan", (Seen(number()[:10], "page", 0.9),))]) == flat
    assert weights([Place("scan", (Seen("?" * 11, "page", 0.9),))]) == flat


def test_separate_places_count_in_full_and_reads_of_one_place_do_not() -> None:
    read = Seen(number(), "page", 0.5)
    apart = trellis.decode(weights([Place("fax_fine", (read,)), Place("fax_fine", (read,))]))
    together = trellis.decode(weights([Place("fax_fine", (read, read))]))
    once = trellis.decode(weights([Place("fax_fine", (read,))]))
    assert apart.posterior == pytest.approx(together.posterior)
    assert once.posterior < together.posterior


def test_a_code_on_the_paper_outweighs_a_doubtful_read() -> None:
    wrong = number()[:4] + "9" + number()[5:]
    code = Seen(number(), CODE, 1.0)
    assert sure_of("fax_standard", Seen(wrong, "page", 0.5), code) > 0.999


def test_the_channel_is_the_pages_own() -> None:
    page = a_page("metin")
    assert digit_reads.channel(page) == "scan"
    fax = type(page)(number=1, width=1728, height=2200, dpi=204, reads=(), bilevel=True)
    assert digit_reads.channel(fax) == "fax_fine"
    coarse = type(page)(number=1, width=1728, height=1100, dpi=204, reads=(), standard_fax=True)
    assert digit_reads.channel(coarse) == "fax_standard"


@pytest.mark.parametrize(
    ("confidence", "band"),
    [(0.0, "from_0"), (0.39, "from_0"), (0.4, "from_40"), (0.7, "from_70"), (0.9, "from_90")],
)
def test_confidence_falls_into_four_bands(confidence: float, band: str) -> None:
    assert digit_reads.band(confidence) == band


def test_a_crop_holds_digits_only() -> None:
    crop = Crop(1, Box(0, 0, 10, 10), CropPurpose.DIGITS)
    assert digit_reads.seen_in(CropRead(crop, "24 57", 0.8)) == Seen("2457", "crop", 0.8)
