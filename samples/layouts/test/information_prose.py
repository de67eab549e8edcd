"""Sealed: measured on, never tuned on. An application under the information law, told in prose."""

from dataclasses import replace
from random import Random

from domain.petition import Kind, Track
from samples.drafting import a_draft
from samples.letter import Column, Columns, Gap, Letter, Sheet, Text
from samples.words import Topic, Words

_TOPICS = (
    Topic(
        kind=Kind.BILGI_EDINME,
        track=Track.INFORMATION,
        offices=(
            "{PROVINCE} İL AFET VE ACİL DURUM MÜDÜRLÜĞÜNE",
            "{DISTRICT} BELEDİYESİ BAŞKANLIĞINA",
        ),
        subjects=("Toplanma alanları", "Deprem toplanma alanlarının listesi"),
        facts=(
            "{district} ilçesinde belirlenmiş toplanma alanlarının güncel listesini,",
            "bu alanlardan {year} yılından sonra imara açılanların ada ve parsel numaralarını,",
            "{hood} Mahallesi için en yakın alanın kaç kişi aldığını,",
            "{file} sayılı komisyon tutanağının okunaklı bir nüshasını",
        ),
        asks=("öğrenmek istiyorum.", "tarafıma iletmenizi bekliyorum."),
    ),
    Topic(
        kind=Kind.BILGI_EDINME,
        track=Track.INFORMATION,
        offices=(
            "DEVLET SU İŞLERİ GENEL MÜDÜRLÜĞÜNE",
            "{PROVINCE} İL ÖZEL İDARESİ GENEL SEKRETERLİĞİNE",
        ),
        subjects=("{village} göletine ait bilgiler", "Sulama kanalının durumu"),
        facts=(
            "{village} göleti için bugüne kadar harcanan paranın ne kadar olduğunu,",
            "işin yüklenicisini ve {number} numaralı sözleşmenin bitiş gününü,",
            "kanalın {year} yılında neden yarım bırakıldığını,",
            "varsa yeni iş programının bir örneğini",
        ),
        asks=("bilmek istiyorum.", "kanunda yazılı sürede bana bildirmenizi rica ediyorum."),
    ),
    Topic(
        kind=Kind.BILGI_EDINME,
        track=Track.INFORMATION,
        offices=("ÖLÇME, SEÇME VE YERLEŞTİRME MERKEZİ BAŞKANLIĞINA", "PERSONEL GENEL MÜDÜRLÜĞÜNE"),
        subjects=("Sınav evrakımın örneği", "Mülakat puanımın dökümü"),
        facts=(
            "{day} günü girdiğim sınavda {number} aday numarasıyla verdiğim cevapların kopyasını,",
            "komisyon üyelerinin verdiği puanların ayrı ayrı dökümünü,",
            "aynı kadro için başvuran aday sayısını,",
            "itirazımın hangi kurulda görüşüldüğünü",
        ),
        asks=("talep ediyorum.", "yazılı olarak öğrenmeyi diliyorum."),
    ),
)
_LAWS = (
    "4982 sayılı Kanunun bana verdiği hakka dayanarak",
    "4982 sayılı Bilgi Edinme Hakkı Kanunu ile ilgili Yönetmeliğe göre",
    "Anayasanın 74 üncü maddesi ve bilgi edinme mevzuatı gereğince",
)


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, replace(words, topics=_TOPICS))
    p, m = d.person, d.matter
    name = rng.choice((p.name, p.name_formal))
    by_mail, phone = d.chance(0.5), d.chance(0.6)
    titled = d.chance(0.5)
    number = f", {d.tckn} kimlik numaralı" if d.tckn else ""
    who = f"{p.address} adresinde oturan{number} {name} olarak başvuruyorum."
    if d.chance(0.5):
        number = f" Türkiye Cumhuriyeti kimlik numaram {d.tckn}," if d.tckn else ""
        who = f"Adım {name},{number} oturduğum yer ise {p.address} adresidir."
    way = (
        f"Cevabı {p.email} elektronik posta adresime göndermeniz yeterlidir."
        if by_mail
        else "Cevabı yukarıdaki adresime taahhütlü göndermenizi isterim."
    )
    reach = f" Gerekirse {p.phone.written} numaralı telefonumdan bana sorabilirsiniz."
    sheet = Sheet(
        (
            Text(f"{p.place.district}, {d.day_written}", rng.choice(("left", "right")), after=8),
            Text(m.office, rng.choice(("center", "left")), bold=d.chance(0.5), after=6),
            *((Text(f"{m.subject} hk.", "center", italic=True, after=6),) if titled else ()),
            Text(who, "justify", first=10, after=3),
            Text(
                f"{rng.choice(_LAWS)} {' '.join(m.facts).rstrip(',')} {m.ask}",
                "justify",
                first=10,
                after=3,
            ),
            Text(f"{way}{reach if phone else ''}", "justify", first=10, after=3),
            Text("Masraf çıkarsa ödemeyi kabul ederim.", first=10, after=12),
            Columns((Column(0.55, 0.45, (Text(name, "center", after=0), d.ink())),)),
            Gap(4),
        )
    )
    truth = replace(
        d.truth(name),
        subject=m.subject if titled else None,
        address=p.address,
        phone=p.phone.e164 if phone else None,
        email=p.email if by_mail else None,
        addressee=m.office,
        date=d.day.isoformat(),
    )
    return d.letter("test.information_prose", (sheet,), truth)
