"""Letters composed at random: blocks about the petitioner and about others, in any order.

The petitioner's number stands in one of many manners, or nowhere while somebody else's does: the
one valid number on a page is often a relative's.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from samples.people import Person, a_person, a_tckn
from samples.words import Words

_WIDTH = 92  #: characters of a row

_KIN = ("oğlum", "kızım", "eşim", "babam", "annem", "kardeşim", "dedem", "yeğenim", "ablam")
_SPOKEN = (
    "komşum",
    "kiracım",
    "işverenim",
    "iş yeri sahibi",
    "apartman yöneticimiz",
    "müteveffa",
    "araç sahibi",
    "mülk sahibi",
    "tanık",
    "kurum personeli",
)
_ACCUSED = (
    "ŞİKÂYET EDİLEN",
    "Şikayet Edilen",
    "DAVALI",
    "ŞÜPHELİ",
    "Hakkında Başvurulan",
    "BORÇLU",
)
_OF_OTHERS = (
    "Öğrencinin",
    "Çocuğun",
    "Hastanın",
    "Vekilin",
    "Eşinin",
    "Müteveffanın",
    "Tanığın",
    "Kiracının",
)
_SELF = (
    "Başvuranın",
    "Başvuru Sahibinin",
    "Velinin",
    "Dilekçe Sahibinin",
    "Müracaat Edenin",
    "Şikayetçinin",
)
_NUMBER = (
    "T.C. Kimlik No",
    "TC Kimlik No",
    "T.C. KİMLİK NO",
    "TCKN",
    "T.C. No",
    "Kimlik No",
    "T.C. Kimlik Numarası",
    "Vatandaşlık No",
)
_NAME = ("Adı Soyadı", "Ad Soyad", "ADI SOYADI", "İsim Soyisim", "Adı ve Soyadı")


@dataclass(frozen=True, slots=True)
class Composed:
    """Rows of a typewritten page, and the petitioner's number if the page has it."""

    rows: tuple[str, ...]
    tckn: str | None


@dataclass(frozen=True, slots=True)
class _Cast:
    rng: Random
    me: Person
    words: Words
    shows: bool  #: the petitioner's number is on the paper

    def other(self) -> Person:
        kin = self.rng.random() < 0.4
        return a_person(self.rng, self.words, last=self.me.last if kin else None)


def compose(rng: Random, words: Words) -> Composed:
    """Return a letter: heading, blocks before, prose, closing, signature, blocks after."""
    cast = _Cast(rng, a_person(rng, words), words, rng.random() < 0.8)
    topic = rng.choice(words.topics)
    head = [rng.choice(topic.offices).format_map(_Blank()).center(_WIDTH).rstrip(), ""]
    subject = [f"Konu : {rng.choice(topic.subjects).format_map(_Blank())}", ""]
    signed_by_many = cast.shows and rng.random() < 0.12
    own = rng.choice(_OWN)(replace(cast, shows=False) if signed_by_many else cast)
    others = [rng.choice(_OTHERS)(cast) for _ in range(rng.choice((0, 1, 1, 1, 2)))]
    if signed_by_many:
        others = [_signatories(cast)]
    above: list[list[str]] = []
    below: list[list[str]] = []
    for block in others:
        (above if rng.random() < 0.5 else below).append(block.rows)
    (above if own.above else below).insert(rng.randint(0, 1), own.rows)
    facts = [fact.format_map(_Blank()) for fact in rng.sample(topic.facts, 2)]
    said = [block.said for block in (own, *others) if block.said]
    rng.shuffle(said)
    prose = _filled(" ".join([own.opens, *said, *facts]).strip())
    signed = [] if rng.random() < 0.15 else [_right(_shown(rng, cast.me)), ""]
    closing = ["   Gereğini saygılarımla arz ederim.", "", ""]
    rows = [
        *head,
        *(subject if rng.random() < 0.7 else []),
        *_stacked(above),
        *prose,
        *closing,
        *signed,
        *_stacked(below),
    ]
    return Composed(tuple(rows), cast.me.tckn if cast.shows else None)


