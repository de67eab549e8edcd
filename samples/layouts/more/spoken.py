"""Letters that say who writes in their sentences, or have it said by somebody else."""

from random import Random

from domain import turkish
from domain.petition import Kind
from samples.drafting import a_draft, paragraphs
from samples.layouts.more.parts import body, finished
from samples.letter import Column, Columns, Gap, Letter, Other, Pair, Sheet, Text
from samples.people import a_person
from samples.words import Words


def dictated(rng: Random, words: Words) -> Letter:
    """Return an old person's letter: son or daughter wrote it down and says so at the foot."""
    d = a_draft(rng, words, tckn_share=1.0, foreigner_share=0.0)
    p, m = d.person, d.matter
    scribe = a_person(rng, words, place=p.place, last=p.last)
    role = "kızı" if scribe.female else "oğlu"
    opening = (
        f"Ben {d.tckn} T.C. kimlik numaralı {p.name_upper}, {rng.randint(74, 91)} yaşındayım ve "
        f"{p.address} adresinde yaşamaktayım. Gözlerim iyi görmediğinden bu dilekçeyi "
        f"{'kızıma' if scribe.female else 'oğluma'} yazdırdım."
    )
    numbered = d.chance(0.5)
    scribe_line = f"Dilekçeyi yazan: {role} {scribe.name_formal}"
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=8),
            *body((opening, *paragraphs(rng, m))),
            Text(d.day_written, "right", after=2),
            Columns((Column(0.6, 0.4, (Text(p.name_upper, "center", after=0), d.ink())),)),
            Gap(5),
            Text(scribe_line + (f" - T.C. {scribe.tckn}" if numbered else ""), grow=-1, after=1),
            Text(f"Telefon: {p.phone.written}", grow=-1),
        )
    )
    other = Other("scribe", scribe.name, scribe.tckn if numbered else None)
    return finished(d, "dictated", (sheet,), other, names=(p.name_upper,))


def son_of(rng: Random, words: Words) -> Letter:
    """Return a letter that ends as registers speak: "… oğlu 1952 doğumlu …", nothing below it."""
    d = a_draft(rng, words, tckn_share=0.9)
    p, m = d.person, d.matter
    father = rng.choice(words.male)
    kin = "kızı" if p.female else "oğlu"
    year = rng.randint(1938, 1990)
    number = f" ({d.tckn} T.C. kimlik numaralı)" if d.tckn else ""
    closing = (
        f"Ben {p.place.province} nüfusuna kayıtlı {father} {kin} {year} doğumlu {p.name}{number}, "
        f"yukarıda yazdıklarımın doğru olduğunu beyan eder, {p.address} adresime cevap "
        "verilmesini saygılarımla arz ederim."
    )
    sheet = Sheet(
        (
            Text(d.day_written, "left" if d.chance(0.5) else "right", after=6),
            Text(m.office, "center", bold=True, after=8),
            *body(paragraphs(rng, m)),
            *body((closing,)),
            Gap(3),
            Columns((Column(0.6, 0.4, (Text("İmza", "center", after=0), d.ink())),)),
            Gap(4),
            Text(f"Tel: {p.phone.written}"),
        )
    )
    return finished(d, "son_of", (sheet,), Other("father", father), names=(p.name,))


