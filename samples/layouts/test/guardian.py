"""Sealed: measured on, never tuned on. A guardian (vasi) writes for a ward: two numbers."""

from dataclasses import replace
from random import Random

from domain.petition import Kind
from samples.drafting import a_draft, paragraphs
from samples.letter import Block, Column, Columns, Gap, Ink, Letter, Other, Sheet, Text
from samples.people import a_person
from samples.words import Words


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, words, kinds=frozenset({Kind.ISTEK}), foreigner_share=0.0)
    p, m = d.person, d.matter
    name = p.name_formal
    ward = a_person(rng, words, place=p.place, last=p.last if d.chance(0.5) else None)
    docket = f"{d.day.year - 1}/{rng.randint(100, 1900)} E."
    who = (
        f"Sulh Hukuk Mahkemesinin {docket} sayılı kararıyla vasisi olduğum {ward.name_formal} "
        f"({ward.tckn} kimlik numarasıyla kayıtlı) adına müracaat ediyorum."
    )
    me = (
        f"Benim kimlik numaram {d.tckn} olup {p.address} adresinde yaşıyorum."
        if d.tckn
        else (f"Kendim {p.address} adresinde yaşıyorum.")
    )
    ink: tuple[Block, ...] = (Ink(rng.getrandbits(32)),) if d.signed else (Gap(9),)
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=2),
            Text(f"{m.subject} hakkındadır.", "center", after=8),
            Text(who, "justify", first=8, after=3),
            Text(me, "justify", first=8, after=3),
            *(Text(t, "justify", first=8, after=3) for t in paragraphs(rng, m)),
            Gap(5),
            Columns(
                (
                    Column(
                        0.55,
                        0.45,
                        (
                            Text(name, "center", after=0),
                            Text("(Vasi)", "center", after=0),
                            *ink,
                            Text(d.day_written, "center", after=0),
                            Text(p.phone.written, "center"),
                        ),
                    ),
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
        others=(Other("ward", ward.name, ward.tckn),),
        marks=("proxy",),
    )
    return d.letter("test.guardian", (sheet,), truth)
