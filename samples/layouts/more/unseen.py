"""Written last, to see what the rules did not foresee: names in forms no earlier letter had."""

from random import Random

from domain import turkish
from samples.drafting import Draft, a_draft, paragraphs
from samples.layouts.more.parts import body, finished, grid
from samples.layouts.more.retyped import plain, retyped
from samples.letter import Block, Column, Columns, Gap, Letter, Other, Pair, Rule, Sheet, Text
from samples.people import a_person
from samples.words import Words
from samples.words.dev_odd_names import odd


def _top(d: Draft) -> tuple[Block, ...]:
    office = Text(d.matter.office, "center", bold=True, after=7)
    return (Text(d.day_written, "right", after=6), office, *body(paragraphs(d.rng, d.matter)))


def _foot(d: Draft) -> tuple[Block, ...]:
    p = d.person
    number = (Text(f"T.C. Kimlik No: {d.tckn}", after=0),) if d.tckn else ()
    return (*number, Text(f"Adres: {p.address}", after=0), Text(f"Tel: {p.phone.written}"))


def footer_line(rng: Random, words: Words) -> Letter:
    """Return a letter whose writer stands in a line of bars at its foot, ink above."""
    d = a_draft(rng, words, tckn_share=1.0)
    p = d.person
    ink = Columns((Column(0.6, 0.4, (d.ink(),)),))
    line = f"{p.name} | T.C. {d.tckn} | {p.phone.written}"
    sheet = Sheet((*_top(d), ink, Rule(), Text(line, after=0), Text(p.address)))
    return finished(d, "footer_line", (sheet,), names=(p.name,))


def undersigned(rng: Random, words: Words) -> Letter:
    """Return a letter that names its writer in a sentence only: "aşağıda imzası bulunan ben"."""
    d = a_draft(rng, odd(words), tckn_share=1.0)
    p, father = d.person, rng.choice(words.male)
    kin = "kızı" if p.female else "oğlu"
    said = (
        f"Aşağıda imzası bulunan ben, {father} {kin}, {rng.randint(1945, 1999)} "
        f"{p.place.province} doğumlu, {d.tckn} kimlik numaralı {p.name}, yukarıdakileri arz ederim."
    )
    ink = Columns((Column(0.6, 0.4, (Text("imza", "center"), d.ink())),))
    contact = (Text(p.address, after=0), Text(p.phone.written))
    sheet = Sheet((*_top(d), *body((said,)), ink, *contact))
    return finished(d, "undersigned", (sheet,), names=(p.name,))


def open_identity(rng: Random, words: Words) -> Letter:
    """Return a table with one cell for name, father, year and place: "açık kimliği"."""
    d = a_draft(rng, words, tckn_share=1.0)
    p, father = d.person, rng.choice(words.male)
    kin = "kızı" if p.female else "oğlu"
    told = f"{p.name_formal}, {father} {kin}, {rng.randint(1945, 1999)} {p.place.province}"
    rows = [
        ("Açık kimliği", told),
        ("T.C. no", d.tckn or ""),
        ("Adresi", p.address),
        ("Telefonu", p.phone.written),
    ]
    ink = Columns((Column(0.6, 0.4, (d.ink(),)),))
    sheet = Sheet((grid(rows, (0.28, 0.72), head=False), Gap(3), *_top(d), ink))
    return finished(d, "open_identity", (sheet,), names=(p.name_formal,))


def rubber_stamp(rng: Random, words: Words) -> Letter:
    """Return a shopkeeper's letter ended by the words of his stamp, trade and name together."""
    d = a_draft(rng, words, tckn_share=0.9, foreigner_share=0.0)
    p = d.person
    trade = rng.choice(("TİCARET", "OTO TAMİR", "FIRINI", "MARKET", "ECZANESİ"))
    stamp = (
        Text(f"{turkish.upper(p.last.split()[-1])} {trade}", "center", after=0),
        Text(p.name_upper, "center", after=0),
        Text(f"{p.place.district} V.D. {rng.randint(10**9, 10**10 - 1)}", "center", grow=-1),
        d.ink(),
    )
    sheet = Sheet((*_top(d), Columns((Column(0.52, 0.48, stamp),)), *_foot(d)))
    return finished(d, "rubber_stamp", (sheet,), names=(p.name_upper,))


def slashed_label(rng: Random, words: Words) -> Letter:
    """Return a pensioner's letter whose one label asks for two things: "Adı Soyadı / Sicil No"."""
    d = a_draft(rng, words, tckn_share=0.95)
    p = d.person
    value = f"{p.name_formal} / {rng.randint(10**5, 10**7)}"
    sheet = Sheet(
        (
            *_top(d),
            Columns((Column(0.6, 0.4, (d.ink(),)),)),
            Pair("Adı Soyadı / Sicil No", value, tab=48, bold=False),
            *_foot(d),
        )
    )
    return finished(d, "slashed_label", (sheet,), names=(p.name_formal,))


