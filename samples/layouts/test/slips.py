"""Sealed: measured on, never tuned on. Slips of the keyboard in words and labels.

Names, numbers, addresses and the office are spelt right; the subject's truth has its slips too.
"""

from dataclasses import replace
from random import Random

from samples.drafting import a_draft, paragraphs
from samples.letter import Block, Column, Columns, Gap, Letter, Pair, Sheet, Text
from samples.words import Words, test_matters

#: How people who write seldom spell, and what keyboards leave out.
_USUAL = {
    "herkes": "herkez",
    "yalnız": "yanlız",
    "bir daha": "birdaha",
    "hiç değilse": "hiçdeğilse",
    "Şoför": "Şöför",
    "şoförü": "şöförü",
    "müsaadelerinize": "müsadelerinize",
    "gerekenin": "gerekenın",
    "sonucun": "sonucunun",
    "saygılarımla": "saygılarımlan",
    "ediyorum": "edıyorum",
    "istiyorum": "istiyom",
    "şikâyet": "şikayet",
    "hâlâ": "hala",
    " da ": "da ",
    " de ": "de ",
}
_LABELS = (
    ("T.C. Kimilk No", "Adersim", "Telfon", "Mevzuu"),
    ("TC Kimlk Numaram", "Adresimm", "Cep Teli", "Dilekce Konuusu"),
    ("Kimlik Noo", "Açk Adres", "Tlf", "Talep Konsu"),
    ("T.C Kimlik Nosu", "Ev adrsi", "Telefonm", "Konnu"),
)


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(rng, replace(words, topics=test_matters.TOPICS))
    p, m = d.person, d.matter
    name = rng.choice((p.name, p.name_formal, p.name_upper))
    kept = _kept(words, p.place.district, p.place.province)
    subject = _slipped(rng, m.subject, kept, share=0.2)
    number, home, phone, about = rng.choice(_LABELS)
    opening = f"Ben {name}, sizlere şu konuyu yazıyom." if d.chance(0.4) else ""
    body = (*((opening,) if opening else ()), *paragraphs(rng, m))
    contact: tuple[Block, ...] = (
        *((Pair(number, d.tckn, sep=rng.choice((":", ";", " ")), bold=False),) if d.tckn else ()),
        Pair(home, p.address, bold=False),
        Pair(phone, p.phone.written, bold=False),
    )
    titled = d.chance(0.7)
    first = d.chance(0.3)
    sheet = Sheet(
        (
            *(contact if first else ()),
            Gap(6),
            Text(m.office, "center", bold=d.chance(0.5), after=6),
            *((Pair(about, subject, after=5),) if titled else ()),
            *(
                Text(_slipped(rng, t, (*kept, *name.split())), "left", first=8, after=2)
                for t in body
            ),
            Gap(6),
            Columns(
                (
                    Column(0.0, 0.55, () if first else contact),
                    Column(
                        0.6,
                        0.4,
                        (Text(d.day_written, "center"), Text(name, "center", after=0), d.ink()),
                    ),
                )
            ),
        )
    )
    truth = replace(
        d.truth(name),
        subject=subject if titled else None,
        address=p.address,
        phone=p.phone.e164,
        addressee=m.office,
        date=d.day.isoformat(),
    )
    return d.letter("test.slips", (sheet,), truth)


def _kept(words: Words, *places: str) -> tuple[str, ...]:
    """Return the words that stay as they are: names of places."""
    names = (*words.neighbourhoods, *words.streets, *words.villages, *places)
    return tuple(part for name in names for part in name.split())


def _slipped(rng: Random, text: str, kept: tuple[str, ...], share: float = 0.11) -> str:
    for right, wrong in _USUAL.items():
        if rng.random() < 0.7:
            text = text.replace(right, wrong)
    return " ".join(
        _slip(rng, word) if _may_slip(word, kept) and rng.random() < share else word
        for word in text.split()
    )


def _may_slip(word: str, kept: tuple[str, ...]) -> bool:
    bare = word.strip(".,;:")
    return len(bare) > 3 and bare.isalpha() and not bare.startswith(kept)


def _slip(rng: Random, word: str) -> str:
    """Leave out, double or swap a letter."""
    at = rng.randint(1, len(word.rstrip(".,;:")) - 2)
    match rng.choice(("out", "out", "twice", "swap")):
        case "out":
            return word[:at] + word[at + 1 :]
        case "twice":
            return word[:at] + word[at] + word[at:]
        case _:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
