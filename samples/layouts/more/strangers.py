"""Written after the rules of bounds: others beside, above or below the writer, as letters go."""

from random import Random

from domain import turkish
from domain.petition import Kind
from samples.drafting import a_draft, paragraphs
from samples.layouts.more.parts import body, finished, grid
from samples.layouts.more.retyped import plain, retyped
from samples.letter import Column, Columns, Gap, Letter, Other, Pair, Rule, Sheet, Text
from samples.people import a_person
from samples.words import Words
from samples.words.dev_odd_names import odd


def pupil_first(rng: Random, words: Words) -> Letter:
    """Return a numbered school form: the pupil's questions first, then the parent's."""
    d = a_draft(rng, words, kinds=frozenset({Kind.ISTEK}), tckn_share=1.0, foreigner_share=0.0)
    p, m = d.person, d.matter
    pupil = a_person(rng, words, place=p.place, last=p.last)
    rows = (
        ("Öğrencinin Adı Soyadı", pupil.name),
        ("Öğrencinin Sınıfı ve No'su", f"{rng.randint(1, 12)}-{rng.choice('ABCD')} / 312"),
        ("Velinin Adı Soyadı", p.name),
        ("Velinin T.C. Kimlik No'su", d.tckn or ""),
        ("Yakınlık Derecesi", rng.choice(("Annesi", "Babası"))),
        ("Ev Adresi", p.address),
        ("Cep Telefonu", p.phone.written),
    )
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=6),
            *(
                Text(f"{n}. {label}: {value}", after=1.5)
                for n, (label, value) in enumerate(rows, 1)
            ),
            Gap(2),
            *body(paragraphs(rng, m)),
            Columns((Column(0.6, 0.4, (Text(d.day_written, "center"), d.ink())),)),
        )
    )
    return finished(d, "pupil_first", (sheet,), Other("child", pupil.name), names=(p.name,))


def on_behalf(rng: Random, words: Words) -> Letter:
    """Return a letter signed "… adına oğlu …": who asks is the one whose number is told."""
    d = a_draft(rng, words, tckn_share=1.0, foreigner_share=0.0)
    p, m = d.person, d.matter
    child = a_person(rng, words, place=p.place, last=p.last)
    kin = "kızı" if child.female else "oğlu"
    sheet = Sheet(
        (
            Text(d.day_written, "right", after=6),
            Text(m.office, "center", bold=True, after=7),
            *body(paragraphs(rng, m)),
            Columns(
                (
                    Column(
                        0.54,
                        0.46,
                        (
                            Text(f"{p.name_formal} adına", "center", after=0),
                            Text(f"{kin} {child.name_formal}", "center", after=0),
                            d.ink(),
                        ),
                    ),
                )
            ),
            Text(f"{p.name_formal}", after=0),
            Text(f"T.C. Kimlik No: {d.tckn}", after=0),
            Text(p.address, after=0),
            Text(f"Tel: {p.phone.written}"),
        )
    )
    return finished(d, "on_behalf", (sheet,), Other("child", child.name), names=(p.name_formal,))


def school_of_a_name(rng: Random, words: Words) -> Letter:
    """Return a letter about a school and a street that bear people's names."""
    d = a_draft(rng, words, tckn_share=0.95)
    p, m = d.person, d.matter
    hero, poet = (a_person(rng, words, place=p.place) for _ in range(2))
    told = (
        f"Çocuğum Şehit {hero.name} İlkokulunda okumaktadır. Okul, {poet.name} Caddesi üzerindedir."
    )
    street = f"{poet.name} Cad. No: {rng.randint(1, 90)} {p.address.rsplit(' ', 1)[-1]}"
    sheet = Sheet(
        (
            Text(f"Şehit {hero.name} İlkokulu Okul Aile Birliği", "center", grow=-1, after=3),
            Text(m.office, "center", bold=True, after=7),
            *body((told, *paragraphs(rng, m))),
            Text(d.day_written, "right", after=2),
            Columns((Column(0.6, 0.4, (Text(p.name_formal, "center", after=0), d.ink())),)),
            Text(street, after=0),
            Text(p.address, after=0),
            *((Text(f"T.C. Kimlik No: {d.tckn}", after=0),) if d.tckn else ()),
            Text(p.phone.written),
        )
    )
    return finished(d, "school_of_a_name", (sheet,), names=(p.name_formal,))


