"""Sealed: measured on, never tuned on. The information law's form for natural persons (EK-1)."""

from dataclasses import replace
from random import Random

from domain.petition import Kind
from samples.drafting import a_draft
from samples.letter import Cell, Gap, Letter, Sheet, Table, Text
from samples.words import Words

_HALVES = (0.42, 0.58)


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, words, kinds=frozenset({Kind.BILGI_EDINME}))
    p, m = d.person, d.matter
    name = rng.choice((p.name_formal, p.name))
    by_mail = d.chance(0.5)
    ways = f"Yazılı ({' ' if by_mail else 'X'})    Elektronik ({'X' if by_mail else ' '})"
    rows = [
        ("Başvuru sahibinin adı ve soyadı", name),
        ("Oturma yeri veya iş adresi", p.address),
        ("Türkiye Cumhuriyeti kimlik numarası", d.tckn or ""),
        ("Başvuruya hangi yolla cevap almak istersiniz?", ways),
        ("Elektronik posta adresi", p.email if by_mail else ""),
        ("Telefon numarası", p.phone.written),
        ("Faks numarası", ""),
    ]
    ink = rng.getrandbits(32) if d.signed else None
    table = Table(
        (
            *((Cell(label, bold=True), Cell(value)) for label, value in rows),
            (Cell(" ".join((*m.facts, m.ask)), label="İstenen bilgi veya belgeler"),),
            (Cell(d.day_written, label="Düzenlenme tarihi"), Cell("\n", label="İmzası", ink=ink)),
        ),
        (*((_HALVES,) * len(rows)), (1.0,), (0.5, 0.5)),
        height=11,
    )
    sheet = Sheet(
        (
            Text("EK-1", "right", bold=True),
            Text("GERÇEK KİŞİLER İÇİN BİLGİ EDİNME FORMU", "center", bold=True, after=3),
            Text(m.office, "center", after=6),
            table,
            Gap(1),
        )
    )
    truth = replace(
        d.truth(name),
        address=p.address,
        phone=p.phone.e164,
        email=p.email if by_mail else None,
        addressee=m.office,
        date=d.day.isoformat(),
    )
    return d.letter("test.ek1_form", (sheet,), truth)
