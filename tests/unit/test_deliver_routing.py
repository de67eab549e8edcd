"""Which unit a petition is proposed to, and when none is."""

import pytest

from deliver.routing import addressed_to, propose
from deliver.units import Units, load_units
from domain.decision import Decision
from domain.field import Field, FieldName, FieldState
from domain.petition import Candidate, Kind, Petition, Track


@pytest.fixture(scope="module")
def units() -> Units:
    return load_units()


def a_petition(
    addressee: str = "",
    subject: str = "",
    address: str = "",
    text: str = "",
    kind: Kind = Kind.ISTEK,
) -> Petition:
    given = {
        FieldName.ADDRESSEE: addressee,
        FieldName.SUBJECT: subject,
        FieldName.ADDRESS: address,
    }
    fields = {
        name: Field(name=name, state=FieldState.FOUND, value=value)
        for name, value in given.items()
        if value
    }
    return Petition(
        pages=(), kind=kind, track=Track.PETITION, fields=fields, decision=Decision(()),
        text="\n".join(filter(None, [addressee, subject, text, address])),
    )  # fmt: skip


def routed(units: Units, **facts: str) -> str | None:
    kind = Kind(facts.pop("kind", "istek"))
    return propose(a_petition(kind=kind, **facts), units).unit


def test_the_addressee_comes_before_the_subject(units: Units) -> None:
    route = propose(
        a_petition("ÇANKAYA KAYMAKAMLIĞINA", "Hastane randevusu hk.", "Çankaya/ANKARA"), units
    )
    because = "addressee: cankaya kaymakamligi (100)"
    office = Candidate("kaymakamlik.06.cankaya", "Çankaya Kaymakamlığı", because)
    assert (route.unit, route.unit_name, route.because) == (office.unit, office.name, because)
    assert route.candidates[0] == office
    assert route.candidates[1].unit == "il-saglik.06"
    assert route.candidates[1].because.startswith("subject: saglik (hastane")


@pytest.mark.parametrize(
    ("subject", "address", "code"),
    [
        ("Çöplerin toplanmaması hk.", "Zafer Mah. Çankaya/ANKARA", "ilce-belediyesi.06.cankaya"),
        ("Çöplerin toplanmaması hk.", "Merkez/SİVAS", "il-belediyesi.58"),
        ("Çöplerin toplanmaması hk.", "Zara/SİVAS", "ilce-belediyesi.58.zara"),
        ("Su kesintileri", "Bornova/İZMİR", "buyuksehir.35"),
        ("Okulumuzun derslik ihtiyacı", "Ürgüp / NEVŞEHİR", "ilce-milli-egitim.50.urgup"),
        ("Okulumuzun derslik ihtiyacı", "Merkez / NEVŞEHİR", "il-milli-egitim.50"),
        ("Hastane randevusu", "Edremit/VAN", "il-saglik.65"),
        ("Evde bakım aylığı", "Tarsus/MERSİN", "il-aile.33"),
        ("Emekli aylığının bağlanması", "Kadıköy İstanbul", "il-sgk.34"),
        ("Nüfus kaydının düzeltilmesi", "Of / Trabzon", "ilce-nufus.61.of"),
        ("Ayıplı mal hakkında", "Odunpazarı Eskişehir", "il-ticaret.26"),
        ("Vergi borcunun taksitlendirilmesi", "Akhisar/MANİSA", "defterdarlik.45"),
        ("Deprem sonrası hasar tespiti", "Elbistan/KAHRAMANMARAŞ", "il-afad.46"),
        ("Baz istasyonu", "Zara/SİVAS", "btk"),
        ("Tapu kaydının düzeltilmesi", "", "tkgm"),
        ("Tüketlci hakem heyeti", "Zara/SİVAS", "il-ticaret.58"),  # one letter misread
    ],
)
def test_what_is_sent_to_the_centre_goes_by_its_subject(
    units: Units, subject: str, address: str, code: str
) -> None:
    centre = "CUMHURBAŞKANLIĞI İLETİŞİM BAŞKANLIĞINA"
    assert routed(units, addressee=centre, subject=subject, address=address) == code
    assert routed(units, subject=subject, address=address) == code


@pytest.mark.parametrize(
    ("subject", "address", "text"),
    [
        ("Talebim hk.", "Çankaya/ANKARA", ""),
        ("", "Çankaya/ANKARA", ""),
        ("Çöplerin toplanmaması", "", ""),  # whose rubbish?
        ("Çöplerin toplanmaması", "ANKARA", ""),  # a district's duty, district unknown
        ("Okul ve hastane", "Zara/SİVAS", ""),  # two subjects, one as good as the other
        ("Merak ettiğim konu", "Meram/KONYA", ""),  # no pasture (mera) in it
    ],
)
def test_doubt_is_left_to_a_person(units: Units, subject: str, address: str, text: str) -> None:
    assert routed(units, subject=subject, address=address, text=text) is None


