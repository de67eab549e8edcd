"""Letters typed in capitals or without Turkish letters, some with more than one person."""

from random import Random

from samples.drafting import a_draft, paragraphs
from samples.layouts.more import bounds, cells, numbered, whose
from samples.layouts.more.parts import body, finished
from samples.layouts.more.retyped import (
    capitals,
    plain,
    plain_capitals,
    plain_small,
    retyped,
)
from samples.letter import Column, Columns, Gap, Letter, Other, Sheet, Text
from samples.people import a_person
from samples.words import Words
from samples.words.dev_odd_names import odd


def _common(rng: Random, words: Words, layout: str) -> Letter:
    """Return a plain letter: a neighbour named in the text, name, number and address below."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    other = a_person(rng, words, place=p.place)
    told = f"Komşum {other.name} isimli şahıs da bu durumu bilmektedir."
    sign = rng.choice(("Adı Soyadı: {}", "{}", "Ad Soyad {}", "İsim: {}"))
    sheet = Sheet(
        (
            Text(m.office, "center", after=7),
            *body((*paragraphs(rng, m)[:-1], told, m.ask), first=0),
            Text(d.day_written, after=2),
            Text(sign.format(p.name), after=1),
            *((Text(f"TC Kimlik No: {d.tckn}", after=1),) if d.tckn else ()),
            Text(f"Adres: {p.address}", after=1),
            Text(f"Telefon: {p.phone.written}", after=1),
            d.ink("left"),
        )
    )
    return finished(d, layout, (sheet,), Other("neighbour", other.name), names=(p.name,))


def _centred(rng: Random, words: Words, layout: str) -> Letter:
    """Return a letter whose name stands under the closing words, a calling or place below it."""
    d = a_draft(rng, odd(words))
    p, m = d.person, d.matter
    below = rng.choice((p.place.district, "Emekli", "Çiftçi", "Mahalle Sakini", "Vatandaş"))
    sign = (
        Text("Saygılarımla arz ederim", "center", after=0),
        Text(d.day_written, "center", after=0),
        Text(p.name, "center", after=0),
        Text(below, "center", after=0),
        d.ink(),
    )
    sheet = Sheet(
        (
            Text(m.office, "center", after=0),
            Text(p.place.province, "center", after=7),
            *body(paragraphs(rng, m)),
            Gap(2),
            Columns((Column(0.5, 0.5, sign),)),
            *((Text(f"TC No {d.tckn}", after=1),) if d.tckn else ()),
            Text(f"Adres {p.address}", after=1),
            Text(f"Tel {p.phone.written}", after=1),
        )
    )
    return finished(d, layout, (sheet,), names=(p.name,))


def caps_common(rng: Random, words: Words) -> Letter:
    """Return a letter in Turkish capitals throughout."""
    return retyped(_common(rng, words, "caps_common"), "caps_common", capitals)


def caps_centred(rng: Random, words: Words) -> Letter:
    """Return a letter in capitals throughout, a calling or a place below the name."""
    return retyped(_centred(rng, words, "caps_centred"), "caps_centred", capitals)


def caps_numbered(rng: Random, words: Words) -> Letter:
    """Return a numbered form in capitals throughout."""
    return retyped(numbered.numbered_list(rng, words), "caps_numbered", capitals)


def caps_place(rng: Random, words: Words) -> Letter:
    """Return a letter in capitals with a place or a day on the name's line."""
    return retyped(bounds.place_beside(rng, words), "caps_place", capitals)


def caps_parent(rng: Random, words: Words) -> Letter:
    """Return a parent's letter in capitals throughout."""
    return retyped(whose.childs_parent(rng, words), "caps_parent", capitals)


def plain_common(rng: Random, words: Words) -> Letter:
    """Return a letter typed without Turkish letters."""
    return retyped(_common(rng, words, "plain_common"), "plain_common", plain)


def plain_caps_centred(rng: Random, words: Words) -> Letter:
    """Return a letter in capitals without Turkish letters."""
    return retyped(_centred(rng, words, "plain_caps_centred"), "plain_caps_centred", plain_capitals)


def plain_lower(rng: Random, words: Words) -> Letter:
    """Return a letter typed in small letters without Turkish ones."""
    return retyped(_common(rng, words, "plain_lower"), "plain_lower", plain_small)


def plain_table(rng: Random, words: Words) -> Letter:
    """Return a table of facts typed without Turkish letters."""
    return retyped(cells.facts_above(rng, words), "plain_table", plain)


def plain_titled(rng: Random, words: Words) -> Letter:
    """Return a letter typed without Turkish letters, a title before the name."""
    return retyped(bounds.title_before(rng, words), "plain_titled", plain)


def plain_accused(rng: Random, words: Words) -> Letter:
    """Return a complaint about somebody by name, typed without Turkish letters."""
    return retyped(whose.complained_about(rng, words), "plain_accused", plain)


def plain_broken(rng: Random, words: Words) -> Letter:
    """Return a letter without Turkish letters whose long name goes on in the next line."""
    return retyped(bounds.broken_name(rng, words), "plain_broken", plain)
