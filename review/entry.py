"""What a person types, one field at a time: to canonical values and back to the form's text."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from domain.field import FieldName, FieldValue
from domain.tckn import NotATckn, Tckn
from domain.turkish import squeeze

_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_LONGEST = 2000  # characters of one field; a page holds about 3,000

YES, NO = "yes", "no"


class NotAValue(ValueError):
    """The text is no value of that field; ``key`` names the wording that says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def canonical(name: FieldName, text: str) -> FieldValue:
    """Return the canonical value of what was typed; raises ``NotAValue``."""
    plain = _plain(text)
    if not plain:
        raise NotAValue("fault.empty")
    if len(plain) > _LONGEST:
        raise NotAValue("fault.long")
    return _RULES.get(name, _text)(plain)


def shown(name: FieldName, value: FieldValue) -> str:
    """Return the text the form shows for a canonical value."""
    if isinstance(value, bool):
        return YES if value else NO
    if value is None:
        return ""
    if name is FieldName.DATE and (match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value)):
        return f"{match[3]}.{match[2]}.{match[1]}"
    return value


def _plain(text: str) -> str:
    """Drop control and invisible direction characters: they can make a value look like another."""
    spaced = squeeze(text)
    return squeeze("".join(c for c in spaced if not unicodedata.category(c).startswith("C")))


def _text(text: str) -> str:
    return text


def _tckn(text: str) -> str:
    digits = text.replace(" ", "")
    try:
        number = Tckn.parse(digits)
    except NotATckn as error:
        raise NotAValue(f"fault.tckn.{error.fault.value}") from None
    if number.is_placeholder:
        raise NotAValue("fault.tckn.placeholder")
    return number.digits


def _name(text: str) -> str:
    if sum(c.isalpha() for c in text) < 2 or any(c.isdigit() for c in text):
        raise NotAValue("fault.name")
    return text


def _phone(text: str) -> str:
    try:
        number = phonenumbers.parse(text, "TR")
    except phonenumbers.NumberParseException:
        raise NotAValue("fault.phone") from None
    if not phonenumbers.is_valid_number(number):
        raise NotAValue("fault.phone")
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _email(text: str) -> str:
    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        raise NotAValue("fault.email") from None


def _date(text: str) -> str:
    match = _DAY.fullmatch(text)
    iso = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}" if match else text
    try:
        return dt.date.fromisoformat(iso).isoformat()
    except ValueError:
        raise NotAValue("fault.date") from None


def _signature(text: str) -> bool:
    if text not in {YES, NO}:
        raise NotAValue("fault.choose")
    return text == YES


_RULES: dict[FieldName, Callable[[str], FieldValue]] = {
    FieldName.TCKN: _tckn,
    FieldName.NAME: _name,
    FieldName.PHONE: _phone,
    FieldName.EMAIL: _email,
    FieldName.DATE: _date,
    FieldName.SIGNATURE: _signature,
}