def crowded_items(rng: Random, words: Words) -> Letter:
    """Return two crowded lines of numbered items without a space after their signs."""
    d = a_draft(rng, odd(words), tckn_share=1.0)
    p = d.person
    father, mother = (turkish.upper(rng.choice(pool)) for pool in (words.male, words.female))
    first = f"1-ADI SOYADI:{p.name_upper} 2-BABA ADI:{father} 3-ANA ADI:{mother}"
    second = f"4-TC NO:{d.tckn} 5-TEL:{p.phone.written}"
    lines = (Text(first, grow=-1, after=1), Text(second, grow=-1, after=1))
    ink = Columns((Column(0.6, 0.4, (d.ink(),)),))
    sheet = Sheet((*lines, Text(f"6-ADRES:{p.address}", grow=-1, after=4), *_top(d), ink))
    return finished(d, "crowded_items", (sheet,), names=(p.name_upper,))


def deed_behind(rng: Random, words: Words) -> Letter:
    """Return a letter with a power of attorney behind it that names three others."""
    d = a_draft(rng, words, tckn_share=1.0, foreigner_share=0.0)
    p = d.person
    giver, lawyer, notary = (a_person(rng, words, place=p.place) for _ in range(3))
    sign = Column(0.6, 0.4, (Text(p.name_formal, "center", after=0), d.ink()))
    front = Sheet((*_top(d), Columns((sign,)), *_foot(d)))
    back = Sheet(
        (
            Text("VEKÂLETNAME", "center", bold=True, after=5),
            Pair("VEKÂLET VEREN", f"{giver.name_upper} ({giver.tckn})", tab=44),
            Pair("VEKİL", f"Av. {lawyer.name_upper}", tab=44, after=4),
            Text("Yukarıda yazılı hususlarda beni temsile yetkili kıldım.", after=6),
            Text(f"{p.place.district} Noteri {notary.name_formal}", "right"),
        )
    )
    others = (Other("giver", giver.name, giver.tckn), Other("lawyer", lawyer.name))
    return finished(d, "deed_behind", (front, back), *others, names=(p.name_formal,))


def two_tongues(rng: Random, words: Words) -> Letter:
    """Return a foreigner's form in two languages, the father's name below the bearer's."""
    d = a_draft(rng, words, tckn_share=1.0)
    p = d.person
    rows = [
        ("Adı / Name", turkish.upper(p.first)),
        ("Soyadı / Surname", turkish.upper(p.last)),
        ("Baba adı / Father's name", turkish.upper(rng.choice(words.male))),
        ("Kimlik no / ID number", d.tckn or ""),
        ("Adres / Address", p.address),
        ("Telefon / Phone", p.phone.written),
    ]
    ink = Columns((Column(0.6, 0.4, (Text("İmza / Signature", "center"), d.ink())),))
    sheet = Sheet((grid(rows, (0.36, 0.64), head=False), Gap(4), *_top(d), ink))
    return finished(d, "two_tongues", (sheet,), names=(p.name_upper,))


def quoted_mail(rng: Random, words: Words) -> Letter:
    """Return a printed mail without Turkish letters, an official's answer quoted below it."""
    d = a_draft(rng, words, tckn_share=0.95)
    p = d.person
    official = a_person(rng, words, place=p.place)
    sheet = Sheet(
        (
            *_top(d),
            Text("Saygılarımla,", after=0),
            Text(p.name, after=0),
            d.ink("left"),
            *_foot(d),
            Gap(4),
            Text(f"{official.name} şöyle yazdı:", after=0),
            Text("> Başvurunuz ilgili birime iletilmiştir.", after=0),
            Text("> İyi çalışmalar", after=0),
            Text(f"> {official.name}", after=0),
        )
    )
    other = Other("official", official.name)
    letter = finished(d, "quoted_mail", (sheet,), other, names=(p.name,))
    return retyped(letter, "quoted_mail", plain)


def beside_the_ink(rng: Random, words: Words) -> Letter:
    """Return a letter with ``İmza:`` in one column and ``Ad Soyad:`` in the other."""
    d = a_draft(rng, odd(words) if rng.random() < 0.5 else words, tckn_share=0.95)
    p = d.person
    witness = a_person(rng, words, place=p.place)
    sheet = Sheet(
        (
            *_top(d),
            Columns(
                (
                    Column(0.0, 0.4, (Text("İmza:", after=0), d.ink())),
                    Column(0.5, 0.5, (Text(f"Ad Soyad: {p.name}"),)),
                )
            ),
            *_foot(d),
            Text(f"Şahit: {witness.name_formal}"),
        )
    )
    other = Other("witness", witness.name)
    return finished(d, "beside_the_ink", (sheet,), other, names=(p.name,))
