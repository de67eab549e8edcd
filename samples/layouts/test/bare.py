"""Sealed: measured on, never tuned on. All that the petition law asks for, and no T.C. number."""

from dataclasses import replace
from random import Random

from samples.drafting import a_draft
from samples.letter import Align, Block, Column, Columns, Gap, Letter, Sheet, Text
from samples.words import Words, test_matters

_CLOSINGS = ("Saygılarımla.", "Bilgilerinize saygıyla sunulur.", "İyi çalışmalar dilerim.")


def write(rng: Random, words: Words) -> Letter:
    """Return a letter in this layout."""
    d = a_draft(
        rng, replace(words, topics=test_matters.TOPICS), tckn_share=0.0, foreigner_share=0.0
    )
    p, m = d.person, d.matter
    name = rng.choice((p.name, p.name_formal, p.name_upper))
    dated = d.chance(0.85)
    left = d.chance(0.4)
    date = (Text(d.day_written, "left" if left else "center", after=2),) if dated else ()
    align: Align = "left" if left else "center"
    named, ink = Text(name, align, after=1), d.ink(align)
    sign: tuple[Block, ...] = (*date, *((ink, named) if d.chance(0.5) else (named, ink)))
    home = rng.choice((p.address, f"Adres bilgim: {p.address}", f"Adresi: {p.address}"))
    below = d.chance(0.6)  # the address stands at the foot, else right under the name
    sheet = Sheet(
        (
            Gap(rng.choice((0, 15, 30))),
            Text(m.office, rng.choice(("left", "center")), after=8),
            Text(" ".join((*m.facts[:3], m.ask)), "left", first=8, after=2),
            Text(rng.choice(_CLOSINGS), first=8, after=10),
            Columns(
                (
                    Column(
                        0.0 if left else 0.55,
                        0.45,
                        sign if below else (*sign, Gap(2), Text(home, align)),
                    ),
                )
            ),
            *((Gap(rng.choice((10, 40))), Text(home)) if below else ()),
        )
    )
    truth = replace(
        d.truth(name),
        address=p.address,
        addressee=m.office,
        date=d.day.isoformat() if dated else None,
    )
    return d.letter("test.bare", (sheet,), truth)
