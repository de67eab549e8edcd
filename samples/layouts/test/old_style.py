"""Sealed: measured on, never tuned on. The older convention: name and address left, date right."""

from dataclasses import replace
from random import Random

from domain import turkish
from samples.drafting import a_draft, paragraphs
from samples.letter import Block, Column, Columns, Gap, Ink, Letter, Pair, Sheet, Text
from samples.words import Words


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    name = rng.choice((p.name_upper, p.name_formal))
    ink: tuple[Block, ...] = (Ink(rng.getrandbits(32)),) if d.signed else (Gap(9),)
    left: tuple[Block, ...] = (
        Pair("DİLEKÇE SAHİBİ", name, sep=" :", bold=False),
        Pair("AÇIK ADRESİ", p.address, sep=" :", bold=False),
        *((Pair("T.C. NUMARASI", d.tckn, sep=" :", bold=False),) if d.tckn else ()),
        Pair("CEP NO", p.phone.written, sep=" :", bold=False),
    )
    sheet = Sheet(
        (
            Gap(12),
            Text(m.office, "center", after=0),
            Text(turkish.upper(p.place.district), "right", after=10),
            Pair("ÖZET", m.subject, tab=16, bold=False, after=6),
            *(Text(t, "justify", first=14, after=1) for t in paragraphs(rng, m)),
            Gap(10),
            Columns(
                (
                    Column(0.0, 0.62, left),
                    Column(0.66, 0.34, (Text(d.day_written, "center"), *ink)),
                )
            ),
        )
    )
    truth = replace(
        d.truth(name),
        subject=m.subject,
        address=p.address,
        phone=p.phone.e164,
        addressee=m.office,
        date=d.day.isoformat(),
    )
    return d.letter("test.old_style", (sheet,), truth)
