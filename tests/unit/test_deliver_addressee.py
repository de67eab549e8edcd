"""Addressees as people write them and scanners read them, each to the unit it means or to none."""

import pytest

from deliver.addressee import find_addressee, find_over, is_outside
from deliver.units import Units, load_units
from domain.places import Place

ANKARA, SIVAS = Place("06", "Çankaya"), Place("58")


@pytest.fixture(scope="module")
def units() -> Units:
    return load_units()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("SAĞLIK BAKANLIĞINA", "bakanlik.saglik"),
        ("T.C. SAĞLIK BAKANLIĞI'NA", "bakanlik.saglik"),
        ("T.C.\nSAĞLIK BAKANLIĞINA\nANKARA", "bakanlik.saglik"),
        ("SAĞLIK BAKANLIĞI NA", "bakanlik.saglik"),
        ("Sağlık Bakanlığı Makamına", "bakanlik.saglik"),
        ("Maliye Bakanlığına", "bakanlik.hazine"),
        ("ÇEVRE, ŞEHİRCİLİK VE İKLİM DEĞİŞİKLİĞİ BAKANLIĞINA", "bakanlik.cevre"),
        ("ÇEVRE VE ŞEHİRCİLİK BAKANLIĞINA / ANKARA", "bakanlik.cevre"),
        ("MİLLİ EĞİTİM BAKANLIĞINA", "bakanlik.milli-egitim"),
        ("SOSYAL GÜVENLİK KURUMU BAŞKANLIĞINA", "sgk"),
        ("SGK BAŞKANLIĞINA", "sgk"),
        ("Bağ-Kur Genel Müdürlüğüne", "sgk"),
        ("KARAYOLLARI GENEL MÜDÜRLÜĞÜNE ANKARA", "kgm"),
        ("TAPU VE KADASTRO GENEL MÜDÜRLÜĞÜ'NE", "tkgm"),
        ("ANKARA VALİLİĞİNE", "valilik.06"),
        ("ANKARA VALİLİĞİ'NE", "valilik.06"),
        ("T. C. ANKARA VALİLİĞİ MAKAMINA", "valilik.06"),
        ("Ankara Valiliğine", "valilik.06"),
        ("ŞANLIURFA VALİLİĞİNE", "valilik.63"),
        ("URFA VALİLİĞİNE", "valilik.63"),
        ("VALİLİK MAKAMINA\nANKARA", "valilik.06"),
        ("ANKARA VALİLİĞİ İL SAĞLIK MÜDÜRLÜĞÜNE", "il-saglik.06"),
        ("İL SAĞLIK MÜDÜRLÜĞÜNE / VAN", "il-saglik.65"),
        ("VAN İL MİLLÎ EĞİTİM MÜDÜRLÜĞÜNE", "il-milli-egitim.65"),
        ("MUŞ ÇEVRE, ŞEHİRCİLİK VE İKLİM DEĞİŞİKLİĞİ İL MÜDÜRLÜĞÜNE", "il-cevre.49"),
        ("ORDU İL ÇEVRE, ŞEHİRCİLİK VE İKLİM DEĞİŞİKLİĞİ MÜDÜRLÜĞÜNE", "il-cevre.52"),
        ("İZMİR DEFTERDARLIĞINA", "defterdarlik.35"),
        ("KAYSERİ CUMHURİYET BAŞSAVCILIĞINA", "bassavcilik.38"),
        ("ÇANKAYA KAYMAKAMLIĞINA", "kaymakamlik.06.cankaya"),
        ("ÇANKAYA KAYMAKAMLIĞI'NA ANKARA", "kaymakamlik.06.cankaya"),
        ("Alpu Kaymakamlığına", "kaymakamlik.26.alpu"),
        ("KULP KAYMAKAMLIĞINA", "kaymakamlik.21.kulp"),
        ("YENİŞEHİR KAYMAKAMLIĞINA BURSA", "kaymakamlik.16.yenisehir"),
        ("YENİŞEHİR KAYMAKAMLIĞINA\nDİYARBAKIR", "kaymakamlik.21.yenisehir"),
        ("YENİŞEHİR KAYMAKAMLIĞINA", None),  # three provinces have one
        ("ARAKLI BELEDİYE BAŞKANLIĞINA", "ilce-belediyesi.61.arakli"),
        ("TARAKLI BELEDİYE BAŞKANLIĞINA", "ilce-belediyesi.54.tarakli"),
        ("BORNOVA BELEDİYESİNE", "ilce-belediyesi.35.bornova"),
        ("İZMİR BÜYÜKŞEHİR BELEDİYE BAŞKANLIĞINA", "buyuksehir.35"),
        ("SİVAS BELEDİYE BAŞKANLIĞINA", "il-belediyesi.58"),
        ("ÇANKAYA İLÇE MİLLİ EĞİTİM MÜDÜRLÜĞÜNE", "ilce-milli-egitim.06.cankaya"),
        ("KADIKÖY İLÇE EMNİYET MÜDÜRLÜĞÜNE İSTANBUL", "ilce-emniyet.34.kadikoy"),
        ("CUMHURBAŞKANLIĞI İLETİŞİM BAŞKANLIĞINA", "iletisim"),
        ("BAŞBAKANLIK İLETİŞİM MERKEZİNE (BİMER)", "iletisim"),
        # as a poor fax reads them
        ("SAGLIK BAKANLlGINA", "bakanlik.saglik"),
        ("5OSYAL GÜVENLlK KURUMU BAŞKANLIĞINA", "sgk"),
        ("ANKARA VALiLiGiNE", "valilik.06"),
        ("ESKİŞEHIR İL NUFUS VE VATANDASLIK MUDURLUGUNE", "il-nufus.26"),
        ("KEÇIOREN KAYMAKAML1ĞINA ANKARA", "kaymakamlik.06.kecioren"),
        ("DiYARBAKIR İL TARlM VE ORMAN MÜDÜRLÜĞÜNE", "il-tarim.21"),
        ("KAHRAMANMARA$ VALİLİĞİNE", "valilik.46"),
        ("GA2IANTEP BÜYÜKŞEHİR BELEDİYE BAŞKANLIĞINA", "buyuksehir.27"),
        ("YÜ KSEKOVA KAYMAKAM LIĞINA", "kaymakamlik.30.yuksekova"),
        # cut short
        ("TURGUTLU BLD. BŞK.NA", "ilce-belediyesi.45.turgutlu"),
        ("MEB'E", "bakanlik.milli-egitim"),
        # nobody in the table
        ("ATATÜRK İLKOKULU MÜDÜRLÜĞÜNE", None),
        ("YENİ HAYAT SİGORTA A.Ş. GENEL MÜDÜRLÜĞÜNE", None),
        ("İLGİLİ MAKAMA", None),
        ("SAYIN YETKİLİ", None),
        ("MÜDÜRLÜĞÜNE", None),
        ("", None),
        ("...", None),
    ],
)
def test_an_addressee_finds_its_unit_or_none(units: Units, line: str, code: str | None) -> None:
    match = find_addressee(line, units, home=None)
    assert (match.unit.code if match else None) == code


