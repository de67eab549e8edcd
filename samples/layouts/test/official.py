"""Sealed: measured on, never tuned on. A complaint about a named official with his own numbers."""

from dataclasses import replace
from random import Random

from domain.petition import Kind
from samples.drafting import a_draft, spaced
from samples.letter import Block, Column, Columns, Gap, Ink, Letter, Other, Pair, Sheet, Text
from samples.people import a_person
from samples.words import Words

_POSTS = ("zabıta memuru", "şube müdürü", "okul müdür yardımcısı", "gişe memuru")


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, words, kinds=frozenset({Kind.SIKAYET}))
    p, m = d.person, d.matter
    name = p.name_formal
    official = a_person(rng, words, place=p.place)
    witness = a_person(rng, words, place=p.place)
    numbered = d.chance(0.6)
    number = f", T.C. {official.tckn}" if numbered else ""
    register = rng.randint(10_000, 99_999)
    blame = f"{official.name_formal}, {rng.choice(_POSTS)} (sicil {register}{number})"
    ink: tuple[Block, ...] = (Ink(rng.getrandbits(32)),) if d.signed else (Gap(9),)
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=8),
            Pair("HAKKINDA ŞİKÂYET OLUNAN", blame, tab=58, after=2),
            Pair("MÜŞTEKİ", name, tab=58, after=2),
            *((Pair("KİMLİK NO", spaced(rng, d.tckn), tab=58, after=2),) if d.tckn else ()),
            Pair("İKAMET ADRESİ", p.address, tab=58, after=2),
            Pair("İRTİBAT", p.phone.written, tab=58, after=2),
            Pair("ŞİKÂYET KONUSU", m.subject, tab=58, after=5),
            Text("OLAYLAR", bold=True, after=2),
            Text(" ".join(m.facts), "justify", first=8, after=4),
            Pair("TANIK", f"{witness.name}, {witness.phone.written}", tab=30, after=3),
            Text("NETİCE-İ TALEP", bold=True, after=2),
            Text(m.ask, "justify", first=8, after=8),
            Columns(
                (
                    Column(0.0, 0.4, (Text(d.day_written),)),
                    Column(0.6, 0.4, (*ink, Text(name, "center", after=0))),
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
        others=(
            Other("accused", official.name, official.tckn if numbered else None),
            Other("witness", witness.name),
        ),
    )
    return d.letter("test.official", (sheet,), truth)
