"""A tip-off (ihbar): İHBAR EDEN, the accused by name and number, identity to be kept hidden."""

from dataclasses import replace
from random import Random

from domain.petition import Kind
from samples.drafting import a_draft
from samples.letter import Block, Column, Columns, Gap, Ink, Letter, Other, Pair, Sheet, Text
from samples.people import a_person
from samples.words import Words


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, words, kinds=frozenset({Kind.IHBAR}), foreigner_share=0.0)
    p, m = d.person, d.matter
    accused = a_person(rng, words, place=p.place)
    knows_number = d.chance(0.4)
    hidden = d.chance(0.7)
    blame = accused.name_formal + (f" (T.C. {accused.tckn})" if knows_number else "")
    plea = "Kimliğimin gizli tutulmasını ayrıca rica ederim."
    ink: tuple[Block, ...] = (Ink(rng.getrandbits(32)),) if d.signed else (Gap(9),)
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=9),
            Pair("İHBAR EDEN", p.name_formal, tab=40),
            *((Pair("T.C. KİMLİK NO", d.tckn, tab=40),) if d.tckn else ()),
            Pair("ADRES", p.address, tab=40, after=3),
            Pair("ŞİKÂYET EDİLEN", blame, tab=40),
            Pair("ADRES", accused.address, tab=40, after=3),
            Pair("KONU", m.subject, tab=40, after=3),
            Text("AÇIKLAMALAR", bold=True, after=2),
            *(Text(f"{n}) {fact}", "justify", after=2) for n, fact in enumerate(m.facts, start=1)),
            Text(m.ask + (f" {plea}" if hidden else ""), "justify", first=10, after=8),
            Columns(
                (
                    Column(
                        0.6,
                        0.4,
                        (
                            Text(d.day_written, "center"),
                            Text("İhbar Eden", "center", after=0),
                            Text(p.name_formal, "center", after=0),
                            *ink,
                        ),
                    ),
                )
            ),
        )
    )
    truth = replace(
        d.truth(p.name_formal),
        subject=m.subject,
        address=p.address,
        addressee=m.office,
        date=d.day.isoformat(),
        others=(Other("accused", accused.name, accused.tckn if knows_number else None),),
        marks=("hidden_identity",) if hidden else (),
    )
    return d.letter("dev.tip_off", (sheet,), truth)
