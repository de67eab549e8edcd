"""Letters whose writer stands in a head of his own, at a far corner, or under a title."""

from random import Random

from domain import turkish
from samples.drafting import a_draft, paragraphs
from samples.layouts.more.parts import body, finished, plain_capitals
from samples.letter import Align, Column, Columns, Gap, Ink, Letter, Other, Pair, Rule, Sheet, Text
from samples.people import a_person
from samples.words import Words

_CALLINGS = ("Emekli Öğretmen", "Eczacı", "Ziraat Mühendisi", "Esnaf", "Emekli Astsubay")


def own_head(rng: Random, words: Words) -> Letter:
    """Return a letter under the writer's own head at the top right; only ink at the end."""
    d = a_draft(rng, words, tckn_share=0.95)
    p, m = d.person, d.matter
    name = rng.choice((p.name_upper, p.name_formal))
    side: Align = rng.choice(("left", "right"))
    head = (
        Text(name, side, bold=True, grow=1, after=0),
        *((Text(f"T.C. {d.tckn}", side, grow=-1, after=0),) if d.tckn else ()),
        Text(p.address, side, grow=-1, after=0),
        Text(p.phone.written, side, grow=-1, after=0),
    )
    sheet = Sheet(
        (
            Columns((Column(0.45 if side == "right" else 0.0, 0.55, head),)),
            Gap(8),
            Text(d.day_written, after=6),
            Text(m.office, bold=d.chance(0.5), after=7),
            *body(paragraphs(rng, m), first=0),
            Text(rng.choice(("Saygılarımla,", "Saygılarımı sunarım.", "Saygılar")), after=3),
            Ink(rng.getrandbits(32), "left") if d.signed else Gap(9),
        )
    )
    return finished(d, "own_head", (sheet,), names=(name,))


def corners(rng: Random, words: Words) -> Letter:
    """Return a letter with the number at the top right corner and the name at the bottom left."""
    d = a_draft(rng, words, tckn_share=1.0)
    p, m = d.person, d.matter
    label = rng.choice(("T.C. NO", "TCKN", "Kimlik No", "TC Kimlik Numaram"))
    sheet = Sheet(
        (
            Text(f"{label}: {d.tckn}", "right", after=1),
            Text(d.day_written, "right", after=8),
            Text(m.office, "center", bold=True, after=8),
            *body(paragraphs(rng, m)),
            Gap(8),
            Text(p.name_formal, after=0),
            Ink(rng.getrandbits(32), "left") if d.signed else Gap(9),
            Gap(12),
            Columns(
                (Column(0.45, 0.55, (Text(p.address, "right"), Text(p.phone.written, "right"))),)
            ),
        )
    )
    return finished(d, "corners", (sheet,), names=(p.name_formal,))


def titled(rng: Random, words: Words) -> Letter:
    """Return a letter signed over the name, a calling below it, the number under the calling."""
    d = a_draft(rng, words, tckn_share=0.95)
    p, m = d.person, d.matter
    name = rng.choice((p.name, p.name_formal))
    sign = (
        Text(rng.choice(("Saygılarımla,", "Saygılarımızla", "En derin saygılarımla")), "center"),
        *((Ink(rng.getrandbits(32), overlap=4.0),) if d.signed else (Gap(9),)),
        Text(name, "center", after=0),
        Text(rng.choice(_CALLINGS), "center", after=0),
        *((Text(f"TC {d.tckn}", "center", after=0),) if d.tckn else ()),
    )
    sheet = Sheet(
        (
            Text(f"Sayın Yetkili, {d.day_written}", after=4),
            Text(m.office, "center", bold=True, after=7),
            Pair("Konu", m.subject, after=4),
            *body(paragraphs(rng, m)),
            Gap(2),
            Columns((Column(0.5, 0.5, sign),)),
            Gap(6),
            Rule(),
            Text(f"{p.address}  Tel: {p.phone.written}", "center", grow=-1.5),
        )
    )
    return finished(d, "titled", (sheet,), names=(name,), subject=m.subject)


def without_marks(rng: Random, words: Words) -> Letter:
    """Return a letter whose writer is named in capitals without a Turkish mark, number first."""
    d = a_draft(rng, words, tckn_share=0.95)
    p, m = d.person, d.matter
    name = plain_capitals(p.name)
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=8),
            *body(paragraphs(rng, m)),
            Gap(4),
            Columns(
                (
                    Column(
                        0.0,
                        0.55,
                        (
                            *((Text(f"T.C.KIMLIK NO {d.tckn}", after=1),) if d.tckn else ()),
                            Text(f"ADI SOYADI {name}", after=1),
                            Text(f"ADRES {p.address}", after=1),
                            Text(f"TELEFON {p.phone.written}", after=1),
                        ),
                    ),
                    Column(0.62, 0.38, (Text(d.day_written, "center"), d.ink())),
                )
            ),
        )
    )
    return finished(d, "without_marks", (sheet,), names=(name,))


def card_behind(rng: Random, words: Words) -> Letter:
    """Return a letter with a copied identity card behind it, or the cards of two people."""
    d = a_draft(rng, words, tckn_share=1.0, foreigner_share=0.0)
    p, m = d.person, d.matter
    other = a_person(rng, words, place=p.place, last=p.last)
    cards = (p, other) if d.chance(0.5) else (p,)
    front = Sheet(
        (
            Text(d.day_written, "right", after=6),
            Text(m.office, "center", bold=True, after=8),
            *body(paragraphs(rng, m)),
            Gap(3),
            Columns((Column(0.6, 0.4, (d.ink(), Text(p.name_formal, "center"))),)),
            Gap(3),
            Pair("Kimlik No", d.tckn or "", tab=24, bold=False),
            Pair("Adres", p.address, tab=24, bold=False),
            Pair("Telefon", p.phone.written, tab=24, bold=False, after=4),
            Text("Eki: Nüfus cüzdanı fotokopisi"),
        )
    )
    behind = Sheet(
        tuple(
            block
            for who in cards
            for block in (
                Gap(20),
                Text("T Ü R K İ Y E   C U M H U R İ Y E T İ", "center", grow=-1),
                Text("NÜFUS CÜZDANI", "center", bold=True, after=3),
                Pair("T.C. Kimlik No", who.tckn, tab=36, sep=" "),
                Pair("Soyadı", turkish.upper(who.last), tab=36, sep=" "),
                Pair("Adı", turkish.upper(who.first), tab=36, sep=" "),
                Pair("Baba Adı", turkish.upper(rng.choice(words.male)), tab=36, sep=" "),
            )
        )
    )
    others = tuple(Other("relative", who.name, who.tckn) for who in cards[1:])
    return finished(d, "card_behind", (front, behind), *others, names=(p.name_formal,))
