"""Sealed: measured on, never tuned on. Typed without one Turkish letter: no ç, ğ, ı, ö, ş or ü.

Keyboards abroad and old machines have none. The truth is what stands on the paper: ``Sukru Celik``.
"""

from dataclasses import replace
from random import Random

from samples.drafting import Draft, a_draft, paragraphs, spaced
from samples.letter import Block, Column, Columns, Gap, Letter, Pair, Sheet, Text
from samples.words import Words, test_matters

_PLAIN = str.maketrans("çğıöşüâîûÇĞİÖŞÜÂÎÛ", "cgiosuaiuCGIOSUAIU")
_CLOSINGS = (
    "Gereginin yapilmasini saygi ile arz ederim.",
    "Ilginize simdiden tesekkur eder, saygilar sunarim.",
    "Saygilarimla bilgilerinize sunulur.",
)
_LABELS = (
    ("T.C. kimlik no.su", "Oturdugum adres", "Cep telefonum", "E-mail"),
    ("TC KIMLIK NUMARAM", "ADRESIM", "TELEFON NUMARAM", "MAIL ADRESIM"),
    ("Kimlik numarasi", "Acik adresim", "Gsm no", "Elektronik posta"),
)


def _plain(text: str) -> str:
    return text.translate(_PLAIN)


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, replace(words, topics=test_matters.TOPICS))
    p, m = d.person, d.matter
    name = _plain(rng.choice((p.name, p.name, p.name_formal, p.name_upper)))
    office, subject = _plain(m.office), _plain(m.subject)
    titled = d.chance(0.6)
    email = d.chance(0.5)
    day = _plain(d.day_written)
    sheet = Sheet(
        (
            *((Text(day, "right", after=6),) if (above := d.chance(0.5)) else ()),
            Text(office, rng.choice(("left", "center")), after=1),
            Text(_plain(f"{p.place.district} / {p.place.province}"), "right", after=8),
            *((Pair(rng.choice(("Mevzu", "Dilekcenin ozu")), subject, after=6),) if titled else ()),
            *(Text(_plain(t), "left", after=4) for t in paragraphs(rng, m)),
            Text(rng.choice(_CLOSINGS), after=10),
            Columns((Column(0.55, 0.45, _sign(d, name, None if above else day)),)),
            Gap(6),
            *_contact(d, email=email),
        )
    )
    truth = replace(
        d.truth(name),
        subject=subject if titled else None,
        address=_plain(p.address),
        phone=p.phone.e164,
        email=p.email if email else None,
        addressee=office,
        date=d.day.isoformat(),
    )
    return d.letter("test.ascii_typed", (sheet,), truth)


def _sign(d: Draft, name: str, day: str | None) -> tuple[Block, ...]:
    named, ink = Text(name, "center", after=0), d.ink()
    date = (Text(day, "center"),) if day else ()
    return (*date, *((ink, named) if d.chance(0.5) else (named, ink)))


def _contact(d: Draft, *, email: bool) -> tuple[Block, ...]:
    number, home, phone, mail = d.rng.choice(_LABELS)
    return (
        *((Pair(number, spaced(d.rng, d.tckn), bold=False),) if d.tckn else ()),
        Pair(home, _plain(d.person.address), bold=False),
        Pair(phone, d.person.phone.written, bold=False),
        *((Pair(mail, d.person.email, bold=False),) if email else ()),
    )