def widow(rng: Random, words: Words) -> Letter:
    """Return a pension matter: the late husband's or wife's number told before the writer's own."""
    d = a_draft(rng, words, kinds=frozenset({Kind.ISTEK}), tckn_share=1.0, foreigner_share=0.0)
    p, m = d.person, d.matter
    late = a_person(rng, words, place=p.place, last=p.last)
    opening = (
        f"Kurumunuzdan {late.tckn} T.C. kimlik numarası ile aylık almakta olan eşim {late.name} "
        f"{rng.randint(2, 28)}.0{rng.randint(1, 9)}.2025 tarihinde vefat etmiştir."
    )
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=3),
            Text(p.place.district, "right", after=5),
            Pair("Tahsis No", f"{rng.randint(10, 99)}.{rng.randint(10**6, 10**7 - 1)}", tab=28),
            Pair("Sigorta Sicil No", str(rng.randint(10**12, 10**13 - 1)), tab=28, after=4),
            *body((opening, *paragraphs(rng, m))),
            Gap(3),
            Columns(
                (
                    Column(
                        0.0,
                        0.6,
                        (
                            Gap(10),
                            Text("Adres:", bold=True, after=0),
                            Text(p.address, after=1),
                            Text(f"GSM {p.phone.written}", after=1),
                            Text(f"TC: {d.tckn}"),
                        ),
                    ),
                    Column(
                        0.64,
                        0.36,
                        (Text(d.day_written, "center"), Text(p.name, "center"), d.ink()),
                    ),
                )
            ),
        )
    )
    other = Other("spouse", late.name, late.tckn)
    return finished(d, "widow", (sheet,), other, names=(p.name,))


def headman(rng: Random, words: Words) -> Letter:
    """Return a letter that the muhtar confirms: his name and title stand below the writer's."""
    d = a_draft(rng, words, tckn_share=0.95)
    p, m = d.person, d.matter
    muhtar = a_person(rng, words, place=p.place)
    hood = rng.choice(words.neighbourhoods)
    vouched = (
        f"Yukarıda imzası bulunan {p.name_formal} mahallemizde ikamet etmekte olup imza "
        "huzurumda atılmıştır."
    )
    side = (
        Text(p.name_formal, "center", after=0),
        *((Text(f"T.C. Kimlik No {d.tckn}", "center", after=0),) if d.tckn else ()),
        d.ink(),
    )
    sheet = Sheet(
        (
            Text(d.day_written, "right", after=5),
            Text(m.office, "center", bold=True, after=7),
            Pair("Özü", m.subject, tab=14, after=4),
            *body(paragraphs(rng, m)),
            Gap(3),
            Columns((Column(0.0, 0.45, side),)),
            Text(f"{p.address} - {p.phone.written}", after=6),
            Text("TASDİK", "center", bold=True, after=2),
            *body((vouched,)),
            Columns(
                (
                    Column(
                        0.55,
                        0.45,
                        (
                            Text(muhtar.name_formal, "center", after=0),
                            Text(f"{hood} Mahallesi Muhtarı", "center"),
                        ),
                    ),
                )
            ),
        )
    )
    other = Other("official", muhtar.name)
    return finished(d, "headman", (sheet,), other, names=(p.name_formal,), subject=m.subject)


def by_proxy(rng: Random, words: Words) -> Letter:
    """Return a relative's letter under a power of attorney: both give name and number."""
    d = a_draft(rng, words, tckn_share=1.0, foreigner_share=0.0)
    p, m = d.person, d.matter
    proxy = a_person(rng, words, place=p.place)
    deed = f"{p.place.district} {rng.randint(1, 9)}. Noterliğinin {rng.randint(1000, 9999)} yevmiye"
    note = f"{deed} numaralı vekâletnamesine dayanarak vekil edenim adına başvuruyorum."
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=7),
            Pair("VEKİL EDEN", f"{p.name_upper} (T.C. {d.tckn})", tab=34),
            Pair("ADRESİ", p.address, tab=34, after=3),
            Pair("VEKİL", f"{turkish.upper(proxy.name)} (T.C. {proxy.tckn})", tab=34),
            Pair("TELEFONU", proxy.phone.written, tab=34, after=3),
            Pair("KONU", m.subject, tab=34, after=4),
            *body((note, *paragraphs(rng, m))),
            Gap(3),
            Columns(
                (
                    Column(
                        0.58,
                        0.42,
                        (
                            Text(d.day_written, "center"),
                            Text(turkish.upper(proxy.name), "center", after=0),
                            Text(f"{p.name_upper} vekili", "center", after=0),
                            d.ink(),
                        ),
                    ),
                )
            ),
            Text("EK: Vekâletname sureti"),
        )
    )
    other = Other("proxy", proxy.name, proxy.tckn)
    return finished(
        d, "by_proxy", (sheet,), other, names=(p.name_upper,), subject=m.subject, phone=False
    )