def in_the_name_of(rng: Random, words: Words) -> Letter:
    """Return a firm's letter: "… Ltd. Şti. adına" above the name, an accountant's line below."""
    d = a_draft(rng, words, tckn_share=0.8, foreigner_share=0.0)
    p, m = d.person, d.matter
    clerk = a_person(rng, words, place=p.place)
    sheet = Sheet(
        (
            Text(d.day_written, "right", after=6),
            Text(m.office, "center", bold=True, after=7),
            *body(paragraphs(rng, m)),
            Columns(
                (
                    Column(
                        0.46,
                        0.54,
                        (
                            Text(f"{rng.choice(words.companies)} adına", "center", after=0),
                            Text(p.name, "center", after=0),
                            Text("Yetkili", "center", after=0),
                            d.ink(),
                        ),
                    ),
                )
            ),
            *((Text(f"Yetkilinin T.C. No: {d.tckn}", after=0),) if d.tckn else ()),
            Text(f"Adres: {p.address}", after=0),
            Text(f"Tel: {p.phone.written}", after=3),
            Text(f"İrtibat: {clerk.name} ({clerk.phone.written})", grow=-1),
        )
    )
    return finished(d, "in_the_name_of", (sheet,), Other("clerk", clerk.name), names=(p.name,))


def council(rng: Random, words: Words) -> Letter:
    """Return a village headman's letter: three members of the council sign beside and below."""
    d = a_draft(rng, odd(words), tckn_share=0.9, foreigner_share=0.0)
    p, m = d.person, d.matter
    members = [a_person(rng, words, place=p.place) for _ in range(3)]
    rows = [("Aza", "Aza", "Aza"), tuple(x.name for x in members)]
    village = rng.choice(words.villages)
    sheet = Sheet(
        (
            Text(f"{turkish.upper(village)} KÖYÜ MUHTARLIĞI", "center", bold=True, after=4),
            Text(d.day_written, "right", after=4),
            Text(m.office, "center", bold=True, after=7),
            *body(paragraphs(rng, m)),
            Columns(
                (
                    Column(
                        0.55,
                        0.45,
                        (
                            Text(p.name_formal, "center", after=0),
                            Text(f"{village} Köyü Muhtarı", "center", after=0),
                            d.ink(),
                        ),
                    ),
                )
            ),
            Gap(2),
            grid(rows, (0.33, 0.34, 0.33), head=False),
            *((Text(f"Muhtarın T.C. Kimlik No: {d.tckn}", after=0),) if d.tckn else ()),
            Text(f"{p.address} {p.phone.written}"),
        )
    )
    others = tuple(Other("signatory", x.name) for x in members)
    return finished(d, "council", (sheet,), *others, names=(p.name_formal,))


def student(rng: Random, words: Words) -> Letter:
    """Return a student's letter: name, class and number in one block, the adviser by title."""
    d = a_draft(rng, words, tckn_share=0.95)
    p, m = d.person, d.matter
    adviser = a_person(rng, words, place=p.place)
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=7),
            *body(paragraphs(rng, m)),
            Text(d.day_written, "right", after=3),
            Pair("Ad Soyad", p.name, tab=36, bold=False),
            Pair("Öğrenci No", str(rng.randint(10**8, 10**9 - 1)), tab=36, bold=False),
            Pair("Bölüm", "Makine Mühendisliği", tab=36, bold=False),
            Pair("Danışman", f"Dr. Öğr. Üyesi {adviser.name}", tab=36, bold=False),
            *((Pair("T.C. Kimlik No", d.tckn, tab=36, bold=False),) if d.tckn else ()),
            Pair("Adres", p.address, tab=36, bold=False),
            Pair("Telefon", p.phone.written, tab=36, bold=False),
            Columns((Column(0.6, 0.4, (Text("İmza", "center"), d.ink())),)),
        )
    )
    return finished(d, "student", (sheet,), Other("adviser", adviser.name), names=(p.name,))


