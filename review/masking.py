"""Hide personal data where a screen only needs to tell records apart."""

from domain.field import FieldName

#: Fields that tell who wrote.
IDENTITY = frozenset(
    {
        FieldName.TCKN,
        FieldName.NAME,
        FieldName.ADDRESS,
        FieldName.PHONE,
        FieldName.EMAIL,
        FieldName.MOTHER_MAIDEN_NAME,
        FieldName.SIGNATURE,
    }
)
_SHOWN = 2  # last digits of a number: enough to tell two hits apart


def masked_name(name: str) -> str:
    """Return the first letter of each word: ``Işıl Çağlayan`` → ``I*** Ç***``."""
    return " ".join(f"{word[0]}***" for word in name.split())


def masked_number(number: str) -> str:
    """Return a number's last two digits: ``12345678901`` → ``*********01``."""
    return "*" * (len(number) - _SHOWN) + number[-_SHOWN:] if len(number) > _SHOWN else number


def masked(name: FieldName, text: str) -> str:
    """Return the field's text as a person sees it who may not know who wrote."""
    if name not in IDENTITY or not text:
        return text
    if name is FieldName.NAME:
        return masked_name(text)
    return "***"
