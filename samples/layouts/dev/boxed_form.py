"""An office's printed application form: ruled cells, the T.C. number digit by digit in boxes."""

from dataclasses import replace
from random import Random

from samples.drafting import a_draft
from samples.letter import Block, Boxes, Cell, Column, Columns, Gap, Ink, Letter, Sheet, Table, Text
from samples.words import Words

_HALVES = (0.32, 0.68)


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, words, tckn_share=0.97)
    p, m = d.person, d.matter
    name = rng.choice((p.name_upper, p.name_formal))
    email = d.chance(0.4)
    rows = [
        ("Adı Soyadı", name),
        ("Baba Adı", rng.choice(words.male)),
        ("Doğum Yeri ve Yılı", f"{p.place.province} / {rng.randint(1945, 2004)}"),
        ("Adres", p.address),
        ("Telefon", p.phone.written),
        ("E-posta", p.email if email else ""),
    ]
    table = Table(
        tuple((Cell(label, bold=True), Cell(value)) for label, value in rows),
        (_HALVES,) * len(rows),
        height=9,
    )
    number: tuple[Block, ...] = (Boxes("T.C. Kimlik No", d.tckn),) if d.tckn else ()
    matter = Table(
        (
            (Cell("Konu", bold=True), Cell(m.subject)),
            (Cell(" ".join((*m.facts, m.ask)), label="Başvuru Metni"),),
        ),
        (_HALVES, (1.0,)),
        height=12,
    )
    sign = Column(
        0.55,
        0.45,
        (
            Text(f"Tarih: {d.day_written}", "center"),
            Text("İmza", "center"),
            *((Ink(rng.getrandbits(32)),) if d.signed else ()),
        ),
    )
    sheet = Sheet(
        (
            Text("T.C.", "center", bold=True, after=0),
            Text(m.office, "center", bold=True, after=4),
            Text("VATANDAŞ BAŞVURU FORMU", "center", bold=True, grow=1, after=6),
            *number,
            table,
            Gap(2),
            matter,
            Gap(6),
            Columns((sign,)),
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
    return d.letter("dev.boxed_form", (sheet,), truth)
