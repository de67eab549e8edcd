"""Telefon and e-posta. A valid number is no evidence that it is the petitioner's."""

import re
from collections.abc import Iterator

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from domain import turkish
from domain.page import CropPurpose, CropRead
from extract.labels import Labels
from extract.layout import Zone
from extract.letter import Excerpt, Letter, folded_words

_RUN = re.compile(r"(?:\+?9\s?0)?[\s(]*0?[\s(]*\d{3}[\s)./–-]*\d{3}[\s./–-]*\d{2}[\s./–-]*\d{2}")
_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_DOMAINS = ("gmail", "hotmail", "outlook", "yahoo", "yandex", "icloud", "mynet", "windowslive")


def phone_number(text: str) -> str | None:
    """Return the Turkish number in a text as E.164, or None. Country code and zero may be lost."""
    digits = "".join(c for c in text if c.isascii() and c.isdigit())
    national = digits.removeprefix("90") if len(digits) == 12 else digits.removeprefix("0")
    if len(national) != 10:
        return None
    try:
        number = phonenumbers.parse(national, "TR")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phones(letter: Letter, labels: Labels) -> Iterator[tuple[str, Excerpt]]:
    """Yield (E.164, place): labelled ones first, then bare ones below the letter's heading."""
    seen: set[str] = set()
    for hit in labels.of("phone.self"):
        value = labels.value(hit)
        if value is None or hit.is_other or _is_institution(letter, value):
            continue
        for number in _in_text(value.text):
            if number not in seen:
                seen.add(number)
                yield number, value
    others = {h.row for h in labels.of("phone.other")}
    for segment in letter.layout.segments:
        row = letter.layout.rows[segment.row]
        if row.zone is Zone.HEADING or segment.row in others or _has_tc(segment.text):
            continue
        for number in _in_text(segment.text):
            at = letter.excerpt(*letter.tokens(segment), "phone.bare")
            if at and number not in seen:
                seen.add(number)
                yield number, at


def _in_text(text: str) -> Iterator[str]:
    for match in _RUN.finditer(text):
        begins = match.end() - len(match.group().lstrip())
        before, after = text[:begins][-1:], text[match.end() :][:1]
        if before.isdigit() or after.isdigit():
            continue
        number = phone_number(match.group())
        if number:
            yield number


def _has_tc(text: str) -> bool:
    return bool({"tc", "kimlik", "tckn", "iban"} & set(folded_words(text)))


def _is_institution(letter: Letter, at: Excerpt) -> bool:
    row = letter.layout.rows[at.row]
    return bool({"santral", "faks", "fax", "belgegecer"} & set(folded_words(row.text)[:1]))


def email_place(letter: Letter, labels: Labels) -> Excerpt | None:
    """Return where an e-mail address seems to stand, readable or not."""
    for hit in labels.of("email.self"):
        value = labels.value(hit)
        if value and not hit.is_other:
            return value
    for segment in letter.layout.segments:
        compact = segment.folded.replace(" ", "")
        if "@" in compact or any(f"{name}.com" in compact for name in _DOMAINS):
            at = letter.excerpt(*letter.tokens(segment), "email.shape")
            if at:
                return at
    return None


def email_addresses(text: str) -> Iterator[str]:
    """Yield the addresses in a text, ASCII, lower case, checked for syntax only."""
    folded = turkish.fold(text)
    compact = re.sub(r"\s*([@._])\s*", r"\1", folded)
    for match in _ADDRESS.finditer(compact):
        try:
            checked = validate_email(match.group(), check_deliverability=False)
        except EmailNotValidError:
            continue
        yield checked.normalized


def email_readings(letter: Letter, at: Excerpt, crops: tuple[CropRead, ...]) -> list[str]:
    """Return each read's address at that place, the crop's (a model that knows ``@``) first."""
    texts = [
        c.text
        for c in crops
        if c.crop.purpose is CropPurpose.EMAIL
        and c.crop.page == at.page
        and c.crop.box.overlap(at.box)
    ]
    texts += [letter.second(at.page, at.box, read) for read in (1, 0)]
    return [address for text in texts for address in list(email_addresses(text))[:1]]
