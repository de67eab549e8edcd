"""Letters that name others as loudly as their writer: whose name is it."""

from random import Random

from domain import turkish
from domain.petition import Kind
from samples.drafting import a_draft, paragraphs
from samples.layouts.more.parts import body, finished
from samples.letter import Block, Column, Columns, Gap, Letter, Other, Pair, Sheet, Text
from samples.people import a_person
from samples.words import Words
from samples.words.dev_odd_names import odd

_CLUBS = ("Köyü Güzelleştirme Derneği", "Emekliler Derneği", "Avcılar Kulübü Derneği")
_GRIEVED = frozenset({Kind.SIKAYET, Kind.IHBAR})


def association(rng: Random, words: Words) -> Letter:
    """Return an association's letter: its president signs, the secretary beside."""
    d = a_draft(rng, words, tckn_share=0.6, foreigner_share=0.0)
    p, m = d.person, d.matter
    secretary = a_person(rng, words, place=p.place)
    club = f"{p.place.district} {rng.choice(_CLUBS)}"
    mine = (
        d.ink(),
        Text(p.name_formal, "center", after=0),
        Text("Dernek Başkanı", "center", after=0),
        *((Text(f"T.C. {d.tckn}", "center", after=0),) if d.tckn else ()),
    )
    theirs = (
        Gap(11),
        Text(secretary.name_formal, "center", after=0),
        Text("Genel Sekreter", "center"),
    )
    columns = (Column(0.0, 0.4, theirs), Column(0.56, 0.44, mine))
    sheet = Sheet(
        (
            Text(turkish.upper(club), "center", bold=True, grow=1, after=0),
            Text(p.address, "center", grow=-1, after=5),
            Text(d.day_written, "right", after=4),
            Text(m.office, "center", bold=True, after=6),
            *body(paragraphs(rng, m)),
            Text("Dernek yönetim kurulu adına saygılarımızla arz ederiz.", first=10, after=4),
            Columns(columns if d.chance(0.6) else columns[1:]),
            Text(f"Tel: {p.phone.written}"),
        )
    )
    other = Other("officer", secretary.name)
    return finished(d, "association", (sheet,), other, names=(p.name_formal,))


def dear_governor(rng: Random, words: Words) -> Letter:
    """Return a letter to an official by his own name: "Sayın Vali …", named again in the text."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    official = a_person(rng, words, place=p.place)
    title = rng.choice(("Valim", "Kaymakamım", "Başkanım", "Müdürüm"))
    head = rng.choice((f"Sayın {official.name}", f"Sayın {official.name_formal}"))
    sheet = Sheet(
        (
            Text(d.day_written, "right", after=6),
            Text(head, after=0),
            Text(m.office, bold=True, after=6),
            Text(f"Sayın {title},", after=3),
            *body(paragraphs(rng, m)),
            Text(f"Sayın {official.name}'dan yardım bekliyor, saygılar sunuyorum.", after=4),
            Text(p.name, after=0),
            d.ink("left"),
            *((Text(f"T.C. Kimlik No: {d.tckn}", after=1),) if d.tckn else ()),
            Text(p.address, after=1),
            Text(f"Cep: {p.phone.written}"),
        )
    )
    other = Other("official", official.name)
    return finished(d, "dear_governor", (sheet,), other, names=(p.name,))


def complained_about(rng: Random, words: Words) -> Letter:
    """Return a complaint that names a teacher, doctor or policeman thrice, the writer once."""
    d = a_draft(rng, words, kinds=_GRIEVED)
    p, m = d.person, d.matter
    other = a_person(rng, words, place=p.place)
    title = rng.choice(("öğretmen", "polis memuru", "Dr.", "Komiser", "müdür yardımcısı"))
    told = (
        f"Şikâyet konusu kişi {title} {other.name_formal} olup kendisi hâlen görevdedir.",
        f"{other.name_formal} bana ve yanımdakilere hakaret etmiştir.",
    )
    heard = f"Gereğinin yapılmasını, {other.name_formal}'ın cezalandırılmasını arz ederim."
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=7),
            Pair("ŞİKÂYET EDİLEN", other.name_formal, tab=40),
            Pair("KONU", m.subject, tab=40, after=4),
            *body((*told, *paragraphs(rng, m), heard)),
            Text(d.day_written, "right", after=1),
            Columns((Column(0.6, 0.4, (Text(p.name_formal, "center", after=0), d.ink())),)),
            *((Text(f"T.C. Kimlik No: {d.tckn}", after=1),) if d.tckn else ()),
            Text(f"Adres: {p.address}", after=1),
            Text(f"Tel: {p.phone.written}"),
        )
    )
    accused = Other("accused", other.name)
    return finished(
        d, "complained_about", (sheet,), accused, names=(p.name_formal,), subject=m.subject
    )


def childs_parent(rng: Random, words: Words) -> Letter:
    """Return a parent's letter: "… velisi" above the name, the child told first."""
    d = a_draft(rng, words, tckn_share=1.0, foreigner_share=0.0)
    p, m = d.person, d.matter
    child = a_person(rng, words, place=p.place, last=p.last)
    kin = "Kızım" if child.female else "Oğlum"
    told = f"{kin} {child.name} ({child.tckn}) okulunuz {rng.randint(1, 8)}. sınıf öğrencisidir."
    sheet = Sheet(
        (
            Text(d.day_written, "right", after=6),
            Text(m.office, "center", bold=True, after=7),
            *body((told, *paragraphs(rng, m))),
            Text(f"{child.name} velisi", "right", after=0),
            Text(p.name_formal, "right", after=0),
            Columns((Column(0.62, 0.38, (d.ink(),)),)),
            Text(f"Veli T.C. No: {d.tckn}", after=1),
            Text(f"Adres: {p.address}", after=1),
            Text(f"Veli Tel: {p.phone.written}"),
        )
    )
    other = Other("child", child.name, child.tckn)
    return finished(d, "childs_parent", (sheet,), other, names=(p.name_formal,))


