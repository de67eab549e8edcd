"""A letter without a single label: everything about the writer stands in the sentences."""

from dataclasses import replace
from random import Random

from samples.drafting import a_draft, paragraphs
from samples.letter import Block, Column, Columns, Gap, Ink, Letter, Sheet, Text
from samples.words import Words


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    name = rng.choice((p.name, p.name_formal))
    who = f"{d.tckn} T.C. kimlik numaralı {name} olarak" if d.tckn else f"Ben {name} olarak"
    opening = f"{who} {p.address} adresinde ikamet etmekteyim."
    phone = d.chance(0.5)
    reach = f" Bana {p.phone.written} numaralı telefondan ulaşabilirsiniz." if phone else ""
    first, *rest = paragraphs(rng, m)
    body = (f"{opening} {first}", *rest[:-1], rest[-1] + reach)
    ink = (Ink(rng.getrandbits(32)),) if d.signed else (Gap(8),)
    sign: tuple[Block, ...] = (
        Text(d.day_written, "center", after=3),
        *ink,
        Text(name, "center"),
    )
    sheet = Sheet(
        (
            Gap(6),
            Text(m.office, bold=d.chance(0.3), after=9),
            *(Text(t, rng.choice(("left", "justify")), first=10, after=3) for t in body),
            Gap(6),
            Columns((Column(0.6, 0.4, sign),)),
        )
    )
    truth = replace(
        d.truth(name),
        address=p.address,
        phone=p.phone.e164 if phone else None,
        addressee=m.office,
        date=d.day.isoformat(),
    )
    return d.letter("dev.narrative", (sheet,), truth)
