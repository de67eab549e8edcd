"""Letters that name several people, or set the writer's name in an unusual way."""

from dataclasses import replace
from random import Random

from domain import turkish
from domain.petition import Kind
from samples.drafting import Draft, a_draft, paragraphs
from samples.letter import Block, Column, Columns, Gap, Ink, Letter, Other, Pair, Sheet, Text
from samples.people import a_person
from samples.words import Words


def _ink(d: Draft) -> tuple[Block, ...]:
    return (Ink(d.rng.getrandbits(32)),) if d.signed else (Gap(9),)


def _letter(
    d: Draft, layout: str, blocks: tuple[Block, ...], *others: Other, names: tuple[str, ...]
) -> Letter:
    truth = replace(
        d.truth(*names),
        address=d.person.address,
        phone=d.person.phone.e164,
        addressee=d.matter.office,
        date=d.day.isoformat(),
        others=others,
    )
    return d.letter(f"dev.{layout}", (Sheet(blocks),), truth)


def _contact(d: Draft) -> tuple[Block, ...]:
    p = d.person
    return (
        *((Pair("T.C. Kimlik No", d.tckn, tab=32),) if d.tckn else ()),
        Pair("Adres", p.address, tab=32),
        Pair("Tel", p.phone.written, tab=32),
    )


def two_lines(rng: Random, words: Words) -> Letter:
    """Return a letter signed left, the surname on a line under the given name."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    sign = (
        Text(d.day_written, "center"),
        Text(p.first, "center", after=0),
        Text(turkish.upper(p.last), "center", after=0),
        *_ink(d),
    )
    blocks: tuple[Block, ...] = (
        Text(m.office, "center", bold=True, after=8),
        *(Text(t, "justify", first=10, after=3) for t in paragraphs(rng, m)),
        Gap(6),
        Columns((Column(0.0, 0.36, sign), Column(0.42, 0.58, (Gap(6), *_contact(d))))),
    )
    return _letter(d, "two_lines", blocks, names=(p.name_formal,))


def family(rng: Random, words: Words) -> Letter:
    """Return a letter that names husband or wife and child by full name before the writer."""
    d = a_draft(rng, words, kinds=frozenset({Kind.ISTEK}))
    p, m = d.person, d.matter
    spouse = a_person(rng, words, place=p.place, last=p.last)
    child = a_person(rng, words, place=p.place, last=p.last)
    opening = (
        f"Eşim {spouse.name_formal} ve oğlum {child.name_formal} ile birlikte yukarıdaki konuda "
        "mağdur durumdayız."
    )
    blocks: tuple[Block, ...] = (
        Text(d.day_written, "right", after=6),
        Text(m.office, "center", bold=True, after=8),
        Text(opening, "justify", first=10, after=3),
        *(Text(t, "justify", first=10, after=3) for t in paragraphs(rng, m)),
        Gap(4),
        Columns((Column(0.58, 0.42, (Text(p.name_formal, "center", after=0), *_ink(d))),)),
        Gap(5),
        *_contact(d),
    )
    others = (Other("spouse", spouse.name), Other("child", child.name))
    return _letter(d, "family", blocks, *others, names=(p.name_formal,))


def official_accused(rng: Random, words: Words) -> Letter:
    """Return a complaint about an official by name, with two witnesses listed."""
    d = a_draft(rng, words, kinds=frozenset({Kind.SIKAYET}))
    p, m = d.person, d.matter
    accused = a_person(rng, words, place=p.place)
    witnesses = [a_person(rng, words, place=p.place) for _ in range(2)]
    fault = (
        f"Kurumunuzda görevli Şef {accused.name_formal} bana kötü davranmış, {accused.name_formal} "
        "hakkında daha önce de şikâyette bulunulmuştur."
    )
    blocks: tuple[Block, ...] = (
        Text(m.office, "center", bold=True, after=8),
        Pair("MÜŞTEKİ", p.name_upper, tab=40),
        *((Pair("T.C. NO", d.tckn, tab=40),) if d.tckn else ()),
        Pair("ADRES", p.address, tab=40),
        Pair("ŞÜPHELİ", turkish.upper(accused.name), tab=40, after=4),
        Text(fault, "justify", first=10, after=3),
        *(Text(t, "justify", first=10, after=3) for t in paragraphs(rng, m)),
        Pair("TANIKLAR", f"1- {witnesses[0].name_formal}", tab=40),
        Pair("", f"2- {witnesses[1].name_formal}", tab=40, sep="", after=4),
        Columns(
            (
                Column(
                    0.6,
                    0.4,
                    (
                        Text(d.day_written, "center"),
                        Text("Müşteki", "center", after=0),
                        Text(p.name_upper, "center", after=0),
                        *_ink(d),
                    ),
                ),
            )
        ),
        Text(f"Tel: {p.phone.written}"),
    )
    others = (
        Other("accused", accused.name),
        *(Other("witness", w.name) for w in witnesses),
    )
    return _letter(d, "official_accused", blocks, *others, names=(p.name_upper,))


def referred(rng: Random, words: Words) -> Letter:
    """Return a letter an official has referred: printed note on top, the writer bottom left."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    official = a_person(rng, words, place=p.place)
    name = rng.choice((p.name, p.name_formal))
    note = (
        Text("Gereği için ilgili birime", "right", grow=-2, after=0),
        Text(official.name_formal, "right", grow=-2, after=0),
        Text("Vali Yardımcısı", "right", grow=-2, after=6),
    )
    blocks: tuple[Block, ...] = (
        *note,
        Text(m.office, "center", bold=True, after=8),
        Text(f"Ben {name}, {p.place.district} ilçesinde oturmaktayım.", first=10, after=2),
        *(Text(t, "justify", first=10, after=3) for t in paragraphs(rng, m)),
        Gap(5),
        Text(d.day_written, after=2),
        Text(name, after=0),
        Columns((Column(0.0, 0.35, _ink(d)),)),
        *_contact(d),
    )
    return _letter(d, "referred", blocks, Other("official", official.name), names=(name,))


def two_surnames(rng: Random, words: Words) -> Letter:
    """Return the letter of a woman who bears her own surname beside her husband's."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    own = turkish.upper(rng.choice(words.surnames))
    given = rng.choice(words.female)
    joiner = rng.choice((" ", "-"))
    name = f"{given} {own}{joiner}{turkish.upper(p.last.split()[-1])}"
    blocks: tuple[Block, ...] = (
        Text(d.day_written, "right", after=6),
        Text(m.office, "center", bold=True, after=8),
        *(Text(t, "justify", first=10, after=3) for t in paragraphs(rng, m)),
        Gap(4),
        Columns((Column(0.55, 0.45, (*_ink(d), Text(name, "center"))),)),
        Gap(5),
        Pair("Adı Soyadı", name, tab=32),
        *_contact(d),
    )
    return _letter(d, "two_surnames", blocks, names=(name,))
