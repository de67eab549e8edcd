import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from dilekce.store import accounts
from dilekce.store.accounts import wait_after
from dilekce.store.tables import person, session, sign_in
from domain.errors import Conflict
from review.roles import Role
from tests.review_desk_house import PASSWORD, House, open_house


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = open_house(tmp_path)
    house.person("zeynep")
    yield house
    house.database.dispose()


def entered(house: House) -> str:
    token = house.accounts.sign_in("zeynep", PASSWORD)
    assert token is not None
    return token


def test_only_hashes_of_tokens_and_passwords_are_stored(house: House) -> None:
    link, token = house.accounts.invite("kerem", Role.OPERATOR), entered(house)
    with house.database.begin() as connection:
        kept = str([connection.execute(sa.select(t)).all() for t in (person, session, sign_in)])
    assert not any(secret in kept for secret in (link, token, PASSWORD))
    assert "$argon2id$v=19$m=19456,t=2,p=1$" in kept


def test_a_one_time_link_works_once_and_only_for_a_day(house: House) -> None:
    used, late = (house.accounts.invite(name, Role.REVIEWER) for name in ("ayla", "kerem"))
    assert house.accounts.first_sign_in(used, PASSWORD)
    assert house.accounts.first_sign_in(used, "baska-bir-parola") is None
    house.pass_time(hours=25)
    assert house.accounts.first_sign_in(late, PASSWORD) is None


def test_a_renewed_link_ends_the_one_before_and_its_use_ends_all_sessions(house: House) -> None:
    token = entered(house)
    who = house.accounts.who(token, extend=False)
    assert who is not None
    before, after = house.accounts.renew(who.id), house.accounts.renew(who.id)
    assert house.accounts.first_sign_in(before, PASSWORD) is None
    assert house.accounts.first_sign_in(after, PASSWORD)
    assert house.accounts.who(token, extend=False) is None


def test_names_are_unique(house: House) -> None:
    with pytest.raises(Conflict):
        house.accounts.invite("zeynep", Role.OPERATOR)


def test_five_wrong_passwords_shut_the_account_for_a_while_even_to_the_right_one(
    house: House,
) -> None:
    for _ in range(5):
        assert house.accounts.sign_in("zeynep", "wrong") is None
    assert house.accounts.sign_in("zeynep", PASSWORD) is None
    house.pass_time(minutes=1, seconds=1)
    assert house.accounts.sign_in("zeynep", PASSWORD)
    assert house.accounts.sign_in("nobody", PASSWORD) is None


def test_a_wrong_name_costs_as_many_hashes_as_a_wrong_password_or_a_shut_account(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    real = accounts._matches

    def counted(hashed: str, password: str) -> bool:
        tried.append(hashed)
        return real(hashed, password)

    monkeypatch.setattr(accounts, "_matches", counted)
    costs = []
    for name in ("nobody", *["zeynep"] * 6):  # the last meets a shut account
        assert house.accounts.sign_in(name, "not-the-password") is None
        costs.append(len(tried))
        tried.clear()
    assert costs == [1] * 7


def test_the_wait_doubles_up_to_a_quarter_of_an_hour() -> None:
    waits = [wait_after(failures) for failures in (4, 5, 6, 7, 8, 9, 10**6)]
    minutes = [wait and wait / dt.timedelta(minutes=1) for wait in waits]
    assert minutes == [None, 1, 2, 4, 8, 15, 15]


def test_a_session_ends_after_half_an_hour_without_a_sign_of_work(house: House) -> None:
    token = entered(house)
    for _ in range(3):
        house.pass_time(minutes=20)
        assert house.accounts.who(token, extend=True)
    for _ in range(2):
        house.pass_time(minutes=14)
        assert house.accounts.who(token, extend=False)
    house.pass_time(minutes=3)
    assert house.accounts.who(token, extend=True) is None


def test_no_session_outlives_ten_hours(house: House) -> None:
    token = entered(house)
    for _ in range(29):
        house.pass_time(minutes=20)
        assert house.accounts.who(token, extend=True)
    house.pass_time(minutes=20)
    assert house.accounts.who(token, extend=True) is None


def test_shutting_a_person_out_ends_what_they_have_open(house: House) -> None:
    token = entered(house)
    who = house.accounts.who(token, extend=False)
    assert who is not None
    house.accounts.set_active(who.id, active=False)
    assert house.accounts.who(token, extend=False) is None
    assert house.accounts.sign_in("zeynep", PASSWORD) is None
    house.accounts.set_active(who.id, active=True)
    assert house.accounts.sign_in("zeynep", PASSWORD)


def test_signing_out_ends_the_session(house: House) -> None:
    token = entered(house)
    house.accounts.sign_out(token)
    assert house.accounts.who(token, extend=False) is None
