from importlib import resources

import pytest

from domain.turkish import fold
from review.passwords import fault_of
from tests.review_desk_house import PASSWORD

KNOWN = [
    "dilekce12345", "Dilekçe-2026!", "Belediye.1234", "sifre1234567", "PAROLA123456",
    "p4r0la.2026!", "galatasaray1905", "Fenerbahçe1907", "istanbul-1453", "Ankara-Ankara-06",
    "Zeynep.Ankara.1987",
    "1qaz2wsx3edc", "zaq12wsxcde3", "1q2w3e4r5t6y", "qwertyuiop123", "asdfghjklşi1", "poiuytrewq99",
    "fgğıodrnhpqw", "adminadmin123", "password1234", "P@ssw0rd2026", "Welcome-2026", "iloveyou1234",
    "pazartesi2026", "482917365034", "Mehmet-Ağustos-61", "abcdefghijkl", "şifreşifreşifre",
]  # fmt: skip


@pytest.mark.parametrize("password", KNOWN)
def test_what_everybody_tries_first_is_refused_however_it_is_put_together(password: str) -> None:
    assert fault_of(password, password, "kerem") == "first.known"


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD, "yağmurlu-pazartesi-9", "kırık saat iki kere doğru", "Xq7#fLp2vTz9",
        "çınarın gölgesi41", "correct horse battery staple", "dilekçe yazan kedinin patisi",
        "ankaranın taşına bak",
    ],
)  # fmt: skip
def test_a_password_with_something_of_ones_own_is_taken(password: str) -> None:
    assert fault_of(password, password, "kerem") is None


def test_the_list_is_folded_and_names_where_it_comes_from() -> None:
    text = (resources.files("review") / "known_words.txt").read_text("utf-8")
    words = [w for line in text.splitlines() if not line.startswith("#") for w in line.split()]
    assert len(words) > 300
    assert [word for word in words if fold(word) != word or not word.isalpha()] == []
    assert "Compiled by hand for this project" in text
