"""Letters whose writer's name has something beside it: a title, a place, a day, another line."""

from random import Random

from domain import turkish
from samples.drafting import a_draft, paragraphs
from samples.layouts.more.parts import body, finished
from samples.letter import Block, Column, Columns, Gap, Letter, Pair, Rule, Sheet, Text
from samples.words import Words
from samples.words.dev_odd_names import odd

_BEFORE = ("Av.", "Dr.", "Öğr. Gör.", "Hacı", "Emekli Öğretmen", "Prof. Dr.", "Dt.", "Ecz.")
_BELOW = ("Çiftçi", "Emekli Polis Memuru", "Ev Hanımı", "Şoför", "Öğretmen", "Apartman Yöneticisi")


def title_before(rng: Random, words: Words) -> Letter:
    """Return a letter signed with a title before the name, on its line."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    name = rng.choice((p.name, p.name_formal))
    sign = (
        Text(d.day_written, "center"),
        Text(f"{rng.choice(_BEFORE)} {name}", "center", after=0),
        d.ink(),
    )
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=8),
            *body(paragraphs(rng, m)),
            Gap(4),
            Columns((Column(0.55, 0.45, sign),)),
            Gap(3),
            *((Pair("T.C. Kimlik No", d.tckn, tab=30),) if d.tckn else ()),
            Pair("Adres", p.address, tab=30),
            Pair("Telefon", p.phone.written, tab=30),
        )
    )
    return finished(d, "title_before", (sheet,), names=(name,))


def calling_beside(rng: Random, words: Words) -> Letter:
    """Return a letter whose writer puts a calling on the name's line, in brackets or after it."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    name = rng.choice((p.name_formal, p.name_upper))
    calling = rng.choice(_BELOW)
    line = rng.choice((f"{name} ({calling})", f"{name} - {calling}", f"{name}, {calling}"))
    sheet = Sheet(
        (
            Text(d.day_written, "right", after=6),
            Text(m.office, bold=True, after=6),
            *body(paragraphs(rng, m), first=0),
            Text("Saygılarımla arz ederim.", after=4),
            Text(line, after=0),
            d.ink("left"),
            *((Text(f"TC Kimlik No {d.tckn}", after=1),) if d.tckn else ()),
            Text(p.address, after=1),
            Text(f"Cep {p.phone.written}"),
        )
    )
    return finished(d, "calling_beside", (sheet,), names=(name,))


def calling_below(rng: Random, words: Words) -> Letter:
    """Return a letter with a calling below the name and the number below that, no ink between."""
    d = a_draft(rng, odd(words))
    p, m = d.person, d.matter
    name = rng.choice((p.name, p.name_upper))
    sign = (
        d.ink(),
        Text(name, "center", after=0),
        Text(rng.choice(_BELOW), "center", after=0),
        *((Text(d.tckn, "center", after=0),) if d.tckn else ()),
    )
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=0),
            Text(turkish.upper(p.place.province), "right", after=8),
            *body(paragraphs(rng, m)),
            Text(d.day_written, "right", after=3),
            Columns((Column(0.6, 0.4, sign),)),
            Gap(3),
            Text(f"ADRES: {p.address}", after=1),
            Text(f"TEL: {p.phone.written}"),
        )
    )
    return finished(d, "calling_below", (sheet,), names=(name,))


def place_beside(rng: Random, words: Words) -> Letter:
    """Return a letter with a place or a day on the name's line."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    name = rng.choice((p.name_formal, p.name, p.name_upper))
    place = rng.choice((p.place.district, turkish.upper(p.place.province)))
    line = rng.choice(
        (
            f"{name} / {place}",
            f"{name} - {place}",
            f"{name} {d.day_written}",
            f"{d.day_written} {name}",
            f"{place} {d.day_written} {name}",
        )
    )
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=8),
            *body(paragraphs(rng, m)),
            Gap(3),
            Text(line, "right", after=0),
            Columns((Column(0.6, 0.4, (d.ink(),)),)),
            *((Text(f"T.C.: {d.tckn}", after=1),) if d.tckn else ()),
            Text(f"Adres: {p.address}", after=1),
            Text(f"Telefon: {p.phone.written}", after=1),
            *(() if d.day_written in line else (Text(f"Tarih: {d.day_written}"),)),
        )
    )
    return finished(d, "place_beside", (sheet,), names=(name,))


def name_imza(rng: Random, words: Words) -> Letter:
    """Return a letter with ``imza`` on the name's line or the line "Ad Soyad İmza" above it."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    name = rng.choice((p.name, p.name_formal))
    sign: tuple[Block, ...] = rng.choice(
        (
            (Text(f"{name} (İmza)", "center", after=0),),
            (Text(f"{name}      İmza", "center", after=0),),
            (Text("Ad Soyad - İmza", "center", after=0), Text(name, "center", after=0)),
            (Text("Adı Soyadı / İmzası", "center", after=0), Text(name, "center", after=0)),
            (Text(f"İmza: {name}", "center", after=0),),
        )
    )
    sheet = Sheet(
        (
            Text(d.day_written, "right", after=6),
            Text(m.office, "center", bold=True, after=7),
            Pair("Konu", m.subject, after=4),
            *body(paragraphs(rng, m)),
            Gap(3),
            Columns((Column(0.52, 0.48, (*sign, d.ink())),)),
            *((Pair("T.C. Kimlik No", d.tckn, tab=30, bold=False),) if d.tckn else ()),
            Pair("Adres", p.address, tab=30, bold=False),
            Pair("Tel", p.phone.written, tab=30, bold=False),
        )
    )
    return finished(d, "name_imza", (sheet,), names=(name,), subject=m.subject)


