"""Sealed: measured on, never tuned on. A form whose small labels stand above their values."""

from dataclasses import replace
from random import Random

from samples.drafting import a_draft
from samples.letter import Cell, Gap, Letter, Sheet, Table, Text
from samples.words import Words


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    name = rng.choice((p.name_upper, p.name))
    email = d.chance(0.5)
    ink = rng.getrandbits(32) if d.signed else None
    table = Table(
        (
            (
                Cell(name, label="Müracaat Eden (Ad Soyad)"),
                Cell(d.tckn or "", label="T.C. Kimlik Numarası"),
            ),
            (
                Cell(p.phone.written, label="Cep Telefonu"),
                Cell(p.email if email else "", label="Elektronik Posta"),
            ),
            (Cell(p.address, label="Açık Adres"),),
            (Cell(m.subject, label="Talep Konusu"),),
            (Cell(" ".join((*m.facts, m.ask)), label="Açıklama"),),
            (Cell(d.day_written, label="Müracaat Tarihi"), Cell("\n", label="İmzası", ink=ink)),
        ),
        ((0.55, 0.45), (0.45, 0.55), (1.0,), (1.0,), (1.0,), (0.5, 0.5)),
        height=13,
    )
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=2),
            Text("DİLEK VE TALEP FORMU", "center", after=6),
            table,
            Gap(2),
            Text("Form eksiksiz doldurulmalıdır. Kimlik numarası 11 hanelidir.", grow=-2.5),
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
    return d.letter("test.stacked_form", (sheet,), truth)
