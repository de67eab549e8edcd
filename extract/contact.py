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

#: What stands before the ten digits: a zero, the country's code, and what is read for +90 or ``:``.
_PREFIXES = frozenset({"", "0", "90", "090", "0090", "900"})
_MISREAD_PREFIXES = frozenset({"1", "10", "490", "190", "1490", "1190"})
_LETTERS = str.maketrans("OoIlıiSsZzB", "00111155228")
_LABEL_TEL = re.compile(r"^\W*\w?el\s*[:;.]")  # also "Iel:" and "yel:"
_TEL = re.compile(r"\b(?:tel|telefon\w*|cep|gsm|irtibat|iletisim)\b")
_PROSE_END = re.compile(r"numarali (?:cep |ev |is )?tel")
_DIGITS_END = re.compile(r"[\d\s()/*+.–-]{10,}$")
_RUN = re.compile(r"(?:\+?9\s?0)?[\s(]*0?[\s(]*\d{3}[\s)./–-]*\d{3}[\s./–-]*\d{2}[\s./–-]*\d{2}")
_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_DOMAINS = ("gmail", "hotmail", "outlook", "yahoo", "yandex", "icloud", "mynet", "windowslive")


def phone_number(text: str) -> str | None:
    """Return the Turkish number in a text as E.164, or None. Country code and zero may be lost."""
    digits = "".join(c for c in text if c.isascii() and c.isdigit())
    return _valid(digits[-10:]) if digits[:-10] in _PREFIXES else None


def _labelled_number(text: str) -> str | None:
    """Return the number that is a label's whole value; letters may be digits, ``1`` a colon.

    No Turkish number begins with 1, nor with what is read for +90.
    """
    run = text.translate(_LETTERS)
    digits = "".join(c for c in run if c.isdigit())
    if sum(c.isalpha() for c in text) > 3 or digits[:-10] not in _PREFIXES | _MISREAD_PREFIXES:
        return None
    return None if any(c.isalpha() for c in run) else _valid(digits[-10:])


def _valid(national: str) -> str | None:
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
    """Yield (E.164, place): labelled ones first, then in sentences, then bare ones.

    A bare number counts below the letter's text, elsewhere only beside a word for telephone.
    """
    seen: set[str] = set()
    for number, at in (*_labelled(letter, labels), *_in_prose(letter), *_bare(letter, labels)):
        if number not in seen:
            seen.add(number)
            yield number, at


def _labelled(letter: Letter, labels: Labels) -> Iterator[tuple[str, Excerpt]]:
    for hit in labels.of("phone.self"):
        value = labels.value(hit)
        if value is None or hit.is_other or _is_institution(letter, value):
            continue
        numbers = list(_in_text(value.text))
        alone = None if numbers else _labelled_number(value.text)
        yield from ((number, value) for number in ([alone] if alone else numbers))


def _in_prose(letter: Letter) -> Iterator[tuple[str, Excerpt]]:
    """Yield the numbers before "numaralı telefondan", also broken over a line's end."""
    rows = letter.layout.rows
    for before, row in zip((None, *rows), rows, strict=False):
        above = before.text + " " if before is not None and before.page == row.page else ""
        found = _PROSE_END.search(turkish.fold(above + row.text))
        if found is None or found.end() <= len(above):
            continue
        digits = _DIGITS_END.search((above + row.text)[: found.start()])
        number = digits and (phone_number(digits.group()) or _labelled_number(digits.group()))
        at = letter.excerpt(*letter.tokens(row.segments[0]), "phone.prose")
        if number and at:
            yield number, at


def _bare(letter: Letter, labels: Labels) -> Iterator[tuple[str, Excerpt]]:
    others = {h.row for h in labels.of("phone.other", "section.other")}
    for segment in letter.layout.segments:
        row = letter.layout.rows[segment.row]
        free = row.zone is Zone.SIGNATURE or _LABEL_TEL.match(segment.folded)
        if row.zone is Zone.BODY and _TEL.search(row.folded):
            free = True
        if not free or segment.row in others or _has_tc(segment.text):
            continue
        at = letter.excerpt(*letter.tokens(segment), "phone.bare")
        if at:
            yield from ((number, at) for number in _in_text(segment.text))


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


def email_agrees(letter: Letter, at: Excerpt, address: str) -> bool:
    """Say whether the page's own read has the same letters, with at most two for its ``@``."""
    local, _, domain = address.partition("@")
    shape = re.compile(rf"{_signless(local)}.{{0,2}}{_signless(domain)}")
    texts = (at.text, letter.second(at.page, at.box))
    return any(shape.fullmatch(_signless(text)) for text in texts)


def _signless(text: str) -> str:
    return "".join(c for c in turkish.fold(text) if c.isascii() and c.isalnum())


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