@dataclass(frozen=True, slots=True)
class _Block:
    rows: list[str]
    above: bool = False  #: it stands before the prose
    opens: str = ""  #: the prose begins with it
    said: str = ""  #: it is said within the prose


class _Blank(dict[str, str]):
    """Places and amounts do not matter here."""

    def __missing__(self, key: str) -> str:
        return "Merkez"


def _stacked(blocks: Sequence[Sequence[str]]) -> list[str]:
    return [row for block in blocks if block for row in (*block, "")]


def _right(text: str) -> str:
    return " " * 58 + text


def _filled(text: str) -> list[str]:
    rows, row = [], "   "
    for word in text.split():
        if len(row) + len(word) + 1 > _WIDTH:
            rows.append(row)
            row = ""
        row = f"{row} {word}" if row.strip() else f"{row}{word}"
    return [*rows, row]


def _shown(rng: Random, person: Person) -> str:
    return rng.choice((person.name, person.name_upper, person.name_formal))


def _pairs(cast: _Cast, pairs: Sequence[tuple[str, str]]) -> list[str]:
    manner = cast.rng.random()
    if manner < 0.25:
        return [f"{label}: {value}" for label, value in pairs]
    if manner < 0.85:
        return [f"{label:<20}: {value}" for label, value in pairs]
    column = 44
    return ["".join(f"{t:<{column}}" for t in pair) for pair in zip(*pairs, strict=True)]


def _own_form(cast: _Cast) -> _Block:
    rng, me = cast.rng, cast.me
    pairs = [(rng.choice(_NAME), _shown(rng, me))]
    if cast.shows:
        pairs.insert(rng.choice((1, 1, 1, 0)), (rng.choice(_NUMBER), me.tckn))
    rows = _pairs(cast, pairs[:2])
    rows += [f"{'Adres':<20}: {me.address[:60]}", f"{'Telefon':<20}: {me.phone.written}"]
    title = [rng.choice(_SELF) + ";"] if rng.random() < 0.3 else []
    return _Block([*title, *rows], above=rng.random() < 0.5)


def _own_party(cast: _Cast) -> _Block:
    rng, me = cast.rng, cast.me
    head = rng.choice(("BAŞVURAN", "ŞİKÂYET EDEN", "MÜŞTEKİ", "İHBAR EDEN", "TALEP EDEN"))
    number = f" (T.C. {me.tckn})" if rng.random() < 0.4 else ""
    rows = [f"{head:<18}: {_shown(rng, me)}{number if cast.shows else ''}"]
    if cast.shows and not number:
        rows.append(f"{rng.choice(_NUMBER):<18}: {me.tckn}")
    return _Block([*rows, f"{'ADRES':<18}: {me.address[:60]}"], above=True)


def _own_below(cast: _Cast) -> _Block:
    rng, me = cast.rng, cast.me
    label = rng.choice((*_NUMBER, "T.C.", ""))
    number = f"{label}: {me.tckn}" if label else me.tckn
    rows = [number] if cast.shows else []
    rows = [_right(row) for row in rows] if rng.random() < 0.4 else rows
    return _Block([*rows, f"Adres: {me.address[:60]}"])


def _own_prose(cast: _Cast) -> _Block:
    rng, me = cast.rng, cast.me
    if not cast.shows:
        return _Block([], opens=f"Ben {_shown(rng, me)}, aşağıdaki hususu bildiririm.")
    opens = rng.choice(
        (
            "Ben {n}, {t} T.C. kimlik numaralı vatandaş olarak başvuruyorum.",
            "{t} T.C. kimlik numaralı ben {n}, aşağıdaki hususu bildiririm.",
            "{t} T.C. kimlik numaralı {n} olarak ilçenizde ikamet etmekteyim.",
            "{t} kimlik nolu {n} olarak mahallenizde oturmaktayım.",
            "Ben {n} (T.C. Kimlik No: {t}), ilçenizde ikamet etmekteyim.",
            "T.C. kimlik numaram {t} olup adım {n} olarak kayıtlıdır.",
        )
    )
    return _Block([], opens=opens.format(n=_shown(rng, me), t=me.tckn))


