"""Accept or review. Conservative on purpose: a machine only ever accepts, never rejects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.decision import Decision, Reason
from domain.field import Field, FieldName, FieldState
from domain.petition import Kind
from domain.tckn import Tckn
from extract.standing import Standing

_STANDING_CODES = {
    "joint": "petition.joint",
    "on_behalf": "petition.minor_or_proxy",
    "hidden_identity": "petition.hidden_identity",
    "not_turkish": "petition.not_turkish",
    "little_text": "petition.little_text",
    "handwriting": "page.handwriting",
    "damaged": "page.damaged",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that the decision rests on."""

    against: Mapping[FieldName, Sequence[str]]  #: codes of the values no open gate accepts
    subject: FieldState
    address: FieldState
    signed: bool | None  #: None: unsure
    kind: Kind
    standing: Standing
    doubts: tuple[str, ...]  #: codes of how the file was cut and sent


def decide(case: Case) -> Decision:
    """Return the decision: accepted exactly when no reason stands against it."""
    reasons = [
        Reason(code, name)
        for name in (FieldName.TCKN, FieldName.NAME)
        for code in case.against.get(name, ())
    ]
    reasons += _of_content(case)
    reasons += [
        Reason(code) for flag, code in _STANDING_CODES.items() if getattr(case.standing, flag)
    ]
    reasons += [Reason(code) for code in case.doubts]
    return Decision(tuple(reasons))


def _of_content(case: Case) -> list[Reason]:
    reasons: list[Reason] = []
    if case.subject is not FieldState.FOUND:
        reasons.append(Reason("subject.missing", FieldName.SUBJECT))
    else:
        doubts = case.against.get(FieldName.SUBJECT, ())
        reasons += [Reason(code, FieldName.SUBJECT) for code in doubts]
    if case.address is FieldState.CONFLICT:
        reasons.append(Reason("address.contradictory", FieldName.ADDRESS))
    elif case.address is not FieldState.FOUND:
        reasons.append(Reason("address.missing", FieldName.ADDRESS))
    if case.signed is None:
        reasons.append(Reason("signature.unsure", FieldName.SIGNATURE))
    elif not case.signed:
        reasons.append(Reason("signature.missing", FieldName.SIGNATURE))
    if case.kind is Kind.DIGER:
        reasons.append(Reason("kind.unsure"))
    return reasons


#: Findings of 3071 m.4 among the reasons: what the law asks a letter to have.
LEGAL = frozenset(
    {"name.missing", "address.missing", "signature.missing", "signature.unsure", "subject.missing"}
)


def findings(decision: Decision, fields: Mapping[FieldName, Field]) -> tuple[str, ...]:
    """Return the codes a person should check: of 3071 m.4, and what else is worth knowing."""
    codes = [r.code for r in decision.reasons if r.code in LEGAL]
    if fields[FieldName.ADDRESSEE].value is None:
        codes.append("addressee.missing")
    number = fields[FieldName.TCKN].value
    if isinstance(number, str) and Tckn.parse(number).is_foreigner:
        codes.append("tckn.foreigner")
    return tuple(codes)
