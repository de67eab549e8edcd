"""Written after the rules of bounds: names with numbers, years, initials and the like beside."""

from random import Random

from domain import turkish
from samples.drafting import a_draft, paragraphs
from samples.layouts.more.parts import body, finished
from samples.layouts.more.retyped import capitals, plain, plain_capitals, retyped
from samples.letter import Block, Column, Columns, Gap, Letter, Pair, Sheet, Text
from samples.words import Words
from samples.words.dev_odd_names import odd

_RANKS = ("E. Öğrt.", "Em. Alb.", "E. Hv. Bnb.", "Öğrt.", "Ast. Çvş.", "Yük. Müh.", "Uzm. Dr.")


def number_beside(rng: Random, words: Words) -> Letter:
    """Return a letter with the number on the name's line, behind a dash, a bracket or nothing."""
    d = a_draft(rng, odd(words) if rng.random() < 0.5 else words, tckn_share=1.0)
    p, m = d.person, d.matter
    name = rng.choice((p.name_formal, p.name_upper, p.name))
    line = rng.choice(
        (
            f"{name} - {d.tckn}",
            f"{name} ({d.tckn})",
            f"{name} T.C. {d.tckn}",
            f"{name} TC: {d.tckn}",
            f"{d.tckn} {name}",
        )
    )
    sheet = Sheet(
        (
            Text(d.day_written, "right", after=6),
            Text(m.office, "center", bold=True, after=7),
            *body(paragraphs(rng, m)),
            Gap(3),
            Text(line, after=0),
            d.ink("left"),
            Text(f"Adres: {p.address}", after=0),
            Text(f"Tel: {p.phone.written}"),
        )
    )
    return finished(d, "number_beside", (sheet,), names=(name,))


def ranks(rng: Random, words: Words) -> Letter:
    """Return a pensioner's letter with a rank cut short before or below the name."""
    d = a_draft(rng, words, tckn_share=0.95)
    p, m = d.person, d.matter
    name = rng.choice((p.name_formal, p.name))
    rank = rng.choice(_RANKS)
    sign: tuple[Block, ...] = rng.choice(
        (
            (Text(f"{rank} {name}", "center", after=0),),
            (Text(name, "center", after=0), Text(rank, "center", after=0)),
            (Text(f"{name} ({rank})", "center", after=0),),
        )
    )
    sheet = Sheet(
        (
            Text(d.day_written, "right", after=6),
            Text(m.office, "center", bold=True, after=7),
            *body(paragraphs(rng, m)),
            Columns((Column(0.55, 0.45, (*sign, d.ink())),)),
            Pair("Emekli Sicil No", str(rng.randint(10**7, 10**8)), tab=34),
            *((Pair("T.C. Kimlik No", d.tckn, tab=34),) if d.tckn else ()),
            Pair("Adres", p.address, tab=34),
            Pair("Telefon", p.phone.written, tab=34),
        )
    )
    return finished(d, "ranks", (sheet,), names=(name,))


def initial(rng: Random, words: Words) -> Letter:
    """Return a letter whose writer cuts one given name short: ``Ali R. KAYA``, ``M. Emin KAYA``."""
    d = a_draft(rng, words, tckn_share=0.95)
    p, m = d.person, d.matter
    first = p.first.split()[0]
    letter = rng.choice(words.female if p.female else words.male)[0]
    family = turkish.upper(p.last)
    name = rng.choice((f"{first} {letter}. {family}", f"{letter}. {first} {family}"))
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=7),
            *body(paragraphs(rng, m)),
            Text(d.day_written, "right", after=2),
            Columns((Column(0.6, 0.4, (Text(name, "center", after=0), d.ink())),)),
            *((Text(f"T.C. Kimlik No: {d.tckn}", after=0),) if d.tckn else ()),
            Text(f"Adres: {p.address}", after=0),
            Text(f"Tel: {p.phone.written}"),
        )
    )
    return finished(d, "initial", (sheet,), names=(name,))


def born_in(rng: Random, words: Words) -> Letter:
    """Return a letter with year and place of birth on the name's line, or the father's name."""
    d = a_draft(rng, words, tckn_share=0.95)
    p, m = d.person, d.matter
    name = rng.choice((p.name, p.name_upper))
    year, place = rng.randint(1940, 2000), p.place.province
    father = rng.choice(words.male)
    kin = "kızı" if p.female else "oğlu"
    line = rng.choice(
        (
            f"{name} ({year} {place} doğumlu)",
            f"{name}, {year} {turkish.upper(place)}",
            f"{father} {kin} {name}",
            f"{name} {year} - {place}",
        )
    )
    sheet = Sheet(
        (
            Text(d.day_written, "right", after=6),
            Text(m.office, "center", bold=True, after=7),
            *body(paragraphs(rng, m)),
            Text(line, "right", after=0),
            Columns((Column(0.6, 0.4, (d.ink(),)),)),
            *((Text(f"T.C. No: {d.tckn}", after=0),) if d.tckn else ()),
            Text(f"Adres: {p.address}", after=0),
            Text(f"Tel: {p.phone.written}"),
        )
    )
    return finished(d, "born_in", (sheet,), names=(name,))


