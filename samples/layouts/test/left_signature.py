"""Sealed: measured on, never tuned on. Signature left, contact right, subject ends in Hk."""

from dataclasses import replace
from random import Random

from samples.drafting import a_draft, a_stamp, paragraphs
from samples.letter import Block, Column, Columns, Gap, Ink, Letter, Pair, Sheet, Text
from samples.words import Words


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    name = rng.choice((p.name, p.name_formal))
    email = d.chance(0.3)
    ink: tuple[Block, ...] = (Ink(rng.getrandbits(32), align="left"),) if d.signed else (Gap(9),)
    left = Column(0.0, 0.45, (Text(name, after=0), *ink, Gap(2), Text(d.day_written)))
    right = Column(
        0.52,
        0.48,
        (
            *((Pair("TCKN", d.tckn, sep=" :", bold=False),) if d.tckn else ()),
            Pair("Cep", p.phone.written, sep=" :", bold=False),
            *((Pair("e-mail", p.email, sep=" :", bold=False),) if email else ()),
            Pair("İkametgâh", p.address, sep=" :", bold=False),
        ),
    )
    sheet = Sheet(
        (
            Gap(5),
            Text(m.office, bold=True, after=3),
            Text(f"{m.subject} Hk.", italic=d.chance(0.5), after=7),
            *(Text(t, "left", after=4) for t in paragraphs(rng, m)),
            Gap(8),
            Columns((left, right)),
        ),
        (a_stamp(rng, d.day, barcode=True),) if d.chance(0.3) else (),
    )
    truth = replace(
        d.truth(name),
        subject=m.subject,
        address=p.address,
        phone=p.phone.e164,
        email=p.email if email else None,
        addressee=m.office,
        date=d.day.isoformat(),
    )
    return d.letter("test.left_signature", (sheet,), truth)
