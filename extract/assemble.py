"""Pages to petition: every finder once, in order, then the policy.

::

    draft = propose(pages, nlp)             # from the page reads alone
    looks = again.wanted(draft)             # rows worth a second look
    crops = crops_wanted(draft)             # a few small pieces worth a third
    petition = assemble(pages, crop_reads, received_on=day, arrival_id=id, nlp=nlp)

Never raises for what stands on the paper: a blank page gives a petition of missing fields.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.language import Language

from domain import turkish
from domain.calibration import Curve
from domain.field import Field, FieldName
from domain.gates import Proposal
from domain.geometry import Box
from domain.page import Crop, CropPurpose, CropRead, Page, PageRole
from domain.petition import PageRef, Petition, Sheet, Signatory
from domain.tckn import is_valid
from extract import (
    address,
    attachments,
    contact,
    dates,
    digit_reads,
    faxline,
    fields,
    gates,
    kind,
    labels,
    name_gate,
    name_readings,
    names,
    numbers,
    people,
    policy,
    request,
    signatories,
    signature,
    standing,
    subject,
    tckn,
    tckn_field,
    tckn_gate,
)
from extract.gates import Regime
from extract.layout import lay_out
from extract.letter import Excerpt, Letter, folded_words, study

_MOST_CROPS = 8
_SURE = 0.85  #: likeness of two reads of a subject that is not doubted


@dataclass(frozen=True)
class Draft:
    """What the reads so far say; input of ``crops_wanted``."""

    letter: Letter
    labels: labels.Labels
    numbers: tuple[tckn.Number, ...]
    mentions: tuple[names.Mention, ...]
    people: tuple[people.Person, ...]
    name: name_gate.Verdict
    tckn: tckn_gate.Verdict


def propose(pages: Sequence[Page], nlp: Language, crop_reads: Sequence[CropRead] = ()) -> Draft:
    """Return who wrote the letter and with which number, as far as these reads can tell.

    Covers, envelopes and attachments are not asked: who stands on them need not be the petitioner.
    """
    letter = study(_own(pages), nlp)
    found = labels.find(letter)
    seen = tckn.find(letter, found, crop_reads)
    mentions = names.find(letter, found)
    email = contact.email_place(letter, found)
    extra = [_signs(m, seen, email.text if email else "") for m in mentions]
    ranked = people.people(mentions, extra)
    name = name_gate.judge(letter, found, ranked, crop_reads)
    number = tckn_gate.judge(letter, found, seen, name, mentions)
    return Draft(letter, found, seen, mentions, ranked, name, number)


def _own(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Return the pages of the letter itself; all pages when none is known to be one."""
    own = (PageRole.PETITION, PageRole.CONTINUATION, None)
    return tuple(page for page in pages if page.role in own) or tuple(pages)


def _against_enclosed(pages: Sequence[Page], chosen: str | None) -> tuple[str, ...]:
    """Return the code that says so when an attachment carries another T.C. number."""
    enclosed = (page for page in pages if page.role is PageRole.ATTACHMENT)
    found = {d.text for page in enclosed for d in numbers.in_page(page) if is_valid(d.text)}
    return ("tckn.two_numbers",) if chosen is not None and found - {chosen} else ()


def _sheet(page: Page) -> Sheet:
    return Sheet(
        page=page.number,
        role=page.role or PageRole.PETITION,
        fax_header=faxline.find(page),
        fax_tags=page.fax,
        codes=page.codes,
    )


def _signs(mention: names.Mention, seen: Sequence[tckn.Number], email: str) -> frozenset[str]:
    signs: set[str] = set()
    for number in seen:
        row = number.segment.row if number.segment else None
        if row is not None and number.page == mention.at.page and -1 <= row - mention.at.row <= 2:
            signs.add("near_number")
    local = "".join(folded_words(email.partition("@")[0]))
    if any(len(word) >= 4 and turkish.fold(word) in local for word in mention.words):
        signs.add("email_like")
    return frozenset(signs)


def crops_wanted(draft: Draft) -> tuple[Crop, ...]:
    """Return the pieces to read again, at most eight: TC numbers, the chosen name, the e-mail."""
    chosen = draft.tckn.value
    ranked = sorted(draft.numbers, key=lambda n: chosen not in n.valids)[:4]
    wanted = [digit_reads.tight_crop(n.page, n.box) for n in ranked]
    wanted += [digit_reads.wide_crop(n.page, n.box) for n in ranked[:1] if not n.is_settled]
    wanted += name_readings.crops_wanted(draft.letter, draft.name.mention, draft.name.against)
    email = contact.email_place(draft.letter, draft.labels)
    if email is not None:
        wanted.append(Crop(email.page, _margin(email.box), CropPurpose.EMAIL))
    return tuple(dict.fromkeys(wanted))[:_MOST_CROPS]


