"""Handwriting to measure on: other fonts, other forms, other places than the development ones."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from samples.drafting import Draft, Layout, a_draft, a_stamp, paragraphs
from samples.hand import TEST_FONTS
from samples.layouts.by_hand import a_note, a_writer, signed_name
from samples.letter import (
    Block,
    ByHand,
    Cell,
    Column,
    Columns,
    Gap,
    Ink,
    Letter,
    Pair,
    Sheet,
    Table,
    Text,
    Truth,
)
from samples.words import Words


def cells(rng: Random, words: Words) -> Letter:
    """Return a ruled form whose cells carry a small printed label and writing by hand."""
    d = a_draft(rng, words, tckn_share=1.0)
    p, m = d.person, d.matter
    who = a_writer(rng, TEST_FONTS)
    name = signed_name(rng, d)
    table = Table(
        (
            (Cell(name, label="Başvuranın Adı Soyadı", writer=who),),
            (Cell(d.tckn or "", label="T.C. Kimlik Numarası", boxed=True, writer=who),),
            (
                Cell(p.phone.written, label="Ulaşılacak Telefon", writer=who),
                Cell(d.day_written, label="Düzenlenme Tarihi", writer=who),
            ),
            (Cell(p.address, label="İkametgâh Adresi", writer=who),),
            (Cell(m.subject, label="Başvurunun Konusu", writer=who),),
            (Cell(f"{m.facts[0]} {m.ask}", label="Açıklama", writer=who),),
            (Cell("", label="İmza", ink=rng.getrandbits(32) if d.signed else None),),
        ),
        ((1.0,), (1.0,), (0.5, 0.5), (1.0,), (1.0,), (1.0,), (1.0,)),
        height=13,
    )
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=2),
            Text("BAŞVURU DİLEKÇESİ", "center", bold=True, after=5),
            table,
            Text("Bu form eksiksiz doldurulup imzalanmalıdır.", italic=True, grow=-1.5),
        )
    )
    return d.letter("test.hand_cells", (sheet,), _truth(d, name, subject=m.subject))


def page(rng: Random, words: Words) -> Letter:
    """Return a letter by hand, the day on top and the writer's block at the left below."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    who = a_writer(rng, TEST_FONTS)
    name = signed_name(rng, d)
    ink: tuple[Block, ...] = (Ink(rng.getrandbits(32), "left"),) if d.signed else ()
    sheet = Sheet(
        (
            ByHand(d.day_written, who, "right", after=4),
            ByHand(m.office, who, after=3),
            ByHand(f"Konu: {m.subject}", who, after=4),
            *(ByHand(t, who, after=1) for t in paragraphs(rng, m)),
            Gap(4),
            ByHand(name, who, after=0),
            *ink,
            ByHand(p.address, who, after=0),
            *((ByHand(f"T.C. {d.tckn}", who),) if d.tckn else ()),
        ),
        (a_stamp(rng, d.day),) if d.chance(0.4) else (),
    )
    return d.letter("test.hand_page", (sheet,), _truth(d, name, subject=m.subject))


def referred(rng: Random, words: Words) -> Letter:
    """Return a printed letter with the day filled in by hand and a referral in its empty foot."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    who = a_writer(rng, TEST_FONTS)
    ink: tuple[Block, ...] = (Ink(rng.getrandbits(32)),) if d.signed else ()
    right = (Pair("Yazıldığı gün", d.day_written, bold=False, writer=who),)
    sheet = Sheet(
        (
            Columns((Column(0.62, 0.38, right),)),
            Gap(4),
            Text(m.office, "left", bold=True, after=6),
            Text(f"KONU: {m.subject}", after=5),
            *(Text(t, "left", after=2) for t in paragraphs(rng, m)),
            Gap(4),
            Columns((Column(0.0, 0.45, (Text(p.name_upper, after=0), *ink)),)),
            Text(f"Adresim: {p.address}", after=1),
            *((Text(f"TC Kimlik Numaram: {d.tckn}", after=1),) if d.tckn else ()),
            Text(f"Cep: {p.phone.written}"),
        ),
        notes=(a_note(rng, d, TEST_FONTS, x=rng.uniform(95, 130), y=rng.uniform(235, 252)),),
    )
    return d.letter("test.hand_referred", (sheet,), _truth(d, p.name_upper, subject=m.subject))


def _truth(d: Draft, name: str, *, subject: str | None) -> Truth:
    return replace(
        d.truth(name),
        subject=subject,
        address=d.person.address,
        phone=d.person.phone.e164,
        addressee=d.matter.office,
        date=d.day.isoformat(),
        marks=(*d.truth(name).marks, "handwriting"),
    )


LAYOUTS: Mapping[str, Layout] = {"hand_cells": cells, "hand_page": page, "hand_referred": referred}
