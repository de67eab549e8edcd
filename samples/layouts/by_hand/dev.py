"""Handwriting to look at and tune on: a form filled in, a letter by hand, a note on the corner."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from domain import turkish
from samples.drafting import Draft, Layout, a_draft, paragraphs
from samples.hand import DEV_FONTS
from samples.layouts.by_hand import a_note, a_writer, signed_name
from samples.letter import (
    Block,
    Boxes,
    ByHand,
    Column,
    Columns,
    Gap,
    Ink,
    Letter,
    Pair,
    Sheet,
    Text,
    Truth,
)
from samples.words import Words


def form(rng: Random, words: Words) -> Letter:
    """Return a printed form with dotted lines and number boxes, filled in by hand."""
    d = a_draft(rng, words, tckn_share=1.0)
    p, m = d.person, d.matter
    who = a_writer(rng, DEV_FONTS)
    name = signed_name(rng, d)
    rows = (
        ("Adı Soyadı", name),
        ("Telefon", p.phone.written),
        ("Adres", p.address),
        ("Konu", m.subject),
    )
    ink: tuple[Block, ...] = (Ink(rng.getrandbits(32)),) if d.signed else ()
    sign = (Pair("Tarih", d.day_written, writer=who), Text("İmza", "center"), *ink)
    sheet = Sheet(
        (
            Text("T.C.", "center", bold=True, after=0),
            Text(m.office, "center", bold=True, after=4),
            Text("DİLEKÇE FORMU", "center", bold=True, grow=1, after=6),
            Boxes("T.C. Kimlik No", d.tckn or "", tab=44, writer=who),
            *(Pair(label, value, tab=32, after=3, writer=who) for label, value in rows),
            Text("Dilekçe metni:", bold=True, after=0),
            ByHand(m.facts[0], who),
            ByHand(m.ask, who, after=5),
            Text("Yukarıda belirttiğim hususta gereğini arz ederim.", after=4),
            Columns((Column(0.5, 0.5, sign),)),
        )
    )
    return d.letter("dev.hand_form", (sheet,), _truth(d, name, subject=m.subject))


def letter(rng: Random, words: Words) -> Letter:
    """Return a letter written by hand from the first word to the last."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    who = a_writer(rng, DEV_FONTS)
    name = signed_name(rng, d)
    ink: tuple[Block, ...] = (Ink(rng.getrandbits(32)),) if d.signed else ()
    sign = (ByHand(d.day_written, who, "center"), ByHand(name, who, "center"), *ink)
    sheet = Sheet(
        (
            ByHand(m.office, who, "center", after=4),
            *(ByHand(t, who, first=12) for t in paragraphs(rng, m)),
            Gap(3),
            Columns((Column(0.5, 0.5, sign),)),
            *((ByHand(f"TC No: {d.tckn}", who, after=0),) if d.tckn else ()),
            ByHand(f"Adres: {p.address}", who, after=0),
            ByHand(f"Tel: {p.phone.written}", who),
        )
    )
    return d.letter("dev.hand_letter", (sheet,), _truth(d, name, subject=None))


def noted(rng: Random, words: Words) -> Letter:
    """Return a printed letter, its day written by hand, referred by a note on its corner."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    ink: tuple[Block, ...] = (Ink(rng.getrandbits(32)),) if d.signed else ()
    who = a_writer(rng, DEV_FONTS)
    sign = (ByHand(d.day_written, who, "center"), Text(p.name_formal, "center", after=0), *ink)
    sheet = Sheet(
        (
            Gap(32),
            Text(m.office, "center", bold=True, after=0),
            Text(turkish.upper(p.place.province), "right", after=8),
            Pair("Konu", m.subject, tab=16, after=5),
            *(Text(t, "justify", first=12, after=2) for t in paragraphs(rng, m)),
            Gap(6),
            Columns((Column(0.6, 0.4, sign),)),
            Gap(4),
            *((Pair("T.C. Kimlik No", d.tckn, tab=32),) if d.tckn else ()),
            Pair("Adres", p.address, tab=32),
            Pair("Telefon", p.phone.written, tab=32),
        ),
        notes=(a_note(rng, d, DEV_FONTS, x=rng.uniform(115, 135), y=rng.uniform(18, 22)),),
    )
    return d.letter("dev.hand_note", (sheet,), _truth(d, p.name_formal, subject=m.subject))


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


LAYOUTS: Mapping[str, Layout] = {"hand_form": form, "hand_letter": letter, "hand_note": noted}
