"""Sealed: measured on, never tuned on. A short note written as a fax, its head on the same page."""

from dataclasses import replace
from random import Random

from samples.drafting import a_draft, spaced
from samples.letter import Block, Gap, Ink, Letter, Pair, Rule, Sheet, Text
from samples.people import a_phone
from samples.words import Words


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    name = p.name_formal
    email = d.chance(0.3)
    ink: tuple[Block, ...] = (Ink(rng.getrandbits(32), align="left"),) if d.signed else (Gap(8),)
    head: tuple[Block, ...] = (
        Pair("GÖNDEREN", name, tab=40),
        Pair("GÖNDERENİN FAKSI", a_phone(rng, p.place).written, tab=40),
        Pair("ALICI", m.office, tab=40),
        Pair("GÖNDERİM", d.day_written, tab=40),
        Pair("SAYFA ADEDİ", "1", tab=40),
        Pair("İÇERİK", m.subject, tab=40),
    )
    sheet = Sheet(
        (
            Text("FAKS MESAJI", bold=True, grow=4, after=4),
            Rule(),
            *head,
            Rule(),
            Gap(5),
            Text("Sayın yetkili,", after=4),
            Text(" ".join(m.facts), "left", after=4),
            Text(m.ask, after=8),
            *((Text(f"T.C. kimlik numaram: {spaced(rng, d.tckn)}"),) if d.tckn else ()),
            Text(f"Ulaşabileceğiniz numara: {p.phone.written}"),
            *((Text(f"Elektronik adresim: {p.email}"),) if email else ()),
            Text(f"İkamet ettiğim yer: {p.address}", after=6),
            Text(name, after=0),
            *ink,
        )
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
    return d.letter("test.fax_note", (sheet,), truth)
