"""What the gate says of the number becomes the TCKN field."""

from domain.field import Alternative, Evidence, Field, FieldName, FieldState, missing
from extract import tckn_gate
from extract.tckn import Number
from extract.tckn_gate import Verdict

#: Reasons that a number is somebody else's: it is never shown as the petitioner's.
_SOMEBODY_ELSES = "tckn.other_person"


def field(verdict: Verdict) -> Field:
    """Return the proposal with its doubtful digits, or what was seen of the number."""
    others = tuple(
        Alternative(
            value=other.value,
            confidence=other.confidence,
            evidence=_evidence(other.number, "tckn.other"),
            why_not=other.why_not,
        )
        for other in verdict.others
    )
    claim = verdict.claim
    if claim is None:
        return _unread(verdict, others)
    number = claim.places[0]
    if _SOMEBODY_ELSES in verdict.against or verdict.p_select < tckn_gate.gate("propose"):
        theirs = Alternative(
            value=claim.value,
            confidence=verdict.confidence,
            evidence=_evidence(number, "tckn.other"),
            why_not=_SOMEBODY_ELSES,
        )
        return Field(name=FieldName.TCKN, state=FieldState.MISSING, alternatives=(theirs, *others))
    believed = claim.posterior >= tckn_gate.gate("propose")
    state = FieldState.CONFLICT if "tckn.reads_differ" in verdict.against else FieldState.FOUND
    return Field(
        name=FieldName.TCKN,
        state=state if believed else FieldState.UNREADABLE,
        value=claim.value if believed else None,
        confidence=verdict.confidence if believed else 0.0,
        read_as=number.strings[0].raw,
        evidence=_evidence(number, "tckn.bare" if number.label is None else "tckn.label"),
        alternatives=others,
        doubtful=verdict.doubtful if believed else (),
    )


def _unread(verdict: Verdict, others: tuple[Alternative, ...]) -> Field:
    if verdict.against == ("tckn.missing",):
        return missing(FieldName.TCKN)
    seen = next(iter(verdict.unread), None)
    return Field(
        name=FieldName.TCKN,
        state=FieldState.UNREADABLE,
        read_as=seen.strings[0].raw if seen else None,
        evidence=_evidence(seen, "tckn.unread") if seen else None,
        alternatives=others,
    )


def _evidence(number: Number, rule: str) -> Evidence:
    return Evidence(page=number.page, box=number.box, rule=rule)