def carbon_copies(rng: Random, words: Words) -> Letter:
    """Return a letter with a list of people who get a copy below the writer's own lines."""
    d = a_draft(rng, words)
    p, m = d.person, d.matter
    informed = [a_person(rng, words, place=p.place) for _ in range(2)]
    foot: tuple[Block, ...] = (
        Text("Bilgi:", bold=True, after=0),
        Text(f"Sn. {informed[0].name_formal} - Milletvekili", after=0),
        Text(f"Sn. {informed[1].name_formal} - Belediye Meclis Üyesi", after=0),
    )
    name = rng.choice((p.name_formal, p.name_upper))
    sheet = Sheet(
        (
            Text(d.day_written, "right", after=6),
            Text(m.office, "center", bold=True, after=7),
            Pair("Konu", m.subject, after=4),
            *body(paragraphs(rng, m)),
            Columns((Column(0.6, 0.4, (Text(name, "center", after=0), d.ink())),)),
            *((Pair("T.C. Kimlik No", d.tckn, tab=30),) if d.tckn else ()),
            Pair("Adres", p.address, tab=30),
            Pair("Tel", p.phone.written, tab=30, after=4),
            *foot,
        )
    )
    others = tuple(Other("informed", o.name) for o in informed)
    return finished(d, "carbon_copies", (sheet,), *others, names=(name,), subject=m.subject)


def counsel_below(rng: Random, words: Words) -> Letter:
    """Return a letter signed by counsel, the client named once: "a.g.e. vekili Av. …"."""
    d = a_draft(rng, words, tckn_share=1.0, foreigner_share=0.0)
    p, m = d.person, d.matter
    lawyer = a_person(rng, words, place=p.place)
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=7),
            Text(f"BAŞVURUDA BULUNAN: {p.name_upper}", after=0),
            Text(f"T.C. KİMLİK NO: {d.tckn}", after=0),
            Text(f"ADRES: {p.address}", after=0),
            Text(f"TEL: {p.phone.written}", after=5),
            *body(paragraphs(rng, m)),
            Text(d.day_written, "right", after=2),
            Columns(
                (
                    Column(
                        0.56,
                        0.44,
                        (
                            Text("A.g.e. vekili", "center", after=0),
                            Text(f"Av. {lawyer.name_formal}", "center", after=0),
                            d.ink(),
                        ),
                    ),
                )
            ),
        )
    )
    other = Other("lawyer", lawyer.name)
    return finished(d, "counsel_below", (sheet,), other, names=(p.name_upper,))


def brought_by(rng: Random, words: Words) -> Letter:
    """Return a letter that somebody else brought: both names at its foot, side by side."""
    d = a_draft(rng, odd(words), tckn_share=0.95)
    p, m = d.person, d.matter
    bearer = a_person(rng, words, place=p.place)
    mine = (
        Text("Dilekçe Sahibi", "center", after=0),
        Text(p.name_formal, "center", after=0),
        d.ink(),
    )
    theirs = (
        Text("Teslim Eden", "center", after=0),
        Text(bearer.name_formal, "center", after=0),
    )
    swap = d.chance(0.5)
    columns = (
        Column(0.0, 0.4, theirs if swap else mine),
        Column(0.6, 0.4, mine if swap else theirs),
    )
    sheet = Sheet(
        (
            Text(d.day_written, "right", after=6),
            Text(m.office, "center", bold=True, after=7),
            *body(paragraphs(rng, m)),
            Columns(columns),
            Gap(3),
            *((Text(f"Dilekçe sahibinin T.C. No: {d.tckn}", after=1),) if d.tckn else ()),
            Text(f"Adres: {p.address}", after=1),
            Text(f"Tel: {p.phone.written}"),
        )
    )
    other = Other("bearer", bearer.name)
    return finished(d, "brought_by", (sheet,), other, names=(p.name_formal,))
