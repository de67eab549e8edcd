"""Sealed: measured on, never tuned on. A typewriter's letter, all capitals, without a subject."""

from dataclasses import replace
from random import Random

from domain import turkish
from samples.drafting import Draft, a_draft, paragraphs
from samples.letter import Block, Column, Columns, Gap, Letter, Sheet, Text
from samples.words import Words, test_matters

_OPENINGS = (
    "BEN {NAME}, {PROVINCE} İLİ {DISTRICT} İLÇESİNDE YAŞAMAKTAYIM.",
    "AŞAĞIDA AÇIK KİMLİĞİM VE ADRESİM YAZILIDIR.",
    "MÜRACAATIMIN SEBEBİNİ SIRASI İLE ANLATIYORUM.",
)
_CLOSINGS = ("SAYGILARIMLA ARZ OLUNUR.", "HÜRMETLERİMLE ARZ EDERİM.", "DERİN SAYGILARIMI SUNARIM.")


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, replace(words, topics=test_matters.TOPICS))
    p, m = d.person, d.matter
    phone = d.chance(0.8)
    date_on_top = d.chance(0.5)
    day = turkish.upper(d.day_written)
    opening = rng.choice(_OPENINGS).format(
        NAME=p.name_upper,
        PROVINCE=turkish.upper(p.place.province),
        DISTRICT=turkish.upper(p.place.district),
    )
    body = (opening, *(turkish.upper(t) for t in paragraphs(rng, m)), rng.choice(_CLOSINGS))
    ink, named = d.ink(), Text(p.name_upper, "center", after=1)
    signed = (ink, named) if d.chance(0.5) else (named, ink)
    sheet = Sheet(
        (
            *((Text(day, "right"),) if date_on_top else ()),
            Gap(8),
            Text(m.office, rng.choice(("center", "left")), after=1),
            Text(turkish.upper(p.place.province), "right", after=9),
            *(Text(t, "left", first=14, after=2) for t in body),
            Gap(8),
            Columns(
                (
                    Column(
                        0.55,
                        0.45,
                        (*(() if date_on_top else (Text(day, "center"),)), *signed),
                    ),
                )
            ),
            Gap(5),
            *_contact(d, phone=phone),
        )
    )
    truth = replace(
        d.truth(p.name_upper),
        address=turkish.upper(p.address),
        phone=p.phone.e164 if phone else None,
        addressee=m.office,
        date=d.day.isoformat(),
    )
    letter = d.letter("test.all_caps", (sheet,), truth)
    if d.chance(0.25):
        return letter
    return replace(letter, typeface=replace(letter.typeface, family="courier", size=11.0))


def _contact(d: Draft, *, phone: bool) -> tuple[Block, ...]:
    """Return the lines below the signature: no label stands apart from its value."""
    p = d.person
    home = turkish.upper(p.address)
    if d.chance(0.5):
        return (
            *((Text(f"T.C. KİMLİK NUMARAM {d.tckn} DİR."),) if d.tckn else ()),
            Text(f"İKAMETGÂHIM: {home}"),
            *((Text(f"CEP NUMARAM: {p.phone.written}"),) if phone else ()),
        )
    return (
        Text(home),
        *((Text(f"TELEFONUM {p.phone.written}"),) if phone else ()),
        *((Text(f"TC {d.tckn}"),) if d.tckn else ()),
    )