def broken_name(rng: Random, words: Words) -> Letter:
    """Return a letter whose long name goes on in the next line, its label beside the first half."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    given = f"{p.first} {rng.choice(words.female if p.female else words.male)}"
    second = rng.choice(words.surnames) if p.female else ""
    family = turkish.upper(f"{second} {p.last.split()[-1]}".strip())
    label = rng.choice(("Adı Soyadı :", "AD SOYAD", "Başvuranın Adı Soyadı:"))
    left = (
        Text(label, after=1),
        Gap(5),
        *((Text("T.C. Kimlik No :", after=1),) if d.tckn else ()),
        Text("Adres :", after=1),
    )
    right = (
        Text(given, after=0),
        Text(family, after=1),
        *((Text(d.tckn, after=1),) if d.tckn else ()),
        Text(p.address, after=1),
    )
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=8),
            *body(paragraphs(rng, m)),
            Text(d.day_written, "right", after=1),
            Columns((Column(0.6, 0.4, (d.ink(),)),)),
            Columns((Column(0.0, 0.3, left), Column(0.32, 0.6, right))),
            Text(f"Tel : {p.phone.written}"),
        )
    )
    return finished(d, "broken_name", (sheet,), names=(f"{given} {family}",))


def three_given(rng: Random, words: Words) -> Letter:
    """Return a letter of somebody with three given names or two surnames, told once, below."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    pool = words.female if p.female else words.male
    given = " ".join(dict.fromkeys((*p.first.split(), *rng.sample(pool, 2))))
    joiner = rng.choice((" ", "-", " - "))
    family = turkish.upper(p.last)
    if d.chance(0.5):
        family = f"{turkish.upper(rng.choice(words.surnames))}{joiner.strip() or ' '}{family}"
    name = f"{given} {family}"
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=8),
            *body(paragraphs(rng, m)),
            Text(d.day_written, "right", after=2),
            Text(name, "right", after=0),
            Columns((Column(0.62, 0.38, (d.ink(),)),)),
            *((Text(f"TCKN {d.tckn}", after=1),) if d.tckn else ()),
            Text(f"İkamet adresim: {p.address}", after=1),
            Text(f"Telefonum: {p.phone.written}"),
        )
    )
    return finished(d, "three_given", (sheet,), names=(name,))


def word_names(rng: Random, words: Words) -> Letter:
    """Return a letter of somebody whose names are words and places, between such lines."""
    d = a_draft(rng, odd(words))
    p, m = d.person, d.matter
    name = rng.choice((p.name, p.name_formal, p.name_upper))
    sign = (
        Text(rng.choice(("Saygılarımla", "Arz ederim", "Gereğini arz ederim")), "center", after=1),
        Text(d.day_written, "center", after=1),
        Text(name, "center", after=0),
        d.ink(),
    )
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=0),
            Text(turkish.upper(p.place.district), "center", after=8),
            *body(paragraphs(rng, m)),
            Gap(3),
            Columns((Column(0.58, 0.42, sign),)),
            Rule(),
            *((Text(f"T.C. Kimlik No: {d.tckn}", after=1),) if d.tckn else ()),
            Text(p.address, after=1),
            Text(p.phone.written),
        )
    )
    return finished(d, "word_names", (sheet,), names=(name,))


def ben_opening(rng: Random, words: Words) -> Letter:
    """Return a letter that names its writer only in its first sentence, places on both sides."""
    d = a_draft(rng, odd(words), tckn_share=1.0)
    p, m = d.person, d.matter
    name = rng.choice((p.name, p.name_formal))
    opening = rng.choice(
        (
            f"{p.place.district} ilçesinde oturan ben {name}, {d.tckn} T.C. kimlik numaralıyım.",
            f"Ben {p.place.district} doğumlu {name} (TC: {d.tckn}) olarak şunu bildirmek isterim.",
            f"Ben, emekli {name}. T.C. kimlik numaram {d.tckn}.",
        )
    )
    sheet = Sheet(
        (
            Text(f"{m.office}", "center", bold=True, after=7),
            Text("Sayın Yetkili,", after=3),
            *body((opening, *paragraphs(rng, m))),
            Text(f"{p.place.province}, {d.day_written}", "right", after=2),
            Columns((Column(0.6, 0.4, (Text("İmza", "center", after=0), d.ink())),)),
            Text(f"Adres: {p.address}", after=1),
            Text(f"Tel: {p.phone.written}"),
        )
    )
    return finished(d, "ben_opening", (sheet,), names=(name,))
