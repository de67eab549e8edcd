"""A joint petition (toplu dilekçe): one spokesman, a list of signatories with their numbers."""

from dataclasses import replace
from random import Random

from domain.petition import Kind
from samples.drafting import a_draft
from samples.letter import Cell, Gap, Letter, Other, Pair, Sheet, Table, Text
from samples.people import a_person
from samples.words import Words

_WIDTHS = (0.08, 0.36, 0.3, 0.26)


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, words, kinds=frozenset({Kind.ISTEK, Kind.SIKAYET}), tckn_share=1.0)
    p, m = d.person, d.matter
    neighbours = tuple(a_person(rng, words, place=p.place) for _ in range(rng.randint(3, 7)))
    head = ("No", "Adı Soyadı", "T.C. Kimlik No", "İmza")
    rows: list[tuple[Cell, ...]] = [tuple(Cell(text, bold=True) for text in head)]
    for number, person in enumerate((p, *neighbours), start=1):
        ink = rng.getrandbits(32) if d.signed else None
        row = (Cell(str(number)), Cell(person.name), Cell(person.tckn), Cell("", ink=ink))
        rows.append(row)
    sheet = Sheet(
        (
            Text(d.day_written, "right", after=6),
            Text(m.office, "center", bold=True, after=8),
            Pair("Konu", m.subject, tab=16, after=4),
            Text(
                f"Aşağıda adı soyadı ve imzası bulunan bizler {p.place.district} ilçesinde ikamet "
                "etmekteyiz. " + " ".join(m.facts),
                "justify",
                first=12,
                after=2,
            ),
            Text("Gereğini saygılarımızla arz ederiz.", first=12, after=5),
            Table(tuple(rows), (_WIDTHS,) * len(rows), height=11),
            Gap(2),
            Text("Tebligat için temsilcimiz:", bold=True),
            Pair("Adı Soyadı", p.name, tab=30, bold=False),
            Pair("Adres", p.address, tab=30, bold=False),
            Pair("Telefon", p.phone.written, tab=30, bold=False),
        )
    )
    truth = replace(
        d.truth(p.name),
        subject=m.subject,
        address=p.address,
        phone=p.phone.e164,
        addressee=m.office,
        date=d.day.isoformat(),
        others=tuple(Other("signatory", q.name, q.tckn) for q in neighbours),
        marks=(*d.truth(p.name).marks, "joint"),
    )
    return d.letter("dev.joint", (sheet,), truth)
