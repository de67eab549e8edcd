"""The table of provinces and districts, and finding a place in an address, misread or not."""

from collections import Counter

import pytest

from domain import turkish
from domain.places import Place, load_places

PLACES = load_places()


def test_there_are_81_provinces_and_922_districts() -> None:
    provinces = PLACES.provinces
    assert sorted(provinces) == [f"{n:02}" for n in range(1, 82)]
    assert len({p.name for p in provinces.values()}) == 81
    big = [p for p in provinces.values() if p.metropolitan]
    small = [p for p in provinces.values() if not p.metropolitan]
    assert (len(big), len(small)) == (30, 51)
    assert sum(len(p.districts) for p in big) == 519
    assert sum(len(p.districts) for p in small) == 403
    for province in provinces.values():
        assert len(set(province.districts)) == len(province.districts)


def test_24_district_names_lie_in_several_provinces() -> None:
    names = Counter(turkish.fold(d) for p in PLACES.provinces.values() for d in p.districts)
    assert sum(count > 1 for count in names.values()) == 24


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("Gül Mah. Lale Sk. No: 5 Çankaya/ANKARA", Place("06", "Çankaya")),
        ("Ankara Cad. No: 5 Bornova / İzmir", Place("35", "Bornova")),
        ("Merkez Mah. No: 3 Ereğli - Konya", Place("42", "Ereğli")),
        ("No: 3 Ereğli", None),  # Konya and Zonguldak have one
        ("No: 3 Merkez / SİVAS", Place("58")),
        ("Çankaya'da oturuyorum", Place("06", "Çankaya")),
        # one letter off, and nothing else as near
        ("No: 37 Hopa/ARIVİN", Place("08", "Hopa")),
        ("No: 22 Talas/Kayserl", Place("38", "Talas")),
        ("No: 20 Tülas/Kayseri", Place("38", "Talas")),
        ("No: 65 Yeşilyur/MALATYA", Place("44", "Yeşilyurt")),
        ("No: 49 CEYHANADANA", Place("01", "Ceyhan")),
        ("No: 13 YUNUSEMREJMANİSA", Place("45", "Yunusemre")),
        # two letters off, or short: nobody's
        ("No: 5 Eyyübiye - Şanhurfaa", Place("63", "Eyyübiye")),
        ("No: 5 Vam", None),
        ("No: 5 Bolo", None),
        ("", None),
    ],
)
def test_an_address_names_its_place_or_none(address: str, place: Place | None) -> None:
    assert PLACES.find(address) == place


@pytest.mark.parametrize(
    ("address", "contradicts"),
    [
        ("No: 5 Kadıköy/ANKARA", True),
        ("No: 5 Kadıköy/İSTANBUL", False),
        ("No: 5 Gölbaşı/ANKARA", False),  # one of two provinces with that district
        ("No: 5 Gölbaşı/İZMİR", True),
        ("No: 5 Merkez/SİVAS", False),
        ("Kadıköy Sok. No: 5 Çankaya/ANKARA", False),
        ("Kadıköy Sok. No: 5 ANKARA", False),
        ("No: 5 Kadıköy", False),
        ("", False),
    ],
)
def test_a_district_of_another_province_contradicts(address: str, *, contradicts: bool) -> None:
    assert PLACES.contradict(address) is contradicts
