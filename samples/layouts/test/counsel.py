"""Sealed: measured on, never tuned on. A lawyer's paper for a client, the lawyer's head on top.

The lawyer's bar number, phone, mail and now and then T.C. number stand beside the client's.
"""

from dataclasses import replace
from random import Random

from domain import turkish
from domain.petition import Kind
from samples.drafting import Draft, a_draft
from samples.letter import Block, Column, Columns, Gap, Letter, Other, Pair, Rule, Sheet, Text
from samples.people import Person, a_person
from samples.words import Topic, Words

_TOPICS = (
    Topic(
        kind=Kind.ISTEK,
        offices=(
            "{PROVINCE} BÜYÜKŞEHİR BELEDİYESİ HUKUK MÜŞAVİRLİĞİNE",
            "{PROVINCE} KADASTRO MÜDÜRLÜĞÜNE",
        ),
        subjects=("Kamulaştırma bedelinin ödenmesi", "Hissenin müvekkile devri isteğidir"),
        facts=(
            "Müvekkilin {number} parsel sayılı taşınmazdaki hissesi üzerinden yol geçirilmiştir.",
            "Kıymet takdir raporu müvekkile hiç tebliğ edilmemiştir.",
            "Uzlaşma toplantısı için {day} günü verilmiş, heyet toplanmamıştır.",
            "Emsal taşınmazlar için ödenen bedel {amount} lira civarındadır.",
        ),
        asks=("bedelin yasal faiziyle müvekkile ödenmesini vekâleten talep ederiz.",),
    ),
    Topic(
        kind=Kind.SIKAYET,
        offices=("BANKACILIK DÜZENLEME VE DENETLEME KURUMU BAŞKANLIĞINA",),
        subjects=("Hesaba konulan haksız bloke", "Müvekkilden alınan dosya masrafı"),
        facts=(
            "Müvekkilin maaş hesabına hiçbir bildirim yapılmadan bloke konulmuştur.",
            "Bankanın {number} sayılı yazısında dayanak gösterilmemiştir.",
            "Kredi için {year} yılında kesilen {amount} lira masraf iade edilmemiştir.",
            "Şube yetkilileri yazılı cevap vermekten kaçınmaktadır.",
        ),
        asks=("banka hakkında inceleme başlatılmasını müvekkil adına isteriz.",),
    ),
    Topic(
        kind=Kind.ISTEK,
        offices=("GÖÇ İDARESİ BAŞKANLIĞINA", "{DISTRICT} NÜFUS VE VATANDAŞLIK MÜDÜRLÜĞÜNE"),
        subjects=("Kayıt düzeltme başvurusu", "Belge örneği verilmesi isteği"),
        facts=(
            "Müvekkilin doğum yeri kayıtlara yanlış geçmiştir.",
            "Hastane kaydı ile {file} sayılı ilam doğru bilgiyi göstermektedir.",
            "Yanlışlık nedeniyle pasaport işlemi {day} gününden beri beklemektedir.",
        ),
        asks=("kaydın ilama uygun hâle getirilmesini saygıyla talep ederiz.",),
    ),
)
_LABELS = (
    ("TALEPTE BULUNAN", "KİMLİK NUMARASI", "İKAMETGÂHI", "VEKİL (AVUKAT)", "TALEBİN KONUSU"),
    ("MÜVEKKİL", "T.C.K.N.", "MÜVEKKİL ADRESİ", "MÜVEKKİL VEKİLİ", "BAŞVURU KONUSU"),
    ("İSTEKTE BULUNAN", "T.C. KİMLİK NUMARASI", "YERLEŞİM YERİ", "VEKİLLERİ", "İSTEK"),
)


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, replace(words, topics=_TOPICS))
    p, m = d.person, d.matter
    name = rng.choice((p.name_formal, p.name_upper, p.name))
    lawyer = a_person(rng, words, place=p.place)
    counsel = f"Av. {lawyer.name_formal}"
    numbered, reachable = d.chance(0.3), d.chance(0.4)
    bar = rng.randint(1000, 65_000)
    own = f", T.C. {lawyer.tckn}" if numbered else ""
    who, number, home, attorney, about = rng.choice(_LABELS)
    parties: tuple[Block, ...] = (
        Pair(who, name, tab=44),
        *((Pair(number, d.tckn, tab=44),) if d.tckn else ()),
        Pair(home, p.address, tab=44),
        *((Pair("CEP TELEFONU", p.phone.written, tab=44),) if reachable else ()),
        Gap(1),
        Pair(attorney, f"{counsel} ({p.place.province} Barosu, Sicil No: {bar}{own})", tab=44),
        Pair("İDARE DOSYA NO", f"{d.day.year}/{rng.randint(10, 4000)}", tab=44),
        Pair(about, m.subject, tab=44, after=5),
    )
    sheet = Sheet(
        (
            *_letterhead(d, lawyer, counsel),
            Text(m.office, "center", bold=True, after=7),
            *parties,
            Text("MADDİ VAKIALAR", bold=True, after=2),
            *(Text(f"{n}. {t}", "justify", after=2) for n, t in enumerate(m.facts, start=1)),
            Text("TALEP SONUCU", bold=True, after=2),
            Text(f"Arz edilen sebeplerle {m.ask}", "justify", after=7),
            Columns((Column(0.0, 0.4, (Text(d.day_written),)),
                     Column(0.55, 0.45, (
                         Text(f"{turkish.title(who)} vekili", "center", after=0),
                         Text(counsel, "center", after=0),
                         d.ink(),
                     )))),
            Gap(5),
            Text("Ekler: 1- Onaylı vekâletname sureti 2- Dayanak yazışmalar"),
        )
    )  # fmt: skip
    truth = replace(
        d.truth(name),
        subject=m.subject,
        address=p.address,
        phone=p.phone.e164 if reachable else None,
        addressee=m.office,
        date=d.day.isoformat(),
        others=(Other("lawyer", lawyer.name_formal, lawyer.tckn if numbered else None),),
        marks=(*d.truth(name).marks, "proxy"),
    )
    return d.letter("test.counsel", (sheet,), truth)


def _letterhead(d: Draft, lawyer: Person, counsel: str) -> tuple[Block, ...]:
    if d.chance(0.3):
        return (Gap(4),)
    firm = f"{turkish.upper(lawyer.last)} HUKUK BÜROSU"
    reach = f"{lawyer.address}  {lawyer.phone.written}  {lawyer.email}"
    return (
        Text(d.rng.choice((firm, turkish.upper(counsel))), "center", bold=True, grow=2, after=0),
        Text(reach, "center", grow=-2, after=1),
        Rule(0.5),
        Gap(5),
    )
