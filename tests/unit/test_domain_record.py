import datetime as dt

import pytest

from domain.decision import REASONS, Decision, Reason, Verdict
from domain.errors import PROBLEMS, Conflict, Unacceptable
from domain.field import Alternative, Evidence, Field, FieldName, FieldState, SetBy
from domain.geometry import Box, union
from domain.lifecycle import PetitionState, check_petition_move
from domain.person import NameParts, parted
from domain.petition import Attachment, Kind, PageRef, Petition, Signatory, Track
from domain.record import instant, petition_from_json, petition_to_json


def a_petition() -> Petition:
    place = Evidence(page=2, box=Box(1, 2, 3, 4), rule="label.right")
    name = Field(
        name=FieldName.NAME,
        state=FieldState.FOUND,
        value="Işıl ÇAĞLA",
        confidence=0.91,
        read_as="Işıl ÇAĞLA.",
        doubtful=(0, 6),
        evidence=place,
        alternatives=(Alternative(value="Işıl", confidence=0.2, evidence=place, why_not="short"),),
    )
    return Petition(
        pages=(PageRef("a-1", 1), PageRef("a-1", 2)),
        kind=Kind.ISTEK,
        track=Track.PETITION,
        fields={FieldName.NAME: name},
        decision=Decision((Reason("tckn.missing", FieldName.TCKN),)),
        text="metin",
        findings=("address.missing",),
        signatories=(
            Signatory(name="Işıl ÇAĞLA", tckn="10000000146", evidence=place),
            Signatory(name="Ali Öz", tckn=None, evidence=place),
        ),
        attachments=(Attachment("Fatura", 2), Attachment("Dekont")),
    )


def test_a_petition_survives_its_record() -> None:
    petition = a_petition()
    back = petition_from_json(petition_to_json(petition), petition.pages)
    assert petition_to_json(back) == petition_to_json(petition)
    assert back.field(FieldName.NAME) == petition.field(FieldName.NAME)
    assert back.decision == petition.decision
    assert back.attachments == petition.attachments
    assert back.signatories == petition.signatories


def test_a_record_kept_before_signatories_were_listed_is_still_read() -> None:
    petition = a_petition()
    old = petition_to_json(petition)
    del old["signatories"], old["name_parts"]
    assert petition_from_json(old, petition.pages).signatories == ()


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [
        ("Ayşe YILMAZ", "Ayşe", "YILMAZ"),
        ("Ayşe Nur YILMAZ KAYA", "Ayşe Nur", "YILMAZ KAYA"),
        ("Ayşe Nur Yılmaz", "Ayşe Nur", "Yılmaz"),
        ("AYŞE YILMAZ-KAYA", "AYŞE", "YILMAZ-KAYA"),
        ("Mehmet Kör Oğlu", "Mehmet", "Kör Oğlu"),
        ("Mehmet OĞLU", "Mehmet", "OĞLU"),
    ],
)
def test_a_name_is_parted_into_given_and_family_name(name: str, given: str, family: str) -> None:
    assert parted(name) == NameParts(given, family)
    assert " ".join((given, family)) == name


def test_one_word_is_not_parted() -> None:
    assert parted("Ayşe") is None


def test_a_record_kept_before_doubtful_characters_were_told_has_none() -> None:
    petition = a_petition()
    kept = petition_to_json(petition)
    del kept["fields"]["name"]["doubtful"]
    assert petition_from_json(kept, petition.pages).field(FieldName.NAME).doubtful == ()


def test_absent_facts_are_missing_and_null() -> None:
    fields = petition_to_json(a_petition())["fields"]
    assert list(fields) == [name.value for name in FieldName]
    assert fields["phone"]["state"] == "missing"
    assert fields["phone"]["value"] is None


def test_a_persons_value_keeps_the_machines_as_an_alternative() -> None:
    field = a_petition().field(FieldName.NAME).corrected("Işıl ÇAĞLAR")
    assert (field.value, field.by, field.confidence) == ("Işıl ÇAĞLAR", SetBy.REVIEWER, 1.0)
    assert field.doubtful == ()
    assert field.alternatives[0].value == "Işıl ÇAĞLA"


def test_a_decision_accepts_exactly_when_nothing_speaks_for_a_person() -> None:
    assert Decision(()).verdict is Verdict.ACCEPT
    assert a_petition().decision.verdict is Verdict.REVIEW


def test_every_reason_and_problem_is_told_in_both_languages() -> None:
    assert all(tr and en and tr != en for tr, en in REASONS.values())
    assert all(e.tr and e.en and e.tr != e.en for e in PROBLEMS.values())


def test_only_a_person_moves_a_petition_against_a_citizen() -> None:
    check_petition_move(PetitionState.REVIEW, PetitionState.RETURNED, by_person=True)
    with pytest.raises(Conflict):
        check_petition_move(PetitionState.REVIEW, PetitionState.RETURNED, by_person=False)
    with pytest.raises(Conflict):
        check_petition_move(PetitionState.DELIVERED, PetitionState.ACCEPTED, by_person=True)


def test_boxes_measure_what_they_share() -> None:
    first, second = Box(0, 0, 10, 10), Box(5, 8, 10, 10)
    assert first.overlap(second) == 10
    assert first.columns_shared(second) == 5
    assert union([first, second]) == Box(0, 0, 15, 18)
    assert first.grown(3) == Box(0, 0, 13, 13)


def test_instants_keep_their_offset() -> None:
    zone = dt.timezone(dt.timedelta(hours=3))
    assert instant(dt.datetime(2026, 3, 10, 23, 58, tzinfo=zone)) == "2026-03-10T23:58:00+03:00"


def test_errors_survive_a_pickle_with_their_code() -> None:
    error = Unacceptable("file.empty", "the file has no bytes")
    kind, arguments = error.__reduce__()
    again = kind(*arguments)
    assert (type(again), again.code, str(again)) == (Unacceptable, "file.empty", str(error))
