"""The copy of a record for the unit it is sent to, without the writer where the writer is hidden.

Who asks to stay unnamed is known to the petition centre only (CİMER regulation, RG 4.6.2022), and
whoever reports an official must be kept secret (law 4483 m.4). So the copy of such a record, and of
every tip-off (ihbar), loses each fact about its writer: fields, signatories, page marks, file name,
and in the text every line that holds one. The page images show a hand and a name: they do not go.

A text can name its writer in a hundred ways: a person looks at the copy before it leaves.
"""

import re

from domain import turkish
from domain.field import FieldName, FieldState, missing
from domain.petition import Kind
from domain.record import Record, field_to_json

#: What tells who wrote.
_OF_THE_WRITER = (
    FieldName.TCKN,
    FieldName.NAME,
    FieldName.ADDRESS,
    FieldName.PHONE,
    FieldName.EMAIL,
    FieldName.MOTHER_MAIDEN_NAME,
    FieldName.SIGNATURE,
)
_WITHHELD = "[…]"
_WORDS, _DIGITS = re.compile(r"\w+"), re.compile(r"\D")
_LONG_WORD, _LONG_NUMBER = 3, 7  #: shorter ones stand in every letter
_EMAIL = re.compile(r"\S+@\S+")


def is_hidden(record: Record) -> bool:
    """Say whether the unit may not learn who wrote."""
    return bool(record.get("identity_hidden")) or record["kind"] == Kind.IHBAR


def routing_copy(record: Record) -> Record:
    """Return what the unit may have: the record itself unless its writer is hidden."""
    if not is_hidden(record):
        return record
    fields = dict(record["fields"])
    nothing = {name.value: field_to_json(missing(name)) for name in _OF_THE_WRITER}
    arrival = record["arrival"]
    return record | {
        "arrival": arrival | {"file": _WITHHELD},
        "fields": fields | nothing,
        "name_parts": None,
        "signatories": [],
        "attachments": [item | {"text": _WITHHELD} for item in record["attachments"]],
        "pages": [sheet | _unmarked() for sheet in record["pages"]],
        "text": _without_writer(record),
        "withheld": sorted(name.value for name in _OF_THE_WRITER if _value(fields, name)),
    }


def _unmarked() -> Record:
    return {"fax_header": None, "fax_tags": None, "codes": []}


def _value(fields: Record, name: FieldName) -> str:
    field = fields.get(name.value) or {}
    if field.get("state") == FieldState.MISSING:
        return ""
    return str(field.get("value") or "")


def _without_writer(record: Record) -> str:
    """Return the text with each line that names the writer put out."""
    fields = record["fields"]
    told = [_value(fields, name) for name in _OF_THE_WRITER if name is not FieldName.SIGNATURE]
    for name in _OF_THE_WRITER:
        others = (fields.get(name.value) or {}).get("alternatives", ())
        told += [other["value"] for other in others]
    for signatory in record.get("signatories", ()):
        told += [signatory["name"], signatory["tckn"] or ""]
    words = {w for text in told for w in _WORDS.findall(turkish.fold(text)) if _is_telling(w)}
    numbers = [n for text in told if len(n := _DIGITS.sub("", text)) >= _LONG_NUMBER]
    lines = record["text"].splitlines()
    return "\n".join(_WITHHELD if _names(line, words, numbers) else line for line in lines)


def _is_telling(word: str) -> bool:
    return len(word) >= _LONG_WORD and not word.isdigit()


def _names(line: str, words: set[str], numbers: list[str]) -> bool:
    if _EMAIL.search(line) or words & set(_WORDS.findall(turkish.fold(line))):
        return True
    digits = _DIGITS.sub("", line)
    return any(number[-_LONG_NUMBER:] in digits for number in numbers)
