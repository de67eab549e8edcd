"""Accept or review. Conservative on purpose: each doubt is a named reason for a person to look."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.decision import Decision, Reason
from domain.field import Field, FieldName, FieldState

_N = FieldName

#: A subject read less surely than this is shown to a person; dictionary words read wrong stay low.
_SURE_SUBJECT = 0.60
#: Fewer words on all pages together are no letter a machine should decide on.
_FEWEST_WORDS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the finders say besides the fields themselves."""

    tckn_against: tuple[str, ...]
    name_against: tuple[str, ...]
    subject_derived: bool
    kind_sure: bool
    joint: bool
    proxy: bool
    hidden_identity: bool
    turkish: bool
    words: int
    page_problems: bool
    damaged: bool
    split_doubtful: bool


def decide(fields: Mapping[FieldName, Field], findings: Findings) -> Decision:
    """Return the decision with every reason that speaks for a person, in a fixed order."""
    reasons = [
        *(Reason(code, _N.TCKN) for code in findings.tckn_against),
        *(Reason(code, _N.NAME) for code in findings.name_against),
        *_field_reasons(fields, findings),
        *(Reason(code) for code in _letter_reasons(findings)),
    ]
    return Decision(tuple(dict.fromkeys(reasons)))


def _field_reasons(fields: Mapping[FieldName, Field], findings: Findings) -> Iterator[Reason]:
    subject = fields[_N.SUBJECT]
    if subject.state is not FieldState.FOUND:
        yield Reason("subject.missing", _N.SUBJECT)
    elif findings.subject_derived:
        yield Reason("subject.derived", _N.SUBJECT)
    elif subject.confidence < _SURE_SUBJECT:
        yield Reason("subject.doubtful", _N.SUBJECT)
    if fields[_N.ADDRESS].state is not FieldState.FOUND:
        yield Reason("address.missing", _N.ADDRESS)
    if fields[_N.ADDRESSEE].state is not FieldState.FOUND:
        yield Reason("addressee.missing", _N.ADDRESSEE)
    signature = fields[_N.SIGNATURE]
    if signature.value is not True:
        unsure = signature.state is FieldState.UNREADABLE
        yield Reason("signature.unsure" if unsure else "signature.missing", _N.SIGNATURE)


def _letter_reasons(findings: Findings) -> Iterator[str]:
    checks: Sequence[tuple[bool, str]] = (
        (not findings.kind_sure, "kind.unsure"),
        (findings.joint, "petition.joint"),
        (findings.proxy, "petition.minor_or_proxy"),
        (findings.hidden_identity, "petition.hidden_identity"),
        (not findings.turkish, "petition.not_turkish"),
        (findings.words < _FEWEST_WORDS, "petition.little_text"),
        (findings.page_problems, "page.failed"),
        (findings.damaged, "page.damaged"),
        (findings.split_doubtful, "split.doubtful"),
    )
    return (code for doubt, code in checks if doubt)


def completeness(fields: Mapping[FieldName, Field]) -> tuple[str, ...]:
    """Return what law 3071 m.4 asks for and the paper does not show: findings for a person."""
    wanted = (_N.NAME, _N.ADDRESS, _N.SUBJECT)
    codes = [f"{n.value}.missing" for n in wanted if fields[n].state is not FieldState.FOUND]
    signature = fields[_N.SIGNATURE]
    if signature.state is FieldState.UNREADABLE:
        codes.append("signature.unsure")
    elif signature.value is not True:
        codes.append("signature.missing")
    return tuple(codes)
