"""Letters whose print lies under stamps, seals and signatures, or close between rules.

What mailrooms do to paper before it is scanned or faxed on: a registry stamp over the subject, a
date stamp across the text, a round seal and a signature over the name.
"""

import datetime as dt
from dataclasses import replace
from random import Random

from domain import turkish
from samples.drafting import Draft, a_draft, paragraphs
from samples.letter import (
    Block,
    Cell,
    Column,
    Columns,
    Gap,
    Ink,
    Letter,
    Pair,
    Pressed,
    Rule,
    Sheet,
    Stamp,
    Table,
    Text,
)
from samples.people import MONTHS
from samples.words import Words


def _letter(d: Draft, layout: str, blocks: tuple[Block, ...], *, name: str) -> Letter:
    truth = replace(
        d.truth(name),
        subject=d.matter.subject,
        address=d.person.address,
        phone=d.person.phone.e164,
        addressee=d.matter.office,
        date=d.day.isoformat(),
    )
    return d.letter(f"dev.{layout}", (Sheet(blocks),), truth)


def _registry_stamp(d: Draft, x: float, y: float) -> Pressed:
    """Return the stamp of an office the letter passed through, ``x`` and ``y`` from here."""
    rng = d.rng
    received = d.day + dt.timedelta(days=rng.randint(1, 6))
    lines = [
        turkish.upper(d.person.place.district) + " KAYMAKAMLIĞI",
        "GELEN EVRAK KAYIT",
        f"Tarih : {received:%d.%m.%Y}",
        f"Kayıt No : {rng.randint(100, 99999)}",
        "Havale : Yazı İşleri",
    ]
    shown = tuple(lines[rng.randint(0, 1) : rng.randint(4, 5)])
    return Pressed(Stamp(x, y, shown, angle=rng.uniform(-7, 7), tone=rng.randint(50, 130)))


def _date_stamp(d: Draft, x: float, y: float) -> Pressed:
    day = d.day + dt.timedelta(days=d.rng.randint(1, 6))
    line = f"{day.day:02d} {turkish.upper(MONTHS[day.month - 1])} {day.year}"
    angle, tone = d.rng.uniform(-9, 9), d.rng.randint(50, 130)
    return Pressed(Stamp(x, y, (line,), angle=angle, tone=tone))


def _round_seal(d: Draft, x: float, y: float) -> Pressed:
    place = d.person.place
    rim = f"{turkish.upper(place.province)} {turkish.upper(place.district)} MUHTARLIĞI"
    angle, tone = d.rng.uniform(-20, 20), d.rng.randint(60, 140)
    return Pressed(Stamp(x, y, ("T.C.", "MÜHÜR"), angle=angle, rim=rim, tone=tone))


def _body(d: Draft) -> tuple[Block, ...]:
    return tuple(Text(t, "justify", first=10, after=2) for t in paragraphs(d.rng, d.matter))


def _contact(d: Draft) -> tuple[Block, ...]:
    p = d.person
    return (
        *((Pair("T.C. Kimlik No", d.tckn, tab=32),) if d.tckn else ()),
        Pair("Adres", p.address, tab=32),
        Pair("Telefon", p.phone.written, tab=32),
    )


def registered(rng: Random, words: Words) -> Letter:
    """Return a letter with a registry stamp over its subject and a date stamp over its text."""
    d = a_draft(rng, words)
    name = rng.choice((d.person.name_formal, d.person.name_upper))
    blocks: tuple[Block, ...] = (
        Text(d.day_written, "right", after=6),
        Text(d.matter.office, "center", bold=True, after=8),
        _registry_stamp(d, rng.uniform(10, 90), rng.uniform(-10, 4)),
        Pair("Konu", d.matter.subject, tab=16, after=5),
        *_body(d),
        *((_date_stamp(d, rng.uniform(10, 110), rng.uniform(-16, -6)),) if d.chance(0.7) else ()),
        Gap(5),
        Columns((Column(0.6, 0.4, (Text(name, "center", after=0), d.ink())),)),
        Gap(4),
        *_contact(d),
    )
    return _letter(d, "registered", blocks, name=name)


