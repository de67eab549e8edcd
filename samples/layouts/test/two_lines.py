"""Sealed: measured on, never tuned on. Given and family name on two lines of a block at the top."""

from dataclasses import replace
from random import Random

from domain import turkish
from samples.drafting import a_draft, paragraphs, spaced
from samples.letter import Block, Column, Columns, Gap, Ink, Letter, Pair, Sheet, Text
from samples.words import Words


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    name = p.name_upper
    phone = d.chance(0.85)
    ink: tuple[Block, ...] = (Ink(rng.getrandbits(32)),) if d.signed else (Gap(8),)
    sheet = Sheet(
        (
            Pair("İSİM", turkish.upper(p.first), tab=36, after=1.5),
            Pair("SOYİSİM", turkish.upper(p.last), tab=36, after=1.5),
            *((Pair("VATANDAŞLIK NO", spaced(rng, d.tckn), tab=36),) if d.tckn else ()),
            Pair("EV ADRESİ", p.address, tab=36, after=1.5),
            *((Pair("GSM", p.phone.written, tab=36, after=1.5),) if phone else ()),
            Gap(8),
            Text(m.office, "center", bold=True, after=6),
            Pair("ÖZÜ", m.subject, tab=14, after=4),
            *(Text(t, "justify", first=8, after=2) for t in paragraphs(rng, m)),
            Gap(8),
            Columns((Column(0.62, 0.38, (Text(d.day_written, "center"), *ink)),)),
        )
    )
    truth = replace(
        d.truth(name),
        subject=m.subject,
        address=p.address,
        phone=p.phone.e164 if phone else None,
        addressee=m.office,
        date=d.day.isoformat(),
    )
    return d.letter("test.two_lines", (sheet,), truth)
