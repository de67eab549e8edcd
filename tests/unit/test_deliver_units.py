"""The tables of provinces, districts and units, and what happens when one is wrong."""

import re
from collections import Counter
from pathlib import Path

import pytest

from deliver.names import key_of, nominative
from deliver.tables import packaged
from deliver.units import Units, load_units
from domain import turkish
from domain.errors import Stop
from domain.places import Place, load_places


@pytest.fixture(scope="module")
def units() -> Units:
    return load_units()


def test_every_province_and_district_has_its_units(units: Units) -> None:
    kinds = Counter(unit.kind for unit in units.by_code.values())
    assert kinds["bakanlik"] == 17
    assert kinds["valilik"] == kinds["il-saglik"] == kinds["bassavcilik"] == 81
    assert kinds["buyuksehir"] == kinds["yikob"] == 30
    assert kinds["il-belediyesi"] == kinds["il-ozel-idaresi"] == 51
    assert kinds["kaymakamlik"] == kinds["ilce-belediyesi"] == 922


def test_every_parent_exists_and_every_chain_ends_at_the_president(units: Units) -> None:
    for unit in units.by_code.values():
        top = unit
        for _ in range(6):
            top = units.superior(top) or top
        assert top.code == "cumhurbaskanligi"


def test_the_superior_of_a_district_s_unit_is_in_its_own_district(units: Units) -> None:
    unit = units.by_code["ilce-belediyesi.06.cankaya"]
    governor = units.superior(unit)
    assert governor is not None
    assert governor.code == "kaymakamlik.06.cankaya"
    above = units.superior(governor)
    assert above is not None
    assert above.code == "valilik.06"


def test_a_name_means_one_unit_or_districts_of_one_name(units: Units) -> None:
    for codes in units.by_key.values():
        found = [units.by_code[code] for code in codes]
        if len(found) > 1:
            places = [unit.place for unit in found if unit.place and unit.place.district]
            assert len({place.plate for place in places}) == len(found)
            assert len({unit.kind for unit in found}) == 1


def test_codes_fit_the_column_that_keeps_them(units: Units) -> None:
    assert max(len(code) for code in units.by_code) <= 80


def test_no_place_loses_letters_to_the_dative_or_is_taken_for_an_abbreviation() -> None:
    for province in load_places().provinces.values():
        for name in (province.name, *province.aliases, *province.districts):
            assert nominative(turkish.fold(name)) == turkish.fold(name)
            assert key_of(name) == " ".join(re.findall(r"\w+", turkish.fold(name)))


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("T.C. ANKARA VALİLİĞİ'NE", "ankara valiligi"),
        ("Ankara Valiliğine", "ankara valiligi"),
        ("ankara valiliğe", "ankara valiligi"),
        ("MÜDÜRLÜĞE", "mudurlugu"),
        ("Sayın Çine Belediyesine", "cine belediyesi"),
        ("TCDD", "tcdd"),
        ("MEB'E", "meb"),
        ("TURGUTLU BLD. BŞK.NA", "turgutlu belediye baskanligi"),
        ("Ankara Valiliği İl Sağ. Müd.ne", "ankara valiligi il saglik mudurlugu"),
        ("SİVAS VALİLİK MAKAMINA", "sivas valiligi"),
    ],
)
def test_names_are_compared_without_case_courtesy_and_dative(written: str, key: str) -> None:
    assert key_of(written) == key


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("Atatürk Mah. 5. Sok. No: 3 Çankaya/ANKARA", Place("06", "Çankaya")),
        ("Ankara Cad. No: 12 Kartal / İSTANBUL", Place("34", "Kartal")),
        ("Yenişehir Mahallesi 12. Sokak Kuşadası Aydın", Place("09", "Kuşadası")),
        ("Merkez / SİVAS", Place("58")),
        ("Ankara'nın Çankaya ilçesi", Place("06", "Çankaya")),
        ("Bornova", Place("35", "Bornova")),
        ("Yenişehir", None),  # in three provinces
        ("Yenişehir Bursa", Place("16", "Yenişehir")),
        ("Edremit / VAN", Place("65", "Edremit")),
        ("Urfa", Place("63")),
        ("Posta Kutusu 5", None),
        ("", None),
    ],
)
def test_an_address_names_its_place_or_none(address: str, place: Place | None) -> None:
    assert load_places().find(address) == place


def a_table(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    text = packaged("units.toml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "own.toml"
    path.write_text(text, "utf-8")
    return path


def test_an_operator_s_own_table_replaces_ours(tmp_path: Path) -> None:
    path = a_table(tmp_path, ('name = "Sağlık Bakanlığı"', 'name = "Sıhhat Vekâleti"'))
    assert load_units(path).by_code["bakanlik.saglik"].name == "Sıhhat Vekâleti"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('parent = "bakanlik.icisleri"', 'parent = "bakanlik.yok"', "bakanlik.yok"),
        ('code = "bakanlik.saglik"', 'code = "bakanlik.adalet"', "given twice"),
        ('"SGK"', '"Sağlık Bakanlığı"', "saglik bakanligi"),
        ('to = ["il-goc"]', 'to = ["il-gocmen"]', "il-gocmen"),
        ('code = "bakanlik.saglik"', 'code = "Bakanlık Sağlık"', "central"),
        ('version = "2026.2"', 'verzion = "2026.1"', "verzion"),
        ('"okul"', '"oku l!"', "stems"),
        ('level = "district"', 'level = "village"', "level"),
        (
            'name = "Cumhurbaşkanlığı"\nkind = "makam"',
            'name = "Cumhurbaşkanlığı"\nkind = "makam"\nparent = "bakanlik.adalet"',
            "circle",
        ),
    ],
)
def test_a_wrong_table_stops_the_start_and_says_where(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    with pytest.raises(Stop) as stop:
        load_units(a_table(tmp_path, (old, new)))
    assert stop.value.code == "units.invalid"
    assert "own.toml" in stop.value.message
    assert told in stop.value.message


def test_a_table_that_is_away_or_no_toml_stops_the_start(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_bytes(b'version = "\xe7"')
    for path in (tmp_path / "away.toml", broken):
        with pytest.raises(Stop) as stop:
            load_units(path)
        assert stop.value.code == "units.unreadable"
