"""Sealed: measured on, never tuned on. A mail printed out: its head on top, one signature line.

An office's mail address stands beside the writer's own; few of these are signed by hand.
"""

from dataclasses import replace
from random import Random

from samples.drafting import Draft, a_draft
from samples.letter import Block, Gap, Letter, Pair, Rule, Sheet, Text
from samples.words import Words, test_matters

_LABELS = (
    ("Kimden (gönderen)", "Kime (alıcı)", "İleti konusu", "Gönderme tarihi"),
    ("Gönderen kişi", "Alıcı adres", "Başlık", "Gönderildi"),
    ("From / Kimden", "To / Kime", "Subject / Konu", "Date / Tarih"),
)
_DAYS = ("Pazartesi", "Salı", "Çarşamba", "Perşembe", "Cuma", "Cumartesi", "Pazar")


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = replace(a_draft(rng, replace(words, topics=test_matters.TOPICS)), signed=rng.random() < 0.4)
    p, m = d.person, d.matter
    name = p.name
    desk = rng.choice(("basvuru", "bilgi", "ozelkalem", "evrak"))
    office_mail = f"{desk}@{rng.choice(('kurum', 'il', 'merkez'))}.example.org"
    sender, to, about, when = rng.choice(_LABELS)
    day = rng.choice((d.day_written, f"{d.day_written} {_DAYS[d.day.weekday()]}"))
    clock = f"{rng.randint(8, 23):02d}:{rng.randint(0, 59):02d}"
    tab = rng.choice((None, 40.0))
    head: tuple[Block, ...] = (
        Pair(sender, f"{name} <{p.email}>", tab=tab),
        Pair(to, office_mail, tab=tab),
        Pair(when, f"{day} {clock}", tab=tab),
        Pair(about, m.subject, tab=tab),
    )
    addressed = d.chance(0.7)
    sheet = Sheet(
        (
            *((Text(name, bold=True, grow=1, after=2), Rule(0.6)) if d.chance(0.5) else ()),
            *head,
            Rule(),
            Gap(5),
            *((Text(f"{m.office},", after=4),) if addressed else (Text("Merhaba,", after=4),)),
            *(Text(t, "left", after=4) for t in (*m.facts, m.ask)),
            Text("İyi günler dilerim.", after=6),
            *_signature(d, name),
            *((d.ink("left"),) if d.signed else ()),
        )
    )
    truth = replace(
        d.truth(name),
        subject=m.subject,
        address=p.address,
        phone=p.phone.e164,
        email=p.email,
        addressee=m.office if addressed else None,
        date=d.day.isoformat(),
    )
    return d.letter("test.mail_print", (sheet,), truth)


def _signature(d: Draft, name: str) -> tuple[Block, ...]:
    """Return the lines a mail program puts below each mail."""
    p = d.person
    bar = d.rng.choice((" | ", " - ", " / "))
    number = (f"T.C. {d.tckn}",) if d.tckn else ()
    if d.chance(0.5):
        return (
            Text("--", after=0),
            Text(bar.join((name, *number, p.phone.written)), after=0),
            Text(p.address, after=3),
        )
    return (
        Text(name, bold=True, after=0),
        Text(bar.join((*number, f"M: {p.phone.written}")), grow=-1, after=0),
        Text(p.address, grow=-1, after=3),
    )
