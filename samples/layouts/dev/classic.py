"""The classic dilekçe: date, office, Konu, body, name and signature right, contact below left."""

from dataclasses import replace
from random import Random

from domain import turkish
from samples.drafting import a_draft, a_stamp, paragraphs, spaced
from samples.letter import Block, Column, Columns, Gap, Ink, Letter, Pair, Sheet, Text
from samples.words import Words


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    name = rng.choice((p.name_formal, p.name, p.name_upper))
    subject = m.subject if d.chance(0.75) else None
    phone, email = d.chance(0.8), d.chance(0.2)
    date_below = d.chance(0.4)
    head: tuple[Block, ...] = (
        *(() if date_below else (Text(d.day_written, "right", after=8),)),
        Text(m.office, "center", bold=d.chance(0.6), after=0),
        Text(turkish.upper(p.place.province), "center" if d.chance(0.5) else "right", after=8),
        *((Pair("Konu", subject, tab=16, after=5),) if subject else ()),
    )
    body = tuple(Text(t, "justify", first=12, after=2) for t in paragraphs(rng, m))
    ink: tuple[Block, ...] = (Ink(rng.getrandbits(32)),) if d.signed else (Gap(10),)
    named: tuple[Block, ...] = (Text(name, "center", after=0),)
    above = d.chance(0.5)
    date = (Text(d.day_written, "center"),) if date_below else ()
    sign = Columns((Column(0.6, 0.4, (*date, *(ink + named if above else named + ink))),))
    contact: tuple[Block, ...] = (
        *((Pair("T.C. Kimlik No", spaced(rng, d.tckn), tab=32),) if d.tckn else ()),
        Pair("Adres", p.address, tab=32),
        *((Pair("Telefon", p.phone.written, tab=32),) if phone else ()),
        *((Pair("E-posta", p.email, tab=32),) if email else ()),
    )
    enclosed = (Text("EK: Fotokopi (1 sayfa)"),) if d.chance(0.3) else ()
    stamps = (a_stamp(rng, d.day),) if d.chance(0.2) else ()
    block = Columns((Column(0.0, 0.75, (*contact, Gap(3), *enclosed)),))
    sheet = Sheet((*head, *body, Gap(8), sign, Gap(8), block), stamps)
    truth = replace(
        d.truth(name),
        subject=subject,
        address=p.address,
        phone=p.phone.e164 if phone else None,
        email=p.email if email else None,
        addressee=m.office,
        date=d.day.isoformat(),
    )
    return d.letter("dev.classic", (sheet,), truth)
