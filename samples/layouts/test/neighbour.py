"""Sealed: measured on, never tuned on. Somebody complained of, with a number and phone of his own.

He is met in the first lines; the petitioner's particulars stand at the very end only.
"""

from dataclasses import replace
from random import Random

from domain.petition import Kind
from samples.drafting import Draft, a_draft, paragraphs, spaced
from samples.letter import Block, Column, Columns, Gap, Letter, Other, Pair, Sheet, Text
from samples.people import a_person
from samples.words import Topic, Words

_TOPICS = (
    Topic(
        kind=Kind.SIKAYET,
        offices=("{DISTRICT} İLÇE EMNİYET MÜDÜRLÜĞÜNE", "{DISTRICT} KAYMAKAMLIK MAKAMINA"),
        subjects=("Komşum hakkındadır şikâyetim", "Komşumdan rahatsızlığım"),
        facts=(
            "Bu şahıs üst katımızda oturmakta, her gece eşya sürükleyip bağırmaktadır.",
            "Merdivene ayakkabılık ve bisiklet koyarak geçişi kapatmıştır.",
            "{day} akşamı uyarmak için kapısını çaldım, üzerime yürüdü.",
            "Apartman yöneticisi de kendisinden çekindiği için karışmıyor.",
            "Kızımın sınav senesinde evde ders çalışması imkânsız oldu.",
        ),
        asks=(
            "Bu kişinin çağrılıp uyarılmasını istiyorum.",
            "Huzurumuzun sağlanması için bu kişiye işlem yapılmasını bekliyorum.",
        ),
    ),
    Topic(
        kind=Kind.SIKAYET,
        offices=("{DISTRICT} İLÇE JANDARMA KOMUTANLIĞINA", "{PROVINCE} İL TARIM MÜDÜRLÜĞÜNE"),
        subjects=("Tarlama verilen zarar", "Başıboş bırakılan hayvanlar"),
        facts=(
            "Adı yazılı kişi büyükbaş hayvanlarını {village} mevkiindeki tarlama salmaktadır.",
            "Ektiğim arpanın yarısı ezildi, bilirkişi {amount} lira zarar yazdı.",
            "Muhtar huzurunda söz verdi, ertesi hafta yine aynısını yaptı.",
            "Tarlamın ada parsel numarası {number} olarak geçer.",
        ),
        asks=("Zararımın karşılatılmasını ve kendisine ceza kesilmesini talep ederim.",),
    ),
    Topic(
        kind=Kind.SIKAYET,
        offices=("{DISTRICT} BELEDİYESİ TEFTİŞ KURULUNA", "{PROVINCE} VALİLİK MAKAMINA"),
        subjects=("Görevlinin kaba davranışı", "Memurun görevini yapmaması"),
        facts=(
            "Adı geçen görevli {day} günü beni herkesin önünde azarladı.",
            "İşimi görmek yerine telefonla konuştu, bir saat ayakta bekletti.",
            "Evrakımı almadı, git şikâyet et dedi.",
            "Orada bulunan yaşlı bir teyze de aynı muameleyi gördü.",
        ),
        asks=("Bu davranışın hesabının sorulmasını istiyorum.",),
    ),
)
_HEADS = ("ŞİKÂYETÇİ OLDUĞUM KİŞİ", "Hakkında şikâyette bulunduğum", "Şikâyet Ettiğim Şahıs")


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, replace(words, topics=_TOPICS))
    p, m = d.person, d.matter
    name = rng.choice((p.name, p.name_formal, p.name_upper))
    accused = a_person(rng, words, place=p.place)
    blamed = rng.choice((accused.name_formal, accused.name))
    numbered = d.chance(0.65)
    titled = d.chance(0.6)
    own = f" ({accused.tckn} kimlik numaralı)" if numbered else ""
    reach, lives = accused.phone.written, accused.address
    told = f"{blamed}{own}, {lives}, tel. {reach}"
    head: Block = Pair(rng.choice(_HEADS), told, after=4)
    if d.chance(0.5):
        told = f"Şikâyetim {blamed}{own} isimli kişiyedir. "
        told += f"Telefonu {reach}, evi {lives} olarak bilinir."
        head = Text(told, "justify", first=8, after=3)
    sheet = Sheet(
        (
            Text(m.office, "center", bold=True, after=6),
            *((Pair("ŞİKÂYETİN ÖZÜ", m.subject, after=4),) if titled else ()),
            head,
            *(Text(t, "justify", first=8, after=2) for t in paragraphs(rng, m)),
            Gap(6),
            Text(d.day_written, "right", after=5),
            *_petitioner(d, name),
        )
    )
    truth = replace(
        d.truth(name),
        subject=m.subject if titled else None,
        address=p.address,
        phone=p.phone.e164,
        addressee=m.office,
        date=d.day.isoformat(),
        others=(Other("accused", blamed, accused.tckn if numbered else None),),
    )
    return d.letter("test.neighbour", (sheet,), truth)


def _petitioner(d: Draft, name: str) -> tuple[Block, ...]:
    """Return the last lines: who complains."""
    p, ink = d.person, d.ink()
    if d.chance(0.5):
        number = (Pair("Kimlik Nosu", spaced(d.rng, d.tckn), bold=False),) if d.tckn else ()
        return (
            Text("Şikâyette bulunan kişinin", bold=True, after=1),
            Columns(
                (
                    Column(
                        0.0,
                        0.62,
                        (
                            Pair("İsmi ve soyismi", name, bold=False),
                            *number,
                            Pair("Oturduğu yer", p.address, bold=False),
                            Pair("Ulaşım telefonu", p.phone.written, bold=False),
                        ),
                    ),
                    Column(0.66, 0.34, (Text("imzası", "center", after=1), ink)),
                )
            ),
        )
    return (
        Columns((Column(0.55, 0.45, (Text(name, "center", after=0), ink)),)),
        Gap(3),
        Text(f"Adresim: {p.address}"),
        Text(f"Telefonum: {p.phone.written}"),
        *((Text(f"Kimlik numaram: {d.tckn}"),) if d.tckn else ()),
    )
