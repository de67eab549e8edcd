"""Sealed: measured on, never tuned on. Widow, parent or custodian (vasi) writes for another.

Both numbers stand on the page, the other's often first; a widow's also names the late husband's.
"""

from dataclasses import dataclass, replace
from random import Random

from domain.petition import Kind
from samples.drafting import Draft, a_draft, paragraphs
from samples.letter import Block, Column, Columns, Gap, Letter, Other, Pair, Sheet, Text
from samples.people import Person, a_person
from samples.words import Topic, Words

_TOPICS = (
    Topic(
        kind=Kind.ISTEK,
        offices=(
            "{PROVINCE} SOSYAL YARDIMLAŞMA VE DAYANIŞMA VAKFI BAŞKANLIĞINA",
            "{DISTRICT} KAYMAKAMLIK MAKAMINA",
        ),
        subjects=("Muhtaçlık aylığı", "Aylık bağlanması isteği"),
        facts=(
            "Hanemize giren tek gelir komşuların ve akrabaların yardımıdır.",
            "Daha önce verdiğimiz {number} kayıtlı evraktan haber çıkmadı.",
            "İlaç ve bez masrafı her ay {amount} lirayı buluyor.",
            "Sosyal inceleme için {day} günü gelen görevli evde bizi bulamamış.",
        ),
        asks=("Kendisine aylık bağlanması için yardımcı olmanızı istirham ediyorum.",),
    ),
    Topic(
        kind=Kind.ISTEK,
        offices=(
            "{PROVINCE} REHBERLİK VE ARAŞTIRMA MERKEZİ MÜDÜRLÜĞÜNE",
            "{PROVINCE} İL MİLLÎ EĞİTİM MÜDÜRLÜĞÜNE",
        ),
        subjects=("Özel eğitim desteği", "Evde eğitim hizmeti isteği"),
        facts=(
            "Hastane kurulunun {file} sayılı raporunda özel gereksinim açıkça yazılıdır.",
            "Rehabilitasyon merkezine gidip gelmek için aracımız yoktur.",
            "{year} yılında verilmeye başlanan destek bu yıl kesildi.",
            "Merkezin sorumlusu yeni bir karar gerektiğini söyledi.",
        ),
        asks=("Onun için yeniden karar çıkarılmasını rica ederim.",),
    ),
    Topic(
        kind=Kind.ISTEK,
        offices=("{PROVINCE} DEVLET HASTANESİ BAŞHEKİMLİĞİNE", "SAĞLIK BAKANLIĞI MAKAMINA"),
        subjects=("Evde sağlık hizmeti", "Hasta yatağı ve cihaz isteği"),
        facts=(
            "Yatağa bağlı olduğu için hastaneye götürüp getiremiyoruz.",
            "Evde sağlık birimine {number} numarayla yazıldık, bir defa geldiler.",
            "Havalı yatağın fiyatı {amount} lira olup gücümüzü aşıyor.",
            "Aile hekimi {day} günü evde görülmesi gerektiğini yazdı.",
        ),
        asks=("Evde bakımının düzenli hâle getirilmesini ve cihaz verilmesini dilerim.",),
    ),
    Topic(
        kind=Kind.SIKAYET,
        offices=(
            "{PROVINCE} İL NÜFUS VE VATANDAŞLIK MÜDÜRLÜĞÜNE",
            "{DISTRICT} KAYMAKAMLIK MAKAMINA",
        ),
        subjects=("Kimlik kartının verilmemesi", "Nüfus memurunun işlem yapmaması"),
        facts=(
            "Kimlik kartını yenilemek için {day} günü birlikte nüfus dairesine gittik.",
            "Mahkeme kararının {file} sayılı aslını gösterdiğimiz hâlde işlem yapılmadı.",
            "Memur, kendisi konuşsun diye ısrar etti ve bizi geri çevirdi.",
            "Kart olmadığı için banka hesabından ilaç parasını çekemiyoruz.",
        ),
        asks=("İşlemi yapmayan görevliden şikâyetçiyim, kartın verilmesini istiyorum.",),
    ),
)


