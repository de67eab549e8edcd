"""A company writes: letterhead, Sayı / Konu / İlgi, tax number, an authorised person signs."""

from dataclasses import replace
from random import Random

from domain import turkish
from domain.petition import Kind
from samples.drafting import a_draft, paragraphs
from samples.letter import Block, Column, Columns, Gap, Ink, Letter, Pair, Rule, Sheet, Text
from samples.words import Words


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(
        rng, words, kinds=frozenset({Kind.SIKAYET, Kind.BILGI_EDINME, Kind.GORUS}), tckn_share=0.25
    )
    p, m = d.person, d.matter
    company = rng.choice(words.companies)
    number = f"{d.day.year}/{rng.randint(10, 900)}"
    tax = rng.randint(10**9, 10**10 - 1)
    earlier = f"{rng.randint(1, 28):02d}.0{rng.randint(1, 9)}.{d.day.year - 1}"
    ink: tuple[Block, ...] = (Ink(rng.getrandbits(32)),) if d.signed else (Gap(9),)
    head: tuple[Block, ...] = (
        Text(turkish.upper(company), "center", bold=True, grow=2, after=0),
        Text(p.address, "center", grow=-1.5, after=0),
        Text(f"Tel: {p.phone.written}   Vergi No: {tax}", "center", grow=-1.5),
        Rule(0.6),
        Columns(
            (
                Column(0.0, 0.6, (Pair("Sayı", number, tab=14), Pair("Konu", m.subject, tab=14))),
                Column(0.7, 0.3, (Text(d.day_written, "right"),)),
            )
        ),
        Gap(6),
    )
    sheet = Sheet(
        (
            *head,
            Text(m.office, "center", bold=True, after=6),
            Pair("İlgi", f"{earlier} tarih ve {rng.randint(1000, 99999)} sayılı yazınız.", after=4),
            *(Text(t, "justify", first=12, after=3) for t in paragraphs(rng, m)),
            Gap(6),
            Columns(
                (
                    Column(
                        0.58,
                        0.42,
                        (
                            *ink,
                            Text(p.name_formal, "center", after=0),
                            Text("Şirket Müdürü", "center", after=0),
                            *((Text(f"T.C. Kimlik No: {d.tckn}", "center"),) if d.tckn else ()),
                        ),
                    ),
                )
            ),
            Gap(8),
            Pair("Ek", "İmza sirküleri (1 sayfa)"),
        )
    )
    truth = replace(
        d.truth(p.name_formal),
        subject=m.subject,
        address=p.address,
        phone=p.phone.e164,
        addressee=m.office,
        date=d.day.isoformat(),
        marks=(*d.truth("").marks, "company"),
    )
    return d.letter("dev.business", (sheet,), truth)
