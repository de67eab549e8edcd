"""Invented people, their numbers and their addresses, drawn from one set of words.

T.C. numbers are nine random digits and their two computed check digits; e-mail addresses lie in
the domains reserved for examples (RFC 2606).
"""

import datetime as dt
import re
from dataclasses import dataclass
from random import Random

from domain import tckn, turkish
from samples.places import PLACES, Place
from samples.words import Words

MONTHS = (
    "Ocak",
    "Şubat",
    "Mart",
    "Nisan",
    "Mayıs",
    "Haziran",
    "Temmuz",
    "Ağustos",
    "Eylül",
    "Ekim",
    "Kasım",
    "Aralık",
)
_FIRST_DAY = dt.date(2026, 1, 5)
_MOBILE = ("501", "505", "506", "530", "532", "533", "535", "536", "541", "542", "543", "544",
           "545", "551", "552", "553", "554")  # fmt: skip
_MAIL = ("example.com", "example.net", "example.org", "posta.example.com", "mail.example.org")


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as the writer wrote it, and in E.164."""

    written: str
    e164: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who does not exist."""

    first: str  #: one or two first names
    last: str  #: one surname, or two with a space
    female: bool
    tckn: str  #: 11 digits, check digits hold
    place: Place
    address: str  #: one line
    phone: Phone
    email: str
    mother_maiden_name: str

    @property
    def name(self) -> str:
        """``Ayşe Nur Yılmaz``."""
        return f"{self.first} {self.last}"

    @property
    def name_upper(self) -> str:
        """``AYŞE NUR YILMAZ``."""
        return turkish.upper(self.name)

    @property
    def name_formal(self) -> str:
        """``Ayşe Nur YILMAZ``, as forms ask for it."""
        return f"{self.first} {turkish.upper(self.last)}"


def a_tckn(rng: Random, *, foreigner: bool = False) -> str:
    """Return a number whose check digits hold; 99… only for a foreigner."""
    while True:
        nine = ("99" if foreigner else str(rng.randint(1, 9))) + "".join(
            str(rng.randint(0, 9)) for _ in range(7 if foreigner else 8)
        )
        number = tckn.Tckn.parse(nine + tckn.check_digits(nine))
        if number.is_foreigner == foreigner and not number.is_placeholder:
            return number.digits


def a_phone(rng: Random, place: Place) -> Phone:
    """Return a mobile or (one in six) a land line of the place, in one of the written forms."""
    area = place.area_code if rng.random() < 0.17 else rng.choice(_MOBILE)
    a, b, c = (
        rng.randint(200, 899),
        rng.randint(0, 99),
        rng.randint(0, 99),
    )
    shape = rng.choice(
        (
            "0{p} {a} {b} {c}",
            "0{p} {a} {b} {c}",
            "0 {p} {a} {b} {c}",
            "(0{p}) {a} {b} {c}",
            "0({p}) {a} {b} {c}",
            "{p} {a} {b} {c}",
            "+90 {p} {a} {b} {c}",
            "0{p}-{a}-{b}-{c}",
            "0{p}/{a} {b} {c}",
            "0{p}{a}{b}{c}",
            "0{p} {a}{b}{c}",
        )
    )
    parts = {"p": area, "a": str(a), "b": f"{b:02d}", "c": f"{c:02d}"}
    return Phone(shape.format(**parts), "+90{p}{a}{b}{c}".format(**parts))


def an_address(rng: Random, words: Words, place: Place) -> str:
    """Return one line as a citizen writes it, ending in district and province."""
    if rng.random() < 0.1:
        village = rng.choice(words.villages)
        head = f"{village} Köyü No: {rng.randint(1, 140)}"
    else:
        head = _urban(rng, words)
    d, p = place.district, place.province
    tail = rng.choice(
        (
            f"{d}/{turkish.upper(p)}",
            f"{d} / {p}",
            f"{d}/{p}",
            f"{d} - {p}",
            f"{turkish.upper(d)}/{turkish.upper(p)}",
        )
    )
    return f"{head} {tail}"


def _urban(rng: Random, words: Words) -> str:
    hood = f"{rng.choice(words.neighbourhoods)} {rng.choice(('Mahallesi', 'Mah.', 'Mah.', 'Mh.'))}"
    street = rng.choice(words.streets)
    road = rng.choice(("Sokak", "Sok.", "Sk.", "Caddesi", "Cad.", "Cd."))
    if street.isdigit():
        road = rng.choice(("Sokak", "Sok.", "Sk."))
    door, flat = rng.randint(1, 160), rng.randint(1, 24)
    number = rng.choice(
        (
            f"No: {door}/{flat}",
            f"No:{door}/{flat}",
            f"No: {door} D: {flat}",
            f"No: {door} Daire: {flat}",
            f"No: {door} Kat: {flat % 7 + 1} Daire: {flat}",
            f"No: {door}",
        )
    )
    return f"{hood} {street} {road} {number}"


def an_email(rng: Random, first: str, last: str) -> str:
    """Return an address built from the name, in a domain reserved for examples."""
    given, family = (
        re.sub(r"[^a-z]", "", turkish.fold(t)) for t in (first.split(maxsplit=1)[0], last)
    )
    local = rng.choice(
        (
            f"{given}.{family}",
            f"{given}{family}{rng.randint(50, 99)}",
            f"{given}_{family}",
            f"{given[0]}{family}",
            f"{family}.{given}{rng.randint(1, 99)}",
        )
    )
    return f"{local}@{rng.choice(_MAIL)}"


def a_person(
    rng: Random,
    words: Words,
    *,
    place: Place | None = None,
    last: str | None = None,
    foreigner: bool = False,
) -> Person:
    """Return a new person; ``place`` and ``last`` make a neighbour or a relative."""
    female = rng.random() < 0.5
    names = words.female if female else words.male
    first = " ".join(rng.sample(names, 2 if rng.random() < 0.22 else 1))
    if last is None:
        last = " ".join(rng.sample(words.surnames, 2 if female and rng.random() < 0.15 else 1))
    place = place or rng.choice(PLACES)
    return Person(
        first=first,
        last=last,
        female=female,
        tckn=a_tckn(rng, foreigner=foreigner),
        place=place,
        address=an_address(rng, words, place),
        phone=a_phone(rng, place),
        email=an_email(rng, first, last),
        mother_maiden_name=rng.choice(words.surnames),
    )


def a_day(rng: Random) -> dt.date:
    """Return a day of the year 2026 before the end of October."""
    return _FIRST_DAY + dt.timedelta(days=rng.randint(0, 290))