def with_closing(rng: Random, words: Words) -> Letter:
    """Return a letter whose name follows the closing words on their line."""
    d = a_draft(rng, odd(words) if rng.random() < 0.4 else words, tckn_share=0.95)
    p, m = d.person, d.matter
    name = rng.choice((p.name, p.name_formal))
    line = rng.choice(
        (
            f"Saygılarımla, {name}",
            f"Saygılarımla {name}",
            f"Saygılarımla arz ederim. {name}",
            f"Saygılarımla, {name}, {p.place.district}",
        )
    )
    sheet = Sheet(
        (
            Text(d.day_written, after=5),
            Text(m.office, after=6),
            *body(paragraphs(rng, m), first=0),
            Text(line, after=0),
            d.ink("left"),
            *((Text(f"T.C. Kimlik No: {d.tckn}", after=0),) if d.tckn else ()),
            Text(p.address, after=0),
            Text(p.phone.written),
        )
    )
    return finished(d, "with_closing", (sheet,), names=(name,))


def surname_first(rng: Random, words: Words) -> Letter:
    """Return a form that wants the surname before the given name, in one field."""
    d = a_draft(rng, words, tckn_share=0.97)
    p, m = d.person, d.matter
    name = f"{turkish.upper(p.last)} {p.first}"
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=5),
            Pair("Soyadı, Adı", name, tab=40, bold=False),
            *((Pair("T.C. Kimlik No", d.tckn, tab=40, bold=False),) if d.tckn else ()),
            Pair("Adres", p.address, tab=40, bold=False),
            Pair("Telefon", p.phone.written, tab=40, bold=False, after=4),
            *body(paragraphs(rng, m)),
            Columns((Column(0.6, 0.4, (Text(d.day_written, "center"), d.ink())),)),
        )
    )
    return finished(d, "surname_first", (sheet,), names=(name, p.name_formal, p.name))


def lined(rng: Random, words: Words) -> Letter:
    """Return a letter with the name on a drawn line between underscores, its label below."""
    d = a_draft(rng, words, tckn_share=0.97)
    p, m = d.person, d.matter
    name = rng.choice((p.name, p.name_upper))
    rule = "_" * 6
    sign = (
        Text(f"{rule}{name}{rule}", "center", after=0),
        Text("(Adı Soyadı)", "center", grow=-2, after=0),
        d.ink(),
    )
    sheet = Sheet(
        (
            Text(d.day_written, "right", after=6),
            Text(m.office, "center", bold=True, after=7),
            *body(paragraphs(rng, m)),
            Columns((Column(0.5, 0.5, sign),)),
            *((Text(f"T.C. Kimlik No: {rule}{d.tckn}{rule}", after=0),) if d.tckn else ()),
            Text(f"Adres: {p.address}", after=0),
            Text(f"Tel: {p.phone.written}"),
        )
    )
    return finished(d, "lined", (sheet,), names=(name,))


def maiden_beside(rng: Random, words: Words) -> Letter:
    """Return a letter with the surname before marriage in brackets, or a nickname in quotes."""
    d = a_draft(rng, words, tckn_share=0.95)
    p, m = d.person, d.matter
    other = turkish.upper(rng.choice(words.surnames))
    line = f"{p.name_formal} ({other})" if p.female else f'{p.name_formal} "Usta"'
    sheet = Sheet(
        (
            Text(d.day_written, "right", after=6),
            Text(m.office, "center", bold=True, after=7),
            *body(paragraphs(rng, m)),
            Columns((Column(0.5, 0.5, (Text(line, "center", after=0), d.ink())),)),
            *((Text(f"T.C. Kimlik No: {d.tckn}", after=0),) if d.tckn else ()),
            Text(f"Adres: {p.address}", after=0),
            Text(f"Tel: {p.phone.written}"),
        )
    )
    return finished(d, "maiden_beside", (sheet,), names=(p.name_formal,))


def plain_ranks(rng: Random, words: Words) -> Letter:
    """Return a pensioner's letter with a rank, typed without Turkish letters."""
    return retyped(ranks(rng, words), "plain_ranks", plain)


def caps_born(rng: Random, words: Words) -> Letter:
    """Return a letter in capitals with year and place of birth on the name's line."""
    return retyped(born_in(rng, words), "caps_born", capitals)


def caps_closing(rng: Random, words: Words) -> Letter:
    """Return a letter in capitals without Turkish letters, the name on the closing's line."""
    return retyped(with_closing(rng, words), "caps_closing", plain_capitals)


def caps_initial(rng: Random, words: Words) -> Letter:
    """Return a letter in capitals whose writer cuts one given name short."""
    return retyped(initial(rng, words), "caps_initial", capitals)
