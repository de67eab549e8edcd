import datetime as dt
import io
import re
from importlib import resources
from string import Formatter

import pytest
from PIL import Image

from domain.arrival import Channel
from domain.decision import REASONS
from domain.field import FieldName
from domain.legal import Finding
from domain.lifecycle import ArrivalState, PetitionState
from domain.petition import Kind
from review import outcomes
from review.bands import Band, Term, band, counts, term_of
from review.guard import UPLOAD, from_our_page, too_large
from review.masking import masked_name, masked_text
from review.renditions import Size, rendered
from review.roles import RIGHTS, Right, Role
from review.wording import WORDS

TEMPLATES = resources.files("review") / "templates"


def parts(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", WORDS)
def test_every_text_is_there_in_both_languages_with_the_same_parts(key: str) -> None:
    turkish, english = WORDS[key]
    assert turkish.strip()
    assert english.strip()
    assert parts(turkish) == parts(english)


def test_every_key_a_page_names_has_a_text() -> None:
    for template in TEMPLATES.iterdir():
        named = re.findall(r"""\bt\(["']([\w.]+)["'][,)]""", template.read_text("utf-8"))
        assert set(named) <= set(WORDS), template.name


@pytest.mark.parametrize(
    ("prefix", "names"),
    [
        ("field", FieldName),
        ("kind", Kind),
        ("role", Role),
        ("band", Band),
        ("state", PetitionState),
        ("arrival", ArrivalState),
        ("channel", Channel),
        ("finding", Finding),
        ("return", [outcome.code for outcome in outcomes.OUTCOMES]),
    ],
)
def test_every_word_of_the_domain_has_a_text(prefix: str, names: list[str]) -> None:
    assert {f"{prefix}.{name}" for name in names} <= set(WORDS)


def test_every_reason_is_told_in_both_languages() -> None:
    assert all(tr and en for tr, en in REASONS.values())


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "cross-site", "origin": "http://desk", "host": "desk"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"origin": "http://desk:8080", "host": "desk:8080"}, True),
        ({"origin": "http://evil", "host": "desk"}, False),
        ({"origin": "null", "host": "desk"}, False),
        ({"host": "desk"}, False),
        ({}, False),
    ],
)
def test_only_our_own_pages_may_change_something(headers: dict[str, str], allowed: bool) -> None:  # noqa: FBT001 - a table's column
    assert from_our_page("POST", headers) is allowed
    assert from_our_page("GET", headers)


def test_a_body_is_bounded_and_of_known_length() -> None:
    assert too_large("POST", "/giris", {}, 10**9)
    assert too_large("POST", "/giris", {"content-length": "1000000"}, 10**9)
    assert not too_large("POST", UPLOAD, {"content-length": "1000000"}, 10**9)
    assert not too_large("GET", "/kuyruk", {}, 0)


def test_bands_follow_the_thirty_days() -> None:
    today = dt.date(2026, 11, 23)
    days = {-1: "late", 0: "red", 6: "red", 7: "amber", 15: "amber", 16: "normal"}
    for left, name in days.items():
        assert band(term_of(today + dt.timedelta(days=left), None, None), today) == name
    by_term = {None: 2, term_of(today, None, None): 3}
    assert counts(by_term, today) == {"late": 0, "red": 3, "amber": 0, "normal": 0, "none": 2}


def test_bands_follow_the_term_the_law_gives() -> None:
    # Fifteen working days from 14 December 2026: the 8th is the 24th, the 12th the 30th.
    term = Term(dt.date(2027, 1, 5), dt.date(2026, 12, 24), dt.date(2026, 12, 30))
    days = {23: "normal", 24: "amber", 29: "amber", 30: "red"}
    for number, name in days.items():
        assert band(term, dt.date(2026, 12, number)) == name
    assert band(term, dt.date(2027, 1, 6)) == "late"


def test_lists_tell_people_apart_without_naming_them() -> None:
    assert masked_name("Işıl ÇAĞLAYANGİL") == "I*** Ç***"


@pytest.mark.parametrize(
    ("subject", "shown"),
    [
        ("Velisi bulunduğum 12345678901 numaralı", "Velisi bulunduğum *********01 numaralı"),
        ("Telefonum 0532 123 45 67 kapandı", "Telefonum ************67 kapandı"),
        ("08.04.2026 tarihli 2026/1234 sayılı yazı", "08.04.2026 tarihli 2026/1234 sayılı yazı"),
    ],
)
def test_a_sentence_taken_for_the_subject_tells_no_list_a_number(subject: str, shown: str) -> None:
    assert masked_text(subject) == shown


def test_no_role_has_every_right_and_a_program_has_no_screen() -> None:
    assert all(granted < set(Right) for granted in RIGHTS.values())
    assert RIGHTS[Role.DOWNSTREAM] == {Right.SIGNED_IN}
    assert Right.RECORDS not in RIGHTS[Role.AUDITOR] | RIGHTS[Role.OPERATOR]


def png(mode: str, size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 1).save(out, "PNG")
    return out.getvalue()


def test_a_wide_grey_page_becomes_a_small_webp_of_the_same_shape() -> None:
    media_type, content = rendered(png("L", (2480, 3508)), Size.VIEW)
    assert media_type == "image/webp"
    assert Image.open(io.BytesIO(content)).size == (1654, 2340)


@pytest.mark.parametrize(("mode", "width"), [("1", 2480), ("L", 1700)])
def test_a_fax_page_and_a_narrow_page_are_sent_as_they_are(mode: str, width: int) -> None:
    page = png(mode, (width, 2000))
    assert rendered(page, Size.VIEW) == ("image/png", page)


def test_the_full_page_keeps_every_pixel_and_the_thumb_none_that_can_be_read() -> None:
    media_type, content = rendered(png("L", (2480, 3508)), Size.FULL)
    assert (media_type, Image.open(io.BytesIO(content)).size) == ("image/jpeg", (2480, 3508))
    assert Image.open(io.BytesIO(rendered(png("1", (1728, 2200)), Size.THUMB)[1])).width == 180


NOW = dt.datetime(2026, 11, 23, 10, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("code", "due", "until"),
    [
        ("later", None, "2026-11-23T10:15"),
        ("tomorrow", None, "2026-11-24T08:00"),
        ("tomorrow", dt.date(2026, 12, 23), "2026-11-24T08:00"),
        ("tomorrow", dt.date(2026, 12, 1), "2026-11-23T10:00"),
    ],
)
def test_nothing_is_put_off_overnight_past_the_middle_of_its_deadline(
    code: str, due: dt.date | None, until: str
) -> None:
    found = outcomes.put_off_until(code, NOW, due)
    assert found.isoformat(timespec="minutes").startswith(until)


@pytest.mark.parametrize("code", outcomes.LISTED)
def test_every_outcome_but_putting_off_asks_for_a_persons_own_words(code: str) -> None:
    assert (outcomes.fault(code, "kısa") is None) is (code in outcomes.PUT_OFF)
    assert outcomes.fault(code, "yeterince uzun bir gerekçe") is None


def test_the_verification_screen_sends_less_than_sixty_kilobytes_of_script() -> None:
    static = resources.files("review") / "static"
    wanted, seen = ["desk.js", "record.js"], set()
    while wanted:
        name = wanted.pop()
        seen.add(name)
        text = (static / name).read_text("utf-8")
        wanted += [n for n in re.findall(r'from "\./([\w-]+\.js)"', text) if n not in seen]
    assert {"fields.js", "viewer.js", "prefetch.js", "autosave.js"} <= seen
    assert sum(len((static / name).read_bytes()) for name in seen) < 60 * 1024