def _margin(box: Box) -> Box:
    return box.grown(max(4, box.h // 3))


def _behind(draft: Draft) -> tuple[standing.Standing, tuple[Signatory, ...]]:
    """Return who stands behind the letter; signatories of a joint petition only."""
    stands = standing.look(draft.letter, draft.labels)
    signers = signatories.find(draft.letter, draft.mentions, draft.numbers)
    joint = stands.joint or len(signers) >= signatories.FEWEST
    return replace(stands, joint=joint), signers if joint else ()


def _days(
    letter: Letter, found: labels.Labels, received_on: dt.date
) -> tuple[Sequence[dates.Dated], bool]:
    """Return the letter's days, and whether they are plausible: others only where none is."""
    days = dates.find(letter, found)
    plausible = [d for d in days if dates.is_plausible(d.day, received_on)]
    return plausible or days, bool(plausible)


def assemble(
    pages: Sequence[Page],
    crop_reads: Sequence[CropRead],
    *,
    received_on: dt.date,
    arrival_id: str,
    nlp: Language,
    doubts: Sequence[str] = (),
    regime: Regime | None = None,
) -> Petition:
    """Return the petition with every field and the decision.

    ``received_on`` is the day of receipt in Türkiye, ``doubts`` what cutting the file raised,
    ``regime`` what accepts; None: as shipped.
    """
    draft = propose(pages, nlp, crop_reads)
    letter, found = draft.letter, draft.labels
    topic = subject.find(letter, found)
    derived = topic is not None and subject.is_derived(topic)
    sign = signature.find(letter, found, draft.people)
    headline = topic.text if topic and not derived else ""
    asking = request.find(letter)
    told, ticked = kind.told(letter.layout), kind.ticked(letter.layout)
    what, track = kind.classify(headline, told, ticked, asking.text if asking else "")
    stands, signers = _behind(draft)
    by_name = _fields(draft, crop_reads, topic, sign, received_on)
    regime = regime or gates.as_shipped()
    enclosed = _against_enclosed(pages, draft.tckn.value)
    proposals = _proposals(draft, by_name, enclosed, topic, regime.curves)
    by_name |= {p.field: replace(by_name[p.field], confidence=p.measures["p"]) for p in proposals}
    if stands.handwriting:  # a hand as neat as print is read as print: no gate is passed
        proposals = tuple(replace(proposal, gates=()) for proposal in proposals)
    decision = policy.decide(
        policy.Case(
            against={p.field: gates.doubts(p, regime.open_gates) for p in proposals},
            subject=by_name[FieldName.SUBJECT].state,
            address=by_name[FieldName.ADDRESS].state,
            signed=sign.signed if sign else None,
            kind=what,
            standing=stands,
            doubts=tuple(doubts),
        )
    )
    return Petition(
        pages=tuple(PageRef(arrival_id, page.number) for page in pages),
        kind=what,
        track=track,
        fields=by_name,
        decision=decision,
        text=lay_out(pages).text,
        findings=(*policy.findings(decision, by_name), *(("subject.derived",) if derived else ())),
        attachments=attachments.find(letter, found),
        registered_on=dates.registered(letter, received_on),
        sheets=tuple(map(_sheet, pages)),
        signatories=signers,
        proposals=proposals,
    )


def _subject(
    draft: Draft, field: Field, topic: Excerpt | None, curves: Mapping[FieldName, Curve]
) -> Proposal:
    """Return the subject as its gates judge it.

    ``alike`` is how alike two reads of it are,
    ``request`` how plainly a derived sentence asks; more than any where a line was written.
    """
    alike = fields.likeness(draft.letter, topic) if topic is not None else 0.0
    derived = topic is not None and subject.is_derived(topic)
    asked = request.asks(topic.text) if topic is not None and derived else request.WRITTEN
    unread = derived and any(draft.labels.of("subject.self"))  # a label whose value is lost
    against = [] if alike >= _SURE and not unread else ["subject.doubtful"]
    if derived and asked < request.PLAIN:
        against.append("subject.derived")
    return gates.weigh(
        field,
        curves,
        p_select=field.confidence,
        p_read=alike,
        measures={"alike": alike, "request": asked},
        against=against,
    )


def _fields(
    draft: Draft,
    crop_reads: Sequence[CropRead],
    topic: Excerpt | None,
    sign: signature.Sign | None,
    received_on: dt.date,
) -> dict[FieldName, Field]:
    letter, found = draft.letter, draft.labels
    days, plausible = _days(letter, found, received_on)
    values = (
        tckn_field.field(draft.tckn),
        fields.name_field(draft.name, draft.people),
        fields.subject_field(letter, topic),
        fields.address_field(letter, address.find(letter, found)),
        fields.phone_field(letter, found),
        fields.email_field(letter, found, crop_reads),
        fields.addressee_field(letter, found),
        fields.maiden_field(letter, found),
        fields.date_field(letter, days, plausible=plausible),
        fields.signature_field(sign),
    )
    return {f.name: fields.by_hand(f, found) for f in values}


def _proposals(
    draft: Draft,
    by_name: Mapping[FieldName, Field],
    enclosed: tuple[str, ...],
    topic: Excerpt | None,
    curves: Mapping[FieldName, Curve],
) -> tuple[Proposal, ...]:
    """Return what the gates judge."""
    number, name = by_name[FieldName.TCKN], by_name[FieldName.NAME]
    ungated = (f for f in by_name.values() if f.name not in gates.ladders() and f.value is not None)
    return (
        gates.weigh(
            number,
            curves,
            p_select=draft.tckn.p_select,
            p_read=draft.tckn.p_read,
            measures=draft.tckn.measures,
            against=draft.tckn.against or enclosed,
        ),
        gates.weigh(
            name,
            curves,
            p_select=draft.name.p_select,
            p_read=draft.name.p_read,
            measures=draft.name.measures,
            against=draft.name.against,
        ),
        _subject(draft, by_name[FieldName.SUBJECT], topic, curves),
        *(
            gates.weigh(f, curves, p_select=f.confidence, p_read=1.0, measures={}, against=())
            for f in ungated
        ),
    )
