"""Sealed: measured on, never tuned on. A table of the applicant on top, relatives' names in it."""

from dataclasses import replace
from random import Random

from domain import turkish
from samples.drafting import a_draft, paragraphs
from samples.letter import (
    Block,
    Boxes,
    Cell,
    Column,
    Columns,
    Gap,
    Ink,
    Letter,
    Other,
    Pair,
    Sheet,
    Table,
    Text,
)
from samples.words import Words

_QUARTERS = (0.2, 0.34, 0.2, 0.26)


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, words, tckn_share=0.97)
    p, m = d.person, d.matter
    name = p.name_formal
    mother, father = rng.choice(words.female), rng.choice(words.male)
    maiden = turkish.upper(p.mother_maiden_name)
    rows = (
        ("İsim Soyisim", name, "Doğum Yeri", p.place.province),
        ("Ana Adı", mother, "Babasının Adı", father),
        ("Annesinin Kızlık Soyadı", maiden, "Medeni Hali", rng.choice(("Evli", "Bekâr"))),
        ("Cep Tel", p.phone.written, "Mesleği", rng.choice(("Emekli", "İşçi", "Çiftçi"))),
    )
    table = Table(
        (
            *((Cell(a, bold=True), Cell(b), Cell(c, bold=True), Cell(e)) for a, b, c, e in rows),
            (Cell("Tebligat Adresi", bold=True), Cell(p.address)),
        ),
        (*((_QUARTERS,) * len(rows)), (0.2, 0.8)),
        height=9,
    )
    ink: tuple[Block, ...] = (Ink(rng.getrandbits(32)),) if d.signed else (Gap(9),)
    number = (Boxes("TC Kimlik Numarası", d.tckn, tab=58, side=7),) if d.tckn else ()
    sheet = Sheet(
        (
            Text("BAŞVURU YAPANIN", bold=True, after=2),
            *number,
            table,
            Gap(5),
            Text(m.office, "center", bold=True, after=5),
            Pair("İsteğin Özeti", m.subject, after=4),
            *(Text(t, "justify", first=10, after=2) for t in paragraphs(rng, m)),
            Gap(6),
            Columns(
                (
                    Column(0.05, 0.4, (Text(d.day_written, "center"),)),
                    Column(0.55, 0.4, (Text(name, "center", after=0), *ink)),
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
        mother_maiden_name=maiden,
        date=d.day.isoformat(),
        others=(Other("mother", mother), Other("father", father)),
    )
    return d.letter("test.top_table", (sheet,), truth)
