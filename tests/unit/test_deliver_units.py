"""The tables of provinces, districts and units, and what happens when one is wrong."""

import re
from collections import Counter
from pathlib import Path

import pytest

from deliver.addressee import find_addressee
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
        ('version = "2026.3"', 'verzion = "2026.1"', "verzion"),
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


def dative(name: str) -> str:
    """Return "VALİLİĞİNE" of "Valiliği": every head word here ends in a possessive."""
    last = next(letter for letter in reversed(name) if letter in "aeıioöuüâîû")
    return turkish.upper(name) + ("NA" if last in "aıouâû" else "NE")


@pytest.mark.parametrize(
    ("kinds", "count"),
    [
        (("valilik",), 81),
        (("kaymakamlik",), 922),
        (("buyuksehir", "il-belediyesi"), 81),
        (("ilce-belediyesi",), 922),
        (("il-nufus", "il-emniyet", "il-goc", "il-afad", "il-milli-egitim", "il-saglik"), 6 * 81),
        (("il-aile", "il-iskur", "il-sgk", "il-tarim", "il-cevre", "il-ticaret"), 6 * 81),
        (("il-genclik", "il-kultur", "il-sanayi", "il-jandarma", "il-muftuluk"), 5 * 81),
        (("defterdarlik",), 81),
        (("ilce-milli-egitim", "ilce-nufus", "ilce-emniyet"), 3 * 922),
    ],
)
def test_every_office_of_every_place_is_found_by_its_name(
    units: Units, kinds: tuple[str, ...], count: int
) -> None:
    there = [unit for unit in units.by_code.values() if unit.kind in kinds]
    assert len(there) == count
    for unit in there:
        found = find_addressee(dative(unit.name), units, unit.place)
        assert found is not None, unit.code
        assert found.unit.code == unit.code


HEAD = "code;name;kind;parent;aliases;detsis;province;district;state\n"


def rows(tmp_path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "birimler.csv"
    path.write_bytes((HEAD + "\n".join(lines)).encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1254"])
def test_rows_of_a_csv_change_add_and_close_units(tmp_path: Path, encoding: str) -> None:
    path = rows(
        tmp_path,
        "valilik.06;;;;;12345678;;;",
        "belde.58.cobansaray;Çobansaray Belediye Başkanlığı;ilce-belediyesi;kaymakamlik.58.zara;"
        "Çobansaray Belediyesi|Çobansaray Bld.;;Sivas;Zara;",
        "turkpatent;;;;;;;;closed",
        encoding=encoding,
    )
    units, before = load_units(None, path), load_units()
    assert units.by_code["valilik.06"].detsis == "12345678"
    assert units.by_code["valilik.06"].name == before.by_code["valilik.06"].name
    town = units.by_code["belde.58.cobansaray"]
    assert (town.place, town.mentions) == (Place("58", "Zara"), ("belediye", "zabita"))
    assert units.by_key[key_of("ÇOBANSARAY BELEDİYE BAŞKANLIĞINA")] == (town.code,)
    assert "turkpatent" not in units.by_code
    assert units.version.startswith(f"{before.version}+")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("valilik.06;;;;;1234;;;", "line 2, detsis"),
        ("valilik.06;;;;;;Ankra;;", "line 2, valilik.06: there is no such province"),
        ("valilik.06;;;;;;Ankara;Zara;", "line 2, valilik.06: Ankara has no such district"),
        ("valilik.06;;;;;;;Zara;", "line 2, valilik.06: a district without its province"),
        ("yeni.birim;Yeni Birim;;;;;;;", "a new unit needs name, kind and parent"),
        ("yeni.birim;Yeni Birim;kurum;olmayan;;;;;", "line 2 of birimler.csv): its parent olmayan"),
        ("yeni.birim;Ankara Valiliği;kurum;sgk;;;;;", "the name 'ankara valiligi' means"),
        ("valilik.99;;;;;;;;closed", "it closes a unit that is not in the table"),
        ("valilik.06;;;", "line 2: 4 cells under 9 columns"),
        ("sgk;;;;;12345678;;;\niskur;;;;;12345678;;;", "DETSİS 12345678 is of sgk"),
        ("sgk;;;;;;;;\nsgk;;;;;;;;", "line 3: code sgk stands in line 2 already"),
        ("sgk;;;;;;;;shut", "line 2, state"),
    ],
)
def test_a_wrong_row_stops_the_start_and_says_where(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(Stop) as stop:
        load_units(None, rows(tmp_path, line))
    assert stop.value.code == "units.invalid"
    assert told in stop.value.message


def test_a_csv_without_its_columns_or_away_stops_the_start(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("kod;ad\n1;2\n", "utf-8")
    with pytest.raises(Stop, match="line 1: columns are code, name"):
        load_units(None, path)
    with pytest.raises(Stop) as stop:
        load_units(None, tmp_path / "away.csv")
    assert stop.value.code == "units.unreadable"


def test_a_fault_of_the_table_itself_is_told_with_its_line(tmp_path: Path) -> None:
    path = a_table(tmp_path, ('"SGK"', '"Sağlık Bakanlığı"'))
    text = path.read_text("utf-8").splitlines()
    lines = [text.index(f'code = "{code}"') for code in ("bakanlik.saglik", "sgk")]
    with pytest.raises(Stop) as stop:
        load_units(path)
    assert f"bakanlik.saglik (line {lines[0]}) and sgk (line {lines[1]})" in stop.value.message
