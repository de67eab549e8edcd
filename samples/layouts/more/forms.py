"""Forms that part a label from its value, or a name into its halves."""

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
    Other,
    Pair,
    Sheet,
    Table,
    Text,
)
from samples.people import a_person
from samples.words import Words


def _ink(d: Draft) -> tuple[Block, ...]:
    return (Ink(d.rng.getrandbits(32)),) if d.signed else (Gap(9),)


def _letter(d: Draft, layout: str, blocks: tuple[Block, ...], *others: Other, name: str) -> Letter:
    truth = replace(
        d.truth(name),
        subject=d.matter.subject,
        address=d.person.address,
        phone=d.person.phone.e164,
        addressee=d.matter.office,
        date=d.day.isoformat(),
        others=others,
    )
    return d.letter(f"dev.{layout}", (Sheet(blocks),), truth)


def labels_above(rng: Random, words: Words) -> Letter:
    """Return a form whose labels stand above their values, a clerk's name at its foot."""
    d = a_draft(rng, words, tckn_share=0.97)
    p, m = d.person, d.matter
    name = rng.choice((p.name, p.name_formal, p.name_upper))
    clerk = a_person(rng, words, place=p.place)
    left: tuple[Block, ...] = (
        Text("Başvuranın Adı ve Soyadı", bold=True, grow=-2, after=0),
        Text(name, after=4),
        Text("Adresi", bold=True, grow=-2, after=0),
        Text(p.address, after=4),
    )
    right: tuple[Block, ...] = (
        *((Text("T.C. Kimlik Numarası", bold=True, grow=-2, after=0),) if d.tckn else ()),
        *((Text(d.tckn, after=4),) if d.tckn else ()),
        Text("Telefonu", bold=True, grow=-2, after=0),
        Text(p.phone.written, after=4),
    )
    blocks: tuple[Block, ...] = (
        Text(m.office, "center", bold=True, after=6),
        Columns((Column(0.0, 0.5, left), Column(0.55, 0.45, right))),
        Pair("Konu", m.subject, tab=16, after=4),
        *(Text(t, "justify", first=10, after=3) for t in paragraphs(rng, m)),
        Gap(4),
        Columns(
            (Column(0.6, 0.4, (Text(d.day_written, "center"), Text("İmza", "center"), *_ink(d))),)
        ),
        Gap(6),
        Text(f"Evrakı teslim alan: Memur {clerk.name_formal}", grow=-2),
    )
    return _letter(d, "labels_above", blocks, Other("clerk", clerk.name), name=name)


def header_row(rng: Random, words: Words) -> Letter:
    """Return a table whose first row names the columns: given name and surname apart."""
    d = a_draft(rng, words, tckn_share=1.0)
    p, m = d.person, d.matter
    given, family = turkish.upper(p.first), turkish.upper(p.last)
    head = ("Adı", "Soyadı", "T.C. Kimlik No", "Telefonu")
    row = (given, family, d.tckn or "", p.phone.written)
    table = Table(
        (tuple(Cell(t, bold=True) for t in head), tuple(Cell(t) for t in row)),
        ((0.25, 0.25, 0.24, 0.26),) * 2,
        height=8,
    )
    blocks: tuple[Block, ...] = (
        Text(m.office, "center", bold=True, after=6),
        Text("BAŞVURU SAHİBİNİN", bold=True, after=1),
        table,
        Gap(2),
        Pair("Adresi", p.address, tab=20, after=2),
        Pair("Konusu", m.subject, tab=20, after=4),
        *(Text(t, "justify", first=10, after=3) for t in paragraphs(rng, m)),
        Gap(5),
        Columns((Column(0.6, 0.4, (Text(d.day_written, "center"), *_ink(d))),)),
    )
    return _letter(d, "header_row", blocks, name=f"{given} {family}")


def one_line_register(rng: Random, words: Words) -> Letter:
    """Return a letter with the register's order: surname first, parents' names beside."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    father, mother = rng.choice(words.male), rng.choice(words.female)
    blocks: tuple[Block, ...] = (
        Text(d.day_written, "right", after=6),
        Text(m.office, "center", bold=True, after=8),
        Pair("Konu", m.subject, tab=16, after=4),
        *(Text(t, "justify", first=10, after=3) for t in paragraphs(rng, m)),
        Gap(4),
        Columns((Column(0.6, 0.4, (*_ink(d), Text(p.name_formal, "center"))),)),
        Gap(6),
        Text("KİMLİK BİLGİLERİM", bold=True, after=2),
        Text(f"Soyadı: {turkish.upper(p.last)}   Adı: {p.first}", after=1),
        Text(f"Baba Adı: {father}   Ana Adı: {mother}", after=1),
        *((Text(f"T.C. Kimlik No: {d.tckn}", after=1),) if d.tckn else ()),
        Text(f"Adres: {p.address}", after=1),
        Text(f"Tel: {p.phone.written}", after=1),
    )
    return _letter(d, "one_line_register", blocks, name=p.name_formal)