@dataclass(frozen=True, slots=True)
class _Tie:
    """Who writes for whom."""

    role: str  #: in the truth
    whom: str  #: how the writer calls the other
    sign: str  #: below the writer's name
    mark: str
    same_name: float  #: share of letters in which both have one surname


_TIES = (
    _Tie("child", "küçük yaştaki evladım", "Annesi", "minor", 0.9),
    _Tie("child", "on altı yaşındaki çocuğum", "Babası", "minor", 1.0),
    _Tie("ward", "mahkemece kısıtlanan kardeşim", "Vasisi", "proxy", 0.7),
    _Tie("ward", "bakıma muhtaç yakınım", "Kanuni temsilcisi", "proxy", 0.3),
)
_LABELS = (
    ("Kendi kimlik numaram", "Evimizin adresi", "Numaram"),
    ("Benim T.C. numaram", "Adres bilgimiz", "Ulaşılacak telefon"),
)


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, replace(words, topics=_TOPICS), foreigner_share=0.0)
    p, m = d.person, d.matter
    tie = rng.choice([t for t in _TIES if t.sign not in (("Babası",) if p.female else ("Annesi",))])
    name = rng.choice((p.name, p.name_formal))
    last = p.last if d.chance(tie.same_name) else None
    other = a_person(rng, words, place=p.place, last=last)
    late = _husband(d)
    widow = p.female and tie.role == "child" and d.chance(0.7)
    loss = f"Eşim {late.name_formal} (T.C. {late.tckn}) {d.day.year - 2} yılında vefat etti. "
    whom = f"{tie.whom} {other.name_formal} ({other.tckn})"
    forms: tuple[Block, ...] = (
        Text(f"{loss if widow else ''}Müracaatım {whom} içindir.", "justify", first=8, after=3),
    )
    if d.chance(0.5):
        forms = (
            Pair("Hakkında istekte bulunulan", f"{other.name_formal}, {other.tckn}", after=3),
            Text(f"{loss if widow else ''}Yukarıda yazılı kişi {tie.whom} olur.", first=8, after=3),
        )
    titled = d.chance(0.6)
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=6),
            *((Pair("Müracaat konusu", m.subject, after=4),) if titled else ()),
            *forms,
            *(Text(t, "justify", first=8, after=2) for t in paragraphs(rng, m)),
            Gap(6),
            *_writer(d, name, tie),
        )
    )
    late_one = (Other("deceased", late.name_formal, late.tckn),) if widow else ()
    truth = replace(
        d.truth(name),
        subject=m.subject if titled else None,
        address=p.address,
        phone=p.phone.e164,
        addressee=m.office,
        date=d.day.isoformat(),
        others=(Other(tie.role, other.name_formal, other.tckn), *late_one),
        marks=(tie.mark,),
    )
    return d.letter("test.for_ward", (sheet,), truth)


def _husband(d: Draft) -> Person:
    """Return a man of the writer's surname."""
    while (man := a_person(d.rng, d.words, place=d.person.place, last=d.person.last)).female:
        pass
    return man


def _writer(d: Draft, name: str, tie: _Tie) -> tuple[Block, ...]:
    """Return the adult's own lines."""
    p = d.person
    sign: tuple[Block, ...] = (
        Text(d.day_written, "center"),
        Text(name, "center", after=0),
        Text(tie.sign, "center", after=0),
        d.ink(),
    )
    lines = d.rng.choice(_LABELS)
    own: tuple[Block, ...] = (
        *((Pair(lines[0], d.tckn, bold=False),) if d.tckn else ()),
        Pair(lines[1], p.address, bold=False),
        Pair(lines[2], p.phone.written, bold=False),
    )
    if d.chance(0.5):
        return (Columns((Column(0.0, 0.56, own), Column(0.6, 0.4, sign))),)
    return (Columns((Column(0.55, 0.45, sign),)), Gap(4), *own)
