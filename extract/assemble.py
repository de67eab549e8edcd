"""Words become a petition: find each fact once, ask for a few third reads, decide.

``propose`` and ``crops_wanted`` say which small pieces of the pages are worth reading again;
``assemble`` does the whole work with those reads in hand. All three are pure and never fail on what
a page holds: a doubt is a value.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language

from domain.field import Field, FieldName
from domain.page import Crop, CropPurpose, CropRead, Page
from domain.petition import PageRef, Petition
from extract import contact, identity, kind, labels, policy, traits
from extract.fields import Finds, fields_of
from extract.identity import Identity
from extract.labels import Labels
from extract.letter import Excerpt, Letter, folded_words, study

#: Each crop costs about 0.15 s; a page full of numbers must not cost a minute.
_MOST_CROPS = 8


@dataclass(frozen=True)
class Draft:
    """A letter studied once, before any third read."""

    letter: Letter
    labels: Labels
    identity: Identity
    email: Excerpt | None


def propose(pages: Sequence[Page], nlp: Language) -> Draft:
    """Study the pages as they were read."""
    return _draft(pages, (), nlp)


def _draft(pages: Sequence[Page], crops: Sequence[CropRead], nlp: Language) -> Draft:
    letter = study(pages, nlp)
    found = labels.find(letter)
    email = contact.email_place(letter, found)
    return Draft(letter, found, identity.find(letter, found, crops), email)


def crops_wanted(draft: Draft) -> tuple[Crop, ...]:
    """Return the pieces whose third read can change the decision, most important first."""
    return tuple(dict.fromkeys(_wishes(draft)))[:_MOST_CROPS]


def _wishes(draft: Draft) -> Iterator[Crop]:
    verdict = draft.identity.tckn
    numbers = draft.identity.numbers
    ranked = sorted(numbers, key=lambda n: n is not verdict.number)
    for number in ranked[:4]:
        yield Crop(number.page, number.box, CropPurpose.DIGITS)
    name = draft.identity.name
    if name is not None:
        yield Crop(name.at.page, name.at.box, CropPurpose.NAME)
    if draft.email is not None:
        yield Crop(draft.email.page, draft.email.box, CropPurpose.EMAIL)


def assemble(
    pages: Sequence[Page],
    crop_reads: Sequence[CropRead],
    *,
    received_on: dt.date,
    arrival_id: str,
    nlp: Language,
    page_problems: bool = False,
) -> Petition:
    """Return the petition on these pages of one arrival, with its decision.

    ``received_on`` bounds plausible dates; ``page_problems`` says that a page of the file could not
    be read, which a person must know.
    """
    draft = _draft(pages, crop_reads, nlp)
    letter = draft.letter
    finds = Finds(letter, draft.labels, draft.identity, tuple(crop_reads), received_on, draft.email)
    fields = fields_of(finds)
    subject = fields[FieldName.SUBJECT]
    words = folded_words(letter.layout.text)
    about = " ".join(folded_words(str(subject.value or ""))) if not _derived(subject) else ""
    sort, track, sure = kind.classify(about, " ".join(words))
    findings = policy.Findings(
        tckn_against=draft.identity.tckn.against,
        name_against=draft.identity.name_against,
        subject_derived=_derived(subject),
        kind_sure=sure,
        joint=traits.is_joint(letter, draft.identity.numbers),
        proxy=traits.is_for_another(letter, draft.labels),
        hidden_identity=traits.hides_identity(letter),
        turkish=traits.is_turkish(words),
        words=len(words),
        page_problems=page_problems,
        damaged=any(page.damaged for page in pages),
        split_doubtful=traits.may_hold_two_letters(letter, draft.identity.numbers),
    )
    return Petition(
        pages=tuple(PageRef(arrival_id, page.number) for page in pages),
        kind=sort,
        track=track,
        fields=fields,
        decision=policy.decide(fields, findings),
        text=letter.layout.text,
        findings=policy.completeness(fields),
    )


def _derived(subject: Field) -> bool:
    return subject.evidence is not None and subject.evidence.rule == "subject.derived"