def _kin_said(cast: _Cast) -> _Block:
    rng, who = cast.rng, cast.other()
    said = rng.choice(
        (
            "{t} T.C. kimlik numaralı {k} {n} adına bu başvuruyu yapıyorum.",
            "{k} {n} ({t}) uzun süredir bu sorunu yaşamaktadır.",
            "{k} {n} (T.C. Kimlik No: {t}) ile birlikte oturmaktayız.",
            "{t} T.C. kimlik numaralı {n} tarafından rahatsız edilmekteyiz.",
            "{t} kimlik nolu {n} hakkında işlem yapılmasını isterim.",
            "{k} olan {t} kimlik numaralı {n} bu durumdan etkilenmektedir.",
        )
    )
    return _Block([], said=said.format(t=who.tckn, n=who.name, k=rng.choice((*_KIN, *_SPOKEN))))


def _accused(cast: _Cast) -> _Block:
    rng, who = cast.rng, cast.other()
    head, name = rng.choice(_ACCUSED), _shown(rng, who)
    if rng.random() < 0.4:
        return _Block(
            [f"{head:<18}: {name} (T.C. {who.tckn})", f"{'ADRES':<18}: {who.address[:50]}"]
        )
    rows = [f"{head:<18}: {name}", f"{rng.choice(_NUMBER):<18}: {who.tckn}"]
    return _Block([*rows, f"{'ADRES':<18}: {who.address[:50]}"])


def _form_of_other(cast: _Cast) -> _Block:
    rng, who = cast.rng, cast.other()
    whose = rng.choice(_OF_OTHERS)
    pairs = [(rng.choice(_NAME), who.name), (rng.choice(_NUMBER), who.tckn)]
    if rng.random() < 0.5:
        return _Block([f"{whose};", *_pairs(cast, pairs)])
    return _Block([f"{whose} {label:<18}: {value}" for label, value in pairs])


def _listed(cast: _Cast) -> _Block:
    people = [cast.other() for _ in range(cast.rng.randint(2, 5))]
    title = cast.rng.choice(("Tanıklar:", "Mağdurlar:", "Çalışanlar:", "Hane halkı:"))
    return _Block([title, *_table(people)])


def _signatories(cast: _Cast) -> _Block:
    people = [cast.other() for _ in range(cast.rng.randint(1, 5))]
    people.insert(cast.rng.choice((0, 0, 0, 1)), cast.me)
    return _Block(_table(people))


def _table(people: Sequence[Person]) -> list[str]:
    head = f"{'Sıra':<8}{'Adı Soyadı':<36}{'T.C. Kimlik No':<24}İmza"
    return [head, *(f"{i:<8}{p.name:<36}{p.tckn}" for i, p in enumerate(people, start=1))]


def _lawyer(cast: _Cast) -> _Block:
    rng, who = cast.rng, cast.other()
    number = f" (T.C. {who.tckn})" if rng.random() < 0.5 else ""
    return _Block([f"{'VEKİLİ':<18}: Av. {who.name_formal}{number}", f"{'':<20}{who.address[:50]}"])


def _paper_number(cast: _Cast) -> _Block:
    """A number that is no person's, though its last digits happen to agree."""
    rng = cast.rng
    label = rng.choice(("Abone No", "Tesisat No", "Dosya No", "Hesap No", "Sicil No", "Barkod No"))
    number = a_tckn(rng)
    if rng.random() < 0.5:
        return _Block([], said=f"{label} {number} olan kaydım incelenmelidir.")
    return _Block([f"{label:<18}: {number}"])


_OWN: tuple[Callable[[_Cast], _Block], ...] = (
    _own_form,
    _own_form,
    _own_party,
    _own_below,
    _own_prose,
    _own_prose,
)
_OTHERS: tuple[Callable[[_Cast], _Block], ...] = (
    _kin_said,
    _kin_said,
    _accused,
    _form_of_other,
    _listed,
    _lawyer,
    _paper_number,
)
