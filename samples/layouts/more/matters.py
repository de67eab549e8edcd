"""What the further letters have in common: their matters, and how a truth is put together."""

from dataclasses import replace

from samples.drafting import Draft
from samples.letter import Block, Gap, Ink, Letter, Sheet
from samples.words import Words, dev_more_topics


def further(words: Words) -> Words:
    """Return the words with other matters to write about."""
    return replace(words, topics=dev_more_topics.TOPICS)


def ink(d: Draft) -> tuple[Block, ...]:
    """Return the signature below a name, or its place left empty."""
    return (Ink(d.rng.getrandbits(32)),) if d.signed else (Gap(9),)


def letter(
    d: Draft,
    layout: str,
    blocks: tuple[Block, ...],
    *,
    name: str,
    subject: str | None,
    addressee: str | None = None,
    address: str | None = None,
) -> Letter:
    """Return the letter of one sheet with its whole address, telephone and day on it."""
    truth = replace(
        d.truth(name),
        subject=subject,
        address=address or d.person.address,
        phone=d.person.phone.e164,
        addressee=addressee or d.matter.office,
        date=d.day.isoformat(),
    )
    return d.letter(f"dev.{layout}", (Sheet(blocks),), truth)