def test_the_letter_speaks_when_the_subject_line_is_missing(units: Units) -> None:
    text = "Annemin hastane randevusu üç aydır verilmiyor. Doktor muayene tarihi söylemiyor."
    assert routed(units, text=text, address="Zara/SİVAS") == "il-saglik.58"


@pytest.mark.parametrize("line", ["ANKARA 3. ASLİYE HUKUK MAHKEMESİNE", "TBMM BAŞKANLIĞINA"])
def test_what_is_meant_for_a_court_is_not_sent_to_an_office(units: Units, line: str) -> None:
    route = propose(a_petition(line, "Tapu kaydı", "Çankaya/ANKARA"), units)
    assert route.unit is None
    assert "outside" in route.because


@pytest.mark.parametrize("kind", ["sikayet", "ihbar"])
@pytest.mark.parametrize(
    ("addressee", "text", "code"),
    [
        # about somebody else: stays
        (
            "ÇANKAYA BELEDİYE BAŞKANLIĞINA",
            "Üst komşumun gürültüsünden şikâyetçiyim. Belediyenizce gereğini arz ederim.",
            "ilce-belediyesi.06.cankaya",
        ),
        # about the addressee: to its superior
        (
            "ÇANKAYA BELEDİYE BAŞKANLIĞINA",
            "Belediye ekipleri kapımın önüne moloz döktü.",
            "kaymakamlik.06.cankaya",
        ),
        # about the addressee and its superior: one further up
        (
            "ÇANKAYA BELEDİYE BAŞKANLIĞINA",
            "Belediye başkanı ile kaymakam dilekçemi almadı.",
            "valilik.06",
        ),
        (
            "SİVAS İL SAĞLIK MÜDÜRLÜĞÜNE",
            "Sağlık Müdürlüğü personeli hakkında şikâyetçiyim.",
            "valilik.58",
        ),
        (
            "SAĞLIK BAKANLIĞINA",
            "Sağlık Bakanlığı dilekçeme cevap vermedi.",
            None,  # above a ministry there is the centre itself: a person decides
        ),
    ],
)
def test_a_complaint_goes_past_the_unit_it_speaks_of(
    units: Units, kind: str, addressee: str, text: str, code: str | None
) -> None:
    assert routed(units, kind=kind, addressee=addressee, text=text) == code


def test_a_complaint_routed_by_subject_goes_past_the_unit_as_well(units: Units) -> None:
    route = propose(
        a_petition(
            subject="Çöplerin toplanmaması", address="Zara/SİVAS",
            text="Belediye iki haftadır gelmiyor.", kind=Kind.SIKAYET,
        ),
        units,
    )  # fmt: skip
    assert route.unit == "kaymakamlik.58.zara"
    assert route.because.endswith("complaint: superior of Zara Belediye Başkanlığı")


def test_a_request_goes_to_the_unit_it_speaks_of(units: Units) -> None:
    text = "Belediye ekiplerinin kaldırımı onarmasını arz ederim."
    code = routed(units, addressee="ÇANKAYA BELEDİYE BAŞKANLIĞINA", text=text)
    assert code == "ilce-belediyesi.06.cankaya"


def test_the_reason_holds_words_of_the_table_and_none_of_the_letter(units: Units) -> None:
    secret = "Çağrı Işık hastane randevusu 0532"
    for addressee in ("", "Çağrı Işık Valiliğine", "ANKARA VALİLİĞİNE"):
        route = propose(
            a_petition(addressee, secret, "Gizli Sok. Zara/SİVAS", secret, Kind.SIKAYET), units
        )
        for word in ("Çağrı", "cagri", "Işık", "isik", "0532", "randevusu", "Gizli", "gizli"):
            assert word not in route.because


def test_an_empty_petition_is_left_to_a_person(units: Units) -> None:
    assert propose(a_petition(), units).unit is None


@pytest.mark.parametrize(
    "line",
    [
        "ZARA VALİLİĞİNE",  # a district has no governor of a province
        "ANKARA KAYMAKAMLIĞINA",  # and a province none of a district
        "İSTANBUL İL ÖZEL İDARESİNE",  # abolished there (law 6360)
        "ATLANTİS VALİLİĞİNE",
    ],
)
def test_a_unit_that_does_not_exist_is_not_made_up(units: Units, line: str) -> None:
    assert routed(units, addressee=line, address="Zara/SİVAS") is None


