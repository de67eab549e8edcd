"""Sealed: measured on, never tuned on. No labels; contact lines stacked below the signature."""

from dataclasses import replace
from random import Random

from samples.drafting import a_draft, paragraphs
from samples.letter import Block, Column, Columns, Gap, Ink, Letter, Sheet, Text
from samples.words import Words


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    name = rng.choice((p.name, p.name_formal, p.name_upper))
    number = f" ve {d.tckn} vatandaşlık numarasını taşıyan" if d.tckn else ""
    opening = f"Aşağıda imzası bulunan{number} ben {name}, şu hususu bilginize sunmak isterim."
    phone = d.chance(0.7)
    ink: tuple[Block, ...] = (Ink(rng.getrandbits(32)),) if d.signed else (Gap(9),)
    sign: tuple[Block, ...] = (
        Text("Saygılarımla,", "center", after=2),
        *ink,
        Text(name, "center", after=2),
        Text(p.address, "center", grow=-1, after=1),
        *((Text(p.phone.written, "center", grow=-1),) if phone else ()),
    )
    sheet = Sheet(
        (
            Text(f"{p.place.province}, {d.day_written}", after=10),
            Text(m.office, after=8),
            Text(opening, "left", after=4),
            *(Text(t, "left", after=4) for t in paragraphs(rng, m)),
            Gap(8),
            Columns((Column(0.5, 0.5, sign),)),
        )
    )
    truth = replace(
        d.truth(name),
        address=p.address,
        phone=p.phone.e164 if phone else None,
        addressee=m.office,
        date=d.day.isoformat(),
    )
    return d.letter("test.prose", (sheet,), truth)
