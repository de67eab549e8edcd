"""Whatever the seed, an invented person's facts are well-formed by other people's rules."""

from random import Random

import phonenumbers
from email_validator import validate_email
from hypothesis import given
from hypothesis import strategies as st
from stdnum.tr import tckimlik

from domain import turkish
from samples.layouts import WORDS, SetName
from samples.people import a_person
from samples.places import PLACES

_SEEDS = st.integers(0, 2**32)
_SETS: st.SearchStrategy[SetName] = st.sampled_from(["dev", "test"])


@given(_SEEDS, _SETS, st.booleans())
def test_numbers_satisfy_stdnum(seed: int, set_name: SetName, foreigner: bool) -> None:  # noqa: FBT001 - drawn
    person = a_person(Random(seed), WORDS[set_name], foreigner=foreigner)
    assert tckimlik.is_valid(person.tckn)
    assert person.tckn.startswith("99") == foreigner


@given(_SEEDS, _SETS)
def test_phones_mean_in_turkey_what_the_truth_says(seed: int, set_name: SetName) -> None:
    phone = a_person(Random(seed), WORDS[set_name]).phone
    parsed = phonenumbers.parse(phone.written, "TR")
    assert phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) == phone.e164
    assert phonenumbers.is_possible_number(parsed)


@given(_SEEDS, _SETS)
def test_mail_addresses_are_well_formed_and_nobodys(seed: int, set_name: SetName) -> None:
    mail = a_person(Random(seed), WORDS[set_name]).email
    assert validate_email(mail, check_deliverability=False).normalized == mail
    assert mail.rpartition(".")[0].endswith("example")


@given(_SEEDS, _SETS)
def test_addresses_end_in_a_district_of_its_province(seed: int, set_name: SetName) -> None:
    person = a_person(Random(seed), WORDS[set_name])
    tail = turkish.fold(person.address).replace("/", " ").replace("-", " ").split()[-2:]
    assert tail == [turkish.fold(person.place.district), turkish.fold(person.place.province)]
    assert person.place in PLACES