@pytest.mark.parametrize(
    ("below", "code"),
    [
        ("BURSA", "kaymakamlik.16.yenisehir"),
        ("DİYARBAKIR", "kaymakamlik.21.yenisehir"),
        ("Konu: Bursa yolu", None),  # no city standing alone
        ("", None),
    ],
)
def test_the_city_below_the_addressee_tells_districts_of_one_name_apart(
    units: Units, below: str, code: str | None
) -> None:
    petition = a_petition("YENİŞEHİR KAYMAKAMLIĞINA", text=f"{below}\nArz ederim.")
    unit = addressed_to(petition, units)
    assert (unit.code if unit else None) == code


def test_the_city_below_outranks_the_petitioner_s_address(units: Units) -> None:
    petition = a_petition("YENİŞEHİR KAYMAKAMLIĞINA", address="Yenişehir/MERSİN", text="BURSA")
    assert propose(petition, units).unit == "kaymakamlik.16.yenisehir"


@pytest.mark.parametrize(
    ("addressee", "code"),
    [
        ("CUMHURBAŞKANLIĞI İLETİŞİM BAŞKANLIĞINA", "iletisim"),  # not competent, yet addressed
        ("ÇANKAYA TAPU MÜDÜRLÜĞÜNE", "tapu-mudurlugu.06.cankaya"),
        ("KADIKÖY VERGİ DAİRESİ MÜDÜRLÜĞÜNE", "vergi-dairesi.34.kadikoy"),
        ("MUĞLA SU VE KANALİZASYON İDARESİ GENEL MÜDÜRLÜĞÜNE", "su-idaresi.48"),
        ("TARSUS CUMHURİYET BAŞSAVCILIĞINA", "ilce-bassavcilik.33.tarsus"),
        ("ANKARA 3. ASLİYE HUKUK MAHKEMESİNE", None),
        ("İLGİLİ MAKAMA", None),
    ],
)
def test_whom_a_letter_is_addressed_to_is_told_whether_competent_or_not(
    units: Units, addressee: str, code: str | None
) -> None:
    unit = addressed_to(a_petition(addressee), units)
    assert (unit.code if unit else None) == code


def test_the_unit_over_the_addressee_is_proposed_and_not_said_to_be_addressed(
    units: Units,
) -> None:
    petition = a_petition("ZARA DEVLET HASTANESİ BAŞHEKİMLİĞİNE", address="Zara/SİVAS")
    assert propose(petition, units).unit == "il-saglik.58"
    assert addressed_to(petition, units) is None


def test_what_is_left_to_a_person_comes_with_its_candidates_each_once(units: Units) -> None:
    route = propose(a_petition(subject="Okul ve hastane", address="Zara/SİVAS"), units)
    assert route.unit is None
    assert [one.unit for one in route.candidates] == ["ilce-milli-egitim.58.zara", "il-saglik.58"]
    many = "Okul, hastane, asfalt, elektrik, imam"
    assert len(propose(a_petition(subject=many, address="Zara/SİVAS"), units).candidates) == 3


@pytest.mark.parametrize("kind", ["sikayet", "ihbar"])
def test_no_candidate_of_a_complaint_is_the_unit_it_speaks_of(units: Units, kind: str) -> None:
    text = "Zabıta ekipleri ve belediye işyerimi mühürledi. Okul müdürü de tutanağı imzaladı."
    route = propose(
        a_petition("ZARA BELEDİYE BAŞKANLIĞINA", "İmar", "Zara/SİVAS", text, Kind(kind)), units
    )
    assert route.unit == "kaymakamlik.58.zara"
    assert "ilce-belediyesi.58.zara" not in [one.unit for one in route.candidates]


@pytest.mark.parametrize(
    ("addressee", "text", "code"),
    [
        ("ZARA KAYMAKAMLIĞINA", "Kaymakam bey beni makamından kovdu.", "valilik.58"),
        ("SİVAS VALİLİĞİNE", "Vali yardımcısı hakkında şikâyetçiyim.", "bakanlik.icisleri"),
        ("ZARA İLÇE MİLLÎ EĞİTİM MÜDÜRLÜĞÜNE", "Millî eğitim müdürlüğü kaydımı yapmadı.",
         "kaymakamlik.58.zara"),
        ("ANKARA BÜYÜKŞEHİR BELEDİYE BAŞKANLIĞINA", "Büyükşehir belediyesi yolumu kazdı.",
         "valilik.06"),
        ("ZARA CUMHURİYET BAŞSAVCILIĞINA", "Savcılık dilekçemi işleme koymadı.", "bakanlik.adalet"),
    ],
)  # fmt: skip
def test_each_level_s_complaint_goes_one_level_up(
    units: Units, addressee: str, text: str, code: str
) -> None:
    assert routed(units, kind="sikayet", addressee=addressee, text=text) == code


def test_somebody_s_street_is_not_what_the_letter_is_about(units: Units) -> None:
    address = "Cami Sokak İmam Apt. No: 3 Zara/SİVAS"
    assert routed(units, subject="Talebim hk.", address=address) is None