@pytest.mark.parametrize(
    ("line", "home", "code"),
    [
        ("İL SAĞLIK MÜDÜRLÜĞÜNE", ANKARA, "il-saglik.06"),
        ("İLÇE MİLLİ EĞİTİM MÜDÜRLÜĞÜNE", ANKARA, "ilce-milli-egitim.06.cankaya"),
        ("BELEDİYE BAŞKANLIĞINA", ANKARA, "ilce-belediyesi.06.cankaya"),
        ("BELEDİYE BAŞKANLIĞINA", SIVAS, "il-belediyesi.58"),
        ("YENİŞEHİR KAYMAKAMLIĞINA", Place("33", "Yenişehir"), "kaymakamlik.33.yenisehir"),
        ("İZMİR VALİLİĞİNE", ANKARA, "valilik.35"),
    ],
)
def test_the_petitioner_s_place_completes_a_name_and_never_overrules_one(
    units: Units, line: str, home: Place, code: str
) -> None:
    match = find_addressee(line, units, home)
    assert match is not None
    assert match.unit.code == code


@pytest.mark.parametrize(
    ("line", "outside"),
    [
        ("ANKARA 3. ASLİYE HUKUK MAHKEMESİNE", True),
        ("KONYA NÖBETÇİ SULH CEZA HÂKİMLİĞİNE", True),
        ("İSTANBUL 12. İCRA DAİRESİ MÜDÜRLÜĞÜNE", True),
        ("TÜRKİYE BÜYÜK MİLLET MECLİSİ DİLEKÇE KOMİSYONU BAŞKANLIĞINA", True),
        ("ANKARA CUMHURİYET BAŞSAVCILIĞINA", False),
        ("ANKARA VALİLİĞİNE", False),
        ("", False),
    ],
)
def test_courts_and_parliament_are_outside(units: Units, line: str, *, outside: bool) -> None:
    assert (is_outside(line, units) is not None) is outside


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("ÇANKAYA BELEDİYE BAŞKANLIĞI BASIN YAYIN MÜDÜRLÜĞÜNE", "ilce-belediyesi.06.cankaya"),
        ("EDİRNE VALİLİĞİ BİLGİ EDİNME BİRİMİNE", "valilik.22"),
        ("KEÇİÖREN DEVLET HASTANESİ BAŞHEKİMLİĞİNE", "il-saglik.06"),
        ("ATATÜRK İLKOKULU MÜDÜRLÜĞÜNE", "ilce-milli-egitim.58.zara"),
        ("KARAYOLLARI 16. BÖLGE MÜDÜRLÜĞÜNE", "kgm"),
        ("SAĞLIK BAKANLIĞI HALK SAĞLIĞI GENEL MÜDÜRLÜĞÜNE", "bakanlik.saglik"),
        ("YENİ HAYAT SİGORTA A.Ş. GENEL MÜDÜRLÜĞÜNE", None),
        ("ANKARA ÜNİVERSİTESİ REKTÖRLÜĞÜNE", None),
        ("İLGİLİ MAKAMA", None),
    ],
)
def test_who_is_over_an_institution_that_no_table_lists(
    units: Units, line: str, code: str | None
) -> None:
    over = find_over(line, units, units.places.find("Zara/SİVAS"))
    assert (over.unit.code if over else None) == code


def test_where_the_place_is_known_a_worse_read_is_enough(units: Units) -> None:
    found = find_addressee("ZARA KAYMAKAML1ÇİNE", units, home=None)
    assert found is not None
    assert found.unit.code == "kaymakamlik.58.zara"
    assert find_addressee("ZAPA KAYMAKAML1ÇİNE", units, home=None) is None


def test_a_unit_of_another_level_is_no_match(units: Units) -> None:
    home = units.places.find("Zara/SİVAS")
    found = find_addressee("NÜFUS VE VATANDAŞLIK İŞLERİ İLÇE MÜDÜRLÜĞÜNE", units, home)
    assert found is not None
    assert found.unit.code == "ilce-nufus.58.zara"