def call_instead(rng: Random, words: Words) -> Letter:
    """Return a letter with another person to be called when the writer cannot be reached."""
    d = a_draft(rng, odd(words), tckn_share=0.95)
    p, m = d.person, d.matter
    friend = a_person(rng, words, place=p.place)
    sheet = Sheet(
        (
            Text(d.day_written, "right", after=6),
            Text(m.office, "center", bold=True, after=7),
            *body(paragraphs(rng, m)),
            Text("Saygılarımla,", after=1),
            Text(p.name_formal, after=0),
            d.ink("left"),
            *((Text(f"TC: {d.tckn}", after=0),) if d.tckn else ()),
            Text(p.address, after=0),
            Text(p.phone.written, after=3),
            Text("Bana ulaşılamazsa:", after=0),
            Text(f"{friend.name_formal}", after=0),
            Text(f"Cep: {friend.phone.written}"),
        )
    )
    return finished(
        d, "call_instead", (sheet,), Other("friend", friend.name), names=(p.name_formal,)
    )


def both_parties(rng: Random, words: Words) -> Letter:
    """Return a table of both parties typed without Turkish letters."""
    d = a_draft(rng, words, kinds=frozenset({Kind.SIKAYET}), tckn_share=1.0, foreigner_share=0.0)
    p, m = d.person, d.matter
    other = a_person(rng, words, place=p.place)
    rows = [
        ("", "Şikayetçi", "Şikayet Edilen"),
        ("Adı Soyadı", p.name, other.name),
        ("T.C. No", d.tckn or "", other.tckn if d.chance(0.5) else "bilinmiyor"),
        ("Telefon", p.phone.written, "-"),
    ]
    sheet = Sheet(
        (
            Text(m.office, "center", after=5),
            grid(rows, (0.2, 0.4, 0.4)),
            Gap(2),
            *body(paragraphs(rng, m), first=0),
            Text(f"Adres: {p.address}", after=2),
            Text(d.day_written, after=2),
            Text(p.name, after=0),
            d.ink("left"),
        )
    )
    other_party = Other("accused", other.name)
    letter = finished(d, "both_parties", (sheet,), other_party, names=(p.name,))
    return retyped(letter, "both_parties", plain)


def receipt_below(rng: Random, words: Words) -> Letter:
    """Return a letter with a clerk's receipt below a line: the clerk's name stands alone there."""
    d = a_draft(rng, words, tckn_share=0.95)
    p, m = d.person, d.matter
    clerk = a_person(rng, words, place=p.place)
    named = rng.choice((p.name, p.name_upper))
    sheet = Sheet(
        (
            Text(d.day_written, "right", after=6),
            Text(m.office, "center", bold=True, after=7),
            *body(paragraphs(rng, m)),
            Columns((Column(0.6, 0.4, (d.ink(), Text(named, "center", after=0))),)),
            *((Text(f"T.C. Kimlik No: {d.tckn}", after=0),) if d.tckn else ()),
            Text(f"Adres: {p.address}", after=0),
            Text(f"Tel: {p.phone.written}", after=4),
            Rule(),
            Text("Evrak tarafımdan teslim alınmıştır.", after=2),
            Text(clerk.name_formal, "center", after=0),
            Text("Memur", "center"),
        )
    )
    return finished(d, "receipt_below", (sheet,), Other("clerk", clerk.name), names=(named,))


def spouse_row(rng: Random, words: Words) -> Letter:
    """Return a table in capitals: given name and surname apart, the spouse in a later row."""
    d = a_draft(rng, words, tckn_share=1.0, foreigner_share=0.0)
    p, m = d.person, d.matter
    spouse = a_person(rng, words, place=p.place, last=p.last)
    given, family = turkish.upper(p.first), turkish.upper(p.last)
    rows = [
        ("T.C. KİMLİK NO", d.tckn or ""),
        ("ADI", given),
        ("SOYADI", family),
        ("BABA ADI", turkish.upper(rng.choice(words.male))),
        ("ANA ADI", turkish.upper(rng.choice(words.female))),
        ("EŞİNİN ADI SOYADI", spouse.name_upper),
        ("ADRESİ", turkish.upper(p.address)),
        ("TELEFONU", p.phone.written),
    ]
    sheet = Sheet(
        (
            grid(rows, (0.36, 0.64), head=False),
            Gap(4),
            Text(m.office, "center", bold=True, after=6),
            *(Text(turkish.upper(t), after=2) for t in paragraphs(rng, m)),
            Text(d.day_written, "right", after=1),
            Columns((Column(0.6, 0.4, (d.ink(),)),)),
        )
    )
    letter = finished(
        d, "spouse_row", (sheet,), Other("spouse", spouse.name), names=(f"{given} {family}",)
    )
    return retyped(letter, "spouse_row", turkish.upper)