def sealed(rng: Random, words: Words) -> Letter:
    """Return a letter with a round seal and a signature over the writer's name."""
    d = a_draft(rng, words)
    name = rng.choice((d.person.name, d.person.name_upper))
    sign: tuple[Block, ...] = (
        Text(d.day_written, "center"),
        _round_seal(d, rng.uniform(-12, 30), rng.uniform(-20, -6)),
        *((Ink(rng.getrandbits(32), overlap=rng.uniform(3, 6)),) if d.signed else (Gap(4),)),
        Text(name, "center", after=0),
    )
    blocks: tuple[Block, ...] = (
        Text(d.matter.office, "center", bold=True, after=8),
        Pair("KONU", d.matter.subject, tab=18, after=5),
        *_body(d),
        Gap(6),
        Columns((Column(0.58, 0.42, sign),)),
        Gap(3),
        *_contact(d),
    )
    return _letter(d, "sealed", blocks, name=name)


def register_table(rng: Random, words: Words) -> Letter:
    """Return a form in small type between rules, shaded heads, a stamp across its cells."""
    d = a_draft(rng, words, tckn_share=1.0)
    p, m = d.person, d.matter
    name = rng.choice((p.name_upper, p.name_formal))
    thirds, halves = (0.34, 0.33, 0.33), (0.26, 0.74)

    def head(text: str) -> Cell:
        return Cell(text, bold=True, shade=220)

    table = Table(
        (
            (head("BAŞVURU SAHİBİNİN BİLGİLERİ"),),
            (head("Adı Soyadı"), head("T.C. Kimlik No"), head("Telefonu")),
            (Cell(name), Cell(d.tckn or ""), Cell(p.phone.written)),
            (head("Adresi"), Cell(p.address)),
            (head("Konusu"), Cell(m.subject)),
            (Cell(" ".join((*m.facts, m.ask)), label="BAŞVURUNUN ÖZETİ"),),
        ),
        ((1.0,), thirds, thirds, halves, halves, (1.0,)),
        height=rng.choice((5.0, 6.0, 7.0)),
    )
    foot = "Bu form 3071 sayılı Kanun uyarınca doldurulur; eksik formlar işleme alınmaz."
    blocks: tuple[Block, ...] = (
        Text("T.C.", "center", bold=True, after=0),
        Text(m.office, "center", bold=True, after=4),
        table,
        _registry_stamp(d, rng.uniform(60, 110), rng.uniform(-30, -8)),
        Gap(4),
        Columns((Column(0.6, 0.4, (Text(f"Tarih: {d.day_written}", "center"), d.ink())),)),
        Gap(8),
        Rule(),
        Text(foot, "center", grow=-3, after=0),
    )
    return _letter(d, "register_table", blocks, name=name)


def underlined(rng: Random, words: Words) -> Letter:
    """Return a letter with underlined labels and headings, a seal and small print at its foot."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    name = rng.choice((p.name_upper, p.name_formal))

    def label(text: str) -> Text:
        return Text(text, bold=True, underlined=True, after=1)

    blocks: tuple[Block, ...] = (
        Text(m.office, "center", bold=True, underlined=True, after=8),
        label("DİLEKÇEYİ VEREN"),
        Text(name, after=1),
        *((Text(f"T.C. Kimlik No: {d.tckn}", after=1),) if d.tckn else ()),
        Text(p.address, after=1),
        Text(p.phone.written, after=3),
        label("KONUSU"),
        Text(m.subject, underlined=d.chance(0.5), after=3),
        label("AÇIKLAMALAR"),
        *_body(d),
        Gap(4),
        Columns((Column(0.6, 0.4, (Text(d.day_written, "center"), d.ink())),)),
        _round_seal(d, rng.uniform(5, 60), rng.uniform(-34, -14)),
        Gap(8),
        Text("Ekler ve belge asılları ibraz edilmiştir.", grow=-3.5),
    )
    return _letter(d, "underlined", blocks, name=name)


LAYOUTS = {
    "registered": registered,
    "sealed": sealed,
    "register_table": register_table,
    "underlined": underlined,
}
