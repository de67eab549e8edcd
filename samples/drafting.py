"""What a layout needs before it sets a line: who writes, about what, when, in which type."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from domain import turkish
from domain.petition import Kind, Track
from samples.fonts import Faces, Family
from samples.letter import Align, Block, Gap, Ink, Letter, Sheet, Stamp, Truth, Typeface
from samples.people import MONTHS, Person, a_day, a_person
from samples.words import Topic, Words

#: A layout: draws everything it chooses from the generator of random numbers it is given.
Layout = Callable[[Random, Words], Letter]

#: Families so wide that people set them smaller.
_WIDE: frozenset[Family] = frozenset({"old_sans", "typewriter", "screen_sans", "courier"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What the letter is about, its sentences complete."""

    kind: Kind
    track: Track
    office: str  #: addressee in capitals and dative
    subject: str
    facts: tuple[str, ...]
    ask: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter before it is laid out."""

    rng: Random
    words: Words
    person: Person
    matter: Matter
    day: dt.date
    day_written: str
    tckn: str | None  #: None when the writer leaves it out
    signed: bool

    def truth(self, *names: str) -> Truth:
        """Return what holds in any layout; the layout adds what it puts on the paper."""
        return Truth(
            name=names[0],
            names_written=names,
            tckn=self.tckn,
            signature=self.signed,
            kind=self.matter.kind,
            track=self.matter.track,
            marks=("foreigner",) if self.tckn and self.tckn.startswith("99") else (),
        )

    def letter(self, layout: str, sheets: tuple[Sheet, ...], truth: Truth) -> Letter:
        """Return the finished letter."""
        return Letter(
            layout=layout,
            sender=self.person,
            typeface=a_typeface(self.rng, self.words.faces),
            sheets=sheets,
            truth=truth,
            written_on=self.day,
        )

    def ink(self, align: Align = "center") -> Block:
        """Return the signature, or its place left empty."""
        return Ink(self.rng.getrandbits(32), align) if self.signed else Gap(9)

    def chance(self, share: float) -> bool:
        """Say yes in ``share`` of all letters."""
        return self.rng.random() < share


def a_draft(
    rng: Random,
    words: Words,
    *,
    kinds: frozenset[Kind] | None = None,
    tckn_share: float = 0.94,
    foreigner_share: float = 0.03,
) -> Draft:
    """Return a new draft; ``kinds`` limits what it may be about."""
    foreigner = rng.random() < foreigner_share
    person = a_person(rng, words, foreigner=foreigner)
    topics = [t for t in words.topics if kinds is None or t.kind in kinds]
    day = a_day(rng)
    return Draft(
        rng=rng,
        words=words,
        person=person,
        matter=a_matter(rng, words, person, rng.choice(topics), day),
        day=day,
        day_written=write_day(rng, day),
        tckn=person.tckn if rng.random() < tckn_share else None,
        signed=rng.random() < 0.93,
    )


def a_matter(
    rng: Random, words: Words, person: Person, topic: Topic, written_on: dt.date
) -> Matter:
    """Return one telling of the topic, its ``{marks}`` filled for this person's place."""
    earlier = written_on - dt.timedelta(days=rng.randint(4, 60))
    marks = {
        "district": person.place.district,
        "province": person.place.province,
        "DISTRICT": turkish.upper(person.place.district),
        "PROVINCE": turkish.upper(person.place.province),
        "hood": rng.choice(words.neighbourhoods),
        "street": rng.choice(words.streets),
        "village": rng.choice(words.villages),
        "day": f"{earlier:%d.%m.%Y}",
        "year": str(rng.randint(2014, 2025)),
        "amount": f"{rng.randint(1, 48)}.{rng.randint(100, 999)},{rng.randint(10, 99)}",
        "number": str(rng.randint(10_000, 999_999)),
        "file": f"{rng.randint(2019, 2026)}/{rng.randint(100, 9999)}",
        "subscriber": str(rng.randint(10**9, 10**10 - 1)),
        "sgk": str(rng.randint(10**12, 10**13 - 1)),
    }
    count = rng.randint(3, len(topic.facts)) if len(topic.facts) > 3 else len(topic.facts)
    chosen = sorted(rng.sample(range(len(topic.facts)), count))
    if 0 not in chosen:
        chosen[0] = 0
    return Matter(
        kind=topic.kind,
        track=topic.track,
        office=_apostrophe(rng, rng.choice(topic.offices).format(**marks)),
        subject=rng.choice(topic.subjects).format(**marks),
        facts=tuple(topic.facts[i].format(**marks) for i in chosen),
        ask=rng.choice(topic.asks).format(**marks),
    )


def _apostrophe(rng: Random, office: str) -> str:
    """Part the dative by an apostrophe, as one writer in five does."""
    if rng.random() < 0.8:
        return office
    return f"{office[:-2]}'{office[-2:]}"


def a_typeface(rng: Random, faces: Faces) -> Typeface:
    """Return one of the set's type families at a size people print letters in."""
    family = rng.choice(faces.families)
    return Typeface(
        family=family,
        size=rng.choice((10.5, 11.0) if family in _WIDE else (11.0, 11.5, 12.0)),
        leading=rng.choice((1.2, 1.3, 1.4, 1.5)),
        margin=rng.choice((20.0, 22.0, 25.0)),
    )


def write_day(rng: Random, day: dt.date) -> str:
    """Return the day as people write it."""
    return rng.choice(
        (
            f"{day:%d.%m.%Y}",
            f"{day:%d.%m.%Y}",
            f"{day:%d/%m/%Y}",
            f"{day.day}.{day.month}.{day.year}",
            f"{day:%d-%m-%Y}",
            f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        )
    )


def spaced(rng: Random, digits: str) -> str:
    """Return the eleven digits, now and then in groups."""
    if rng.random() < 0.88:
        return digits
    return rng.choice(
        (
            f"{digits[:3]} {digits[3:6]} {digits[6:9]} {digits[9:]}",
            f"{digits[:3]} {digits[3:5]} {digits[5:8]} {digits[8:]}",
        )
    )


def paragraphs(rng: Random, matter: Matter) -> tuple[str, ...]:
    """Return the body: one to three paragraphs of facts, the request last."""
    facts = list(matter.facts)
    cut = rng.randint(1, len(facts))
    parts = [" ".join(facts[:cut]), " ".join(facts[cut:])]
    return (*(p for p in parts if p), matter.ask)


def a_stamp(rng: Random, day: dt.date, *, barcode: bool = False) -> Stamp:
    """Return the office's own registry stamp: another date, another number."""
    received = day + dt.timedelta(days=rng.randint(1, 6))
    return Stamp(
        x=rng.uniform(70, 120),
        y=rng.uniform(232, 250),
        lines=("EVRAK KAYIT", f"Tarih: {received:%d.%m.%Y}", f"Sayı: {rng.randint(1000, 99999)}"),
        angle=rng.uniform(-4, 4),
        barcode=str(rng.randint(10**10, 10**11 - 1)) if barcode else "",
    )
