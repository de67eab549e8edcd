"""Letters put together at random: any part in any order, with any label, beside other people.

What a network learns on a few fixed layouts it forgets on the next one, so variety counts more
here than likeness. Offices, subjects and sentences are invented or everyday Turkish.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from domain import turkish
from extract import gazetteer, knowledge
from samples.drafting import a_draft, paragraphs, write_day
from samples.letter import Block, Boxes, Cell, Column, Columns, Pair, Sheet, Table, Text
from samples.people import Person, a_day, a_person
from samples.places import PLACES
from samples.words import Words
from training.spans.paper import Known

_OFFICES = """
{D} KAYMAKAMLIĞI|{P} VALİLİĞİ|{D} BELEDİYE BAŞKANLIĞI|{P} BÜYÜKŞEHİR BELEDİYE BAŞKANLIĞI
{P} İL MİLLÎ EĞİTİM MÜDÜRLÜĞÜ|{D} İLÇE EMNİYET MÜDÜRLÜĞÜ|{P} VERGİ DAİRESİ BAŞKANLIĞI
{D} VERGİ DAİRESİ MÜDÜRLÜĞÜ|{D} TAPU MÜDÜRLÜĞÜ|{P} KADASTRO MÜDÜRLÜĞÜ|{D} NÜFUS MÜDÜRLÜĞÜ
{P} DEFTERDARLIĞI|{D} MAL MÜDÜRLÜĞÜ|{P} CUMHURİYET BAŞSAVCILIĞI|{D} ASLİYE HUKUK MAHKEMESİ
{P} SOSYAL GÜVENLİK İL MÜDÜRLÜĞÜ|{D} SOSYAL GÜVENLİK MERKEZİ|{P} İL TARIM VE ORMAN MÜDÜRLÜĞÜ
SAĞLIK BAKANLIĞI|İÇİŞLERİ BAKANLIĞI|ÇEVRE, ŞEHİRCİLİK VE İKLİM DEĞİŞİKLİĞİ BAKANLIĞI
TÜRKİYE BÜYÜK MİLLET MECLİSİ BAŞKANLIĞI|KAMU DENETÇİLİĞİ KURUMU|GELİR İDARESİ BAŞKANLIĞI
{D} MÜFTÜLÜĞÜ|{P} İL SAĞLIK MÜDÜRLÜĞÜ|{D} DEVLET HASTANESİ BAŞHEKİMLİĞİ|{D} İLKOKULU MÜDÜRLÜĞÜ
{P} ÜNİVERSİTESİ REKTÖRLÜĞÜ|{P} SU VE KANALİZASYON İDARESİ GENEL MÜDÜRLÜĞÜ|{D} MUHTARLIĞI
KARAYOLLARI {N}. BÖLGE MÜDÜRLÜĞÜ|ORMAN BÖLGE MÜDÜRLÜĞÜ|{P} ÇALIŞMA VE İŞ KURUMU İL MÜDÜRLÜĞÜ
{D} İLÇE SEÇİM KURULU BAŞKANLIĞI|{P} BAROSU BAŞKANLIĞI|TÜKETİCİ HAKEM HEYETİ BAŞKANLIĞI
{P} GÖÇ İDARESİ MÜDÜRLÜĞÜ|{D} ZABITA AMİRLİĞİ|{P} İL JANDARMA KOMUTANLIĞI|İNSAN HAKLARI KURULU
"""
_ABOUT = """
elektrik faturası|su aboneliği|doğal gaz bağlantısı|emekli maaşı|kira yardımı|engelli aylığı
yol çalışması|park yeri|gürültü|kaçak yapı|imar planı|tapu kaydı|veraset ilamı|vergi borcu
trafik cezası|ehliyet yenileme|nakil işlemi|burs başvurusu|sınav sonucu|diploma örneği
hizmet dökümü|işe iade|izin hakkı|nüfus kaydı|isim değişikliği|pasaport başvurusu|mera alanı
sulama kanalı|tarımsal destek|orman sınırı|çöp toplama saati|sokak köpekleri|otobüs seferi
kaldırım işgali|baz istasyonu|asansör arızası|aidat borcu|ayıplı mal|internet kesintisi
bilgi ve belge|denetim raporu|ruhsat bilgileri|meclis kararı|personel sayısı|sosyal yardım
"""
_WISHES = """
hakkında|hk.|talebi|talebim|hakkında şikâyet|konusunda bilgi verilmesi|için başvuru
ile ilgili itirazım|nedeniyle mağduriyetim|hususunda gereğinin yapılması isteği|ile ilgili talep
sebebiyle yapılan işlemin iptali|hakkında bilgi edinme|hakkında ihbar|önerisi|şikâyetimdir
ile ilgili belgelerin tarafıma gönderilmesi talebimizden ibarettir
"""
_TOLD = """
Ben {me}, {address} adresinde ikamet etmekteyim.|{id} T.C. kimlik numaralı {me} olarak yazıyorum.
{other} isimli komşum hakkında şikâyetçiyim.|Olaya {other} ve {third} tanık olmuştur.
Daire Başkanı {other} ile {day} tarihinde görüştüm.|Oğlum {other} okula kayıt edilmemiştir.
Adım {me}, T.C. kimlik numaram {id}.|{day} tarihli dilekçeme cevap alamadım.
Bana {phone} numaralı telefondan ulaşabilirsiniz.|Cevabın {mail} adresine gönderilmesini isterim.
Babam {other} ({oid}) {day} günü vefat etmiştir.|Memur {other} bana yardımcı olmamıştır.
Cevap yazısının {address} adresime tebliğini talep ederim.|Vekilim Av. {other} yetkilidir.
{other} adına kayıtlı taşınmaz ile ilgili işlem yapılmamıştır.|Eşim {other} ağır hastadır.
Tarafıma {phone} numaralı hattan ve {mail} adresinden bilgi verilebilir.
Annem {third} ile kardeşim {other} aynı hanede yaşamaktadır.|Dosya numarası {n} olarak verilmiştir.
İşyerim {oaddress} adresindedir.
Sözleşmeyi {other} imzalamıştır, telefonu {ophone} olarak yazılıdır.
"""
_HEADS = "DİLEKÇE|DİLEKÇEDİR|BAŞVURU FORMU|TALEP DİLEKÇESİ|T.C.|FAKS|İVEDİ|ŞİKÂYET DİLEKÇESİ"
_ENDS = (
    "Saygılarımla.|Saygılarımla arz ederim.|Gereğini arz ederim.|Arz ederim.|Bilgilerinize sunarım."
)
_MORE = "Doğum Tarihi|Doğum Yeri|Baba Adı|Ana Adı|Mesleği|Abone No|Dosya No|Öğrenim Durumu|Sicil No"
_ROLES = "Vekili|Şikâyet Edilen|Öğrenci|Tanık|Veli|Muris|Hasta|İşveren|Müşteki|Borçlu|Kiracı"


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for line in text.split("\n") for part in line.split("|") if part)


@dataclass(frozen=True, slots=True)
class _Case:
    rng: Random
    words: Words
    me: Person
    other: Person
    third: Person
    day: str
    dative: str  #: the office as written to
    subject: str

    def pick(self, text: str) -> str:
        return self.rng.choice(_parts(text))

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def name(self, person: Person) -> str:
        return self.rng.choice((person.name, person.name_formal, person.name_upper))

    def label(self, *keys: str) -> str:
        """Return a label as somebody prints it; one in eight is a word nobody listed."""
        if self.chance(0.12):
            return turkish.capitalize(self.rng.choice(self.words.neighbourhoods)[:5] + " bilgisi")
        phrases = [label.phrase for label in knowledge.labels() if label.key in keys]
        change = self.rng.choice((turkish.title, turkish.upper, turkish.capitalize))
        return change(self.rng.choice(phrases))

    def pair(self, label: str, value: str) -> Pair:
        tab = self.rng.choice((None, None, 40.0))
        return Pair(label, value, tab=tab, sep=self.rng.choice((":", ":", ":", " :", "-", "")))


def compose(rng: Random, words: Words) -> tuple[Sheet, list[Known]]:
    """Return a sheet and every value on it that a span should cover."""
    case = _a_case(rng, words)
    parts = [_heading(case), _body(case), _contacts(case), _signed(case)]
    if case.chance(0.4):
        parts.insert(rng.randint(0, 3), _table(case))
    if case.chance(0.35):
        rng.shuffle(parts)
    return Sheet(tuple(block for part in parts for block in part)), _known(case)


def _a_case(rng: Random, words: Words) -> _Case:
    words = _more_names(rng, words) if rng.random() < 0.7 else words
    me = a_person(rng, words)
    place = rng.choice(PLACES)
    marks = {"D": turkish.upper(place.district), "P": turkish.upper(place.province)}
    office = rng.choice(_parts(_OFFICES)).format(**marks, N=rng.randint(1, 18))
    if rng.random() < 0.25:
        office = " ".join(turkish.capitalize(w) for w in office.split())
    draft = a_draft(rng, words)
    about = f"{rng.choice(_parts(_ABOUT))} {rng.choice(_parts(_WISHES))}"
    subject = draft.matter.subject if rng.random() < 0.4 else turkish.capitalize(about)
    return _Case(
        rng, words, me, a_person(rng, words), a_person(rng, words),
        write_day(rng, a_day(rng)), _dative(office, rng), subject,
    )  # fmt: skip


def _more_names(rng: Random, words: Words) -> Words:
    """Return the words with names from the gazetteer and streets named after anything."""
    given = [turkish.title(n) for n in sorted(gazetteer.listed("first_names"))]
    family = [turkish.title(n) for n in sorted(gazetteer.listed("surnames"))]
    roads = [*rng.sample(family, 30), *rng.sample(given, 10), *map(str, range(100, 3000, 97))]
    return replace(
        words,
        female=tuple(rng.sample(given, 60)),
        male=tuple(rng.sample(given, 60)),
        surnames=tuple(rng.sample(family, 120)),
        streets=tuple(roads),
        neighbourhoods=tuple(rng.sample(family, 30)),
        villages=tuple(f"{turkish.title(n)}köy" for n in rng.sample(family, 5)),
    )


def _dative(office: str, rng: Random) -> str:
    """Return an institution as it is written to; vowel harmony by its last vowel."""
    last = next(c for c in reversed(turkish.fold(office)) if c in "aeiou")
    low = turkish.lower(office)
    ending = {"ı": "na", "i": "ne", "u": "na", "ü": "ne", "a": "na", "e": "ne"}
    vowel = next((c for c in reversed(low) if c in ending), last)
    end = ending[vowel] if low[-1] in ending else {"na": "a", "ne": "e"}[ending[vowel]]
    end = turkish.upper(end) if office[-1] == turkish.upper(office[-1]) else end
    return f"{office}{rng.choice(('', '', '', chr(39)))}{end}"


def _known(case: _Case) -> list[Known]:
    people = (case.me, case.other, case.third)
    return [
        Known("MUHATAP", case.dative),
        Known("KONU", case.subject, once=True),
        *(Known("ADDR", p.address) for p in people),
        *(Known("PHONE", p.phone.written) for p in people),
        *(Known("PER", p.name) for p in people),
        Known("DATE", case.day),
    ]


def _heading(case: _Case) -> list[Block]:
    blocks: list[Block] = []
    if case.chance(0.25):
        blocks.append(Text(case.pick(_HEADS)))
    if case.chance(0.35):
        blocks.append(Text(case.day))
    office = case.dative.split()
    if len(office) > 3 and case.chance(0.3):
        half = len(office) // 2
        blocks.append(Columns((Column(0.2, 0.1 + 0.09 * half, (Text(case.dative),)),)))
    else:
        blocks.append(Text(case.dative))
    if case.chance(0.4):
        blocks.append(Text(turkish.upper(case.me.place.province)))
    if case.chance(0.8):
        blocks.append(case.pair(case.label("subject.self"), case.subject))
    return blocks


def _body(case: _Case) -> list[Block]:
    matter = a_draft(case.rng, case.words).matter
    told = [case.pick(_TOLD).format(**_values(case)) for _ in range(case.rng.randint(0, 3))]
    texts = [*paragraphs(case.rng, matter), *told]
    if case.chance(0.5):
        case.rng.shuffle(texts)
    return [*map(Text, texts), Text(case.pick(_ENDS))]


def _values(case: _Case) -> dict[str, str]:
    return {
        "me": case.name(case.me), "other": case.name(case.other), "third": case.name(case.third),
        "address": case.me.address, "oaddress": case.other.address,
        "phone": case.me.phone.written, "ophone": case.other.phone.written,
        "mail": case.me.email, "id": case.me.tckn, "oid": case.other.tckn,
        "day": case.day, "n": str(case.rng.randint(1000, 10**9)),
    }  # fmt: skip


def _contacts(case: _Case) -> list[Block]:
    """Return labelled lines in any order: the writer's, now and then somebody else's too."""
    me, rng = case.me, case.rng
    split = case.chance(0.15)
    lines: list[tuple[float, Block]] = [
        (0.7, case.pair(case.label("tckn.self"), me.tckn)),
        (0.1, Boxes(case.label("tckn.self"), me.tckn)),
        (0.8, case.pair(case.label("address.self"), me.address)),
        (0.1, Text(me.address)),
        (0.7, case.pair(case.label("phone.self"), me.phone.written)),
        (0.4, case.pair(case.label("email.self"), me.email)),
        (0.2, case.pair(case.label("maiden.self"), turkish.upper(me.mother_maiden_name))),
        (0.3, case.pair(case.pick(_MORE), str(rng.randint(1000, 10**8)))),
        (0.2, case.pair(case.pick(_ROLES), case.name(case.other))),
        (
            0.1,
            Text(
                f"{case.label('tckn.self')} {me.tckn} {case.label('phone.self')} {me.phone.written}"
            ),
        ),
        (0.2, case.pair("Tarih", case.day)),
        (0.0 if split else 0.5, case.pair(case.label("name.self"), case.name(me))),
    ]
    if split:
        lines.append((1, case.pair(case.label("name.surname"), turkish.upper(me.last))))
    chosen = [block for share, block in lines if case.chance(share)]
    if case.chance(0.5):
        rng.shuffle(chosen)
    return chosen


def _signed(case: _Case) -> list[Block]:
    name: list[Block] = [Text(case.name(case.me))]
    if case.chance(0.3):
        name.append(Text(case.rng.choice(("İmza", "(imza)", "Adı Soyadı / İmza", "Başvuran"))))
    if case.chance(0.4):
        name.append(Text(case.day))
    if case.chance(0.3):
        case.rng.shuffle(name)
    if case.chance(0.4):
        left = tuple(_contacts(case)[:3])
        return [Columns((Column(0.0, 0.6, left), Column(0.6, 0.4, tuple(name))))]
    return [Columns((Column(0.6, 0.4, tuple(name)),))]


def _table(case: _Case) -> list[Block]:
    people = (case.me, case.other, case.third)
    if case.chance(0.5):
        head: Sequence[Cell] = [Cell("Adı Soyadı"), Cell("T.C. Kimlik No"), Cell("İmza")]
        rows = [tuple(head), *((Cell(case.name(p)), Cell(p.tckn), Cell("")) for p in people)]
        return [Table(tuple(rows), ((0.4, 0.3, 0.3),) * len(rows))]
    cells = (
        (Cell(case.me.name_upper, label=case.label("name.self")),),
        (Cell(case.me.tckn, label=case.label("tckn.self")),
         Cell(case.me.phone.written, label=case.label("phone.self"))),
        (Cell(case.me.address, label=case.label("address.self")),),
    )  # fmt: skip
    return [Table(cells, tuple((1 / len(row),) * len(row) for row in cells))]
