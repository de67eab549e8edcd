"""Accept or review, and why. A machine never rejects."""

from dataclasses import dataclass
from enum import StrEnum

from domain.field import FieldName


class Verdict(StrEnum):
    """The only two things a machine may decide about a citizen's letter."""

    ACCEPT = "accept"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a petition goes to a person: a code of ``REASONS`` and the field it speaks of."""

    code: str
    field: FieldName | None = None

    @property
    def tr(self) -> str:
        """The reason in plain Turkish."""
        return REASONS[self.code][0]

    @property
    def en(self) -> str:
        """The reason in plain English."""
        return REASONS[self.code][1]


@dataclass(frozen=True, slots=True)
class Decision:
    """The policy's verdict; ``reasons`` is empty exactly when it accepts."""

    reasons: tuple[Reason, ...]

    @property
    def verdict(self) -> Verdict:
        """Accept only when nothing speaks for a person."""
        return Verdict.REVIEW if self.reasons else Verdict.ACCEPT


#: Every reason there is: (Turkish, English). Texts hold no personal data.
REASONS: dict[str, tuple[str, str]] = {
    "tckn.missing": ("T.C. kimlik numarası bulunamadı", "no T.C. number was found"),
    "tckn.invalid": ("T.C. kimlik numarasının hanesi tutmuyor", "check digits do not match"),
    "tckn.doubtful": ("numara emin okunamadı", "the number was not read with certainty"),
    "tckn.single_read": ("numarayı iki okuma doğrulamıyor", "no two reads agree on the number"),
    "tckn.reads_differ": ("iki okuma numarada uyuşmuyor", "two reads differ on the number"),
    "tckn.two_numbers": (
        "belgede birden çok kimlik numarası var",
        "several T.C. numbers",
    ),
    "tckn.unresolved": (
        "kimlik numarasına benzeyen, çözülemeyen bir dizi var",
        "a string that looks like a T.C. number could not be resolved",
    ),
    "tckn.other_person": (
        "numara başka bir kişiye ait olabilir",
        "the number may belong to another person",
    ),
    "tckn.foreigner": ("yabancı kimlik numarası (99…)", "a foreigner's number (99…)"),
    "tckn.placeholder": ("örnek numara yazılmış", "an example number was written"),
    "tckn.unproven": (
        "numara kabul eşiğini geçmedi",
        "the number passes no gate that accepts",
    ),
    "tckn.far_from_name": (
        "numara ile ad bir arada değil",
        "the number does not stand with the name",
    ),
    "name.missing": ("ad soyad bulunamadı", "no name was found"),
    "name.incomplete": ("ad soyad eksik olabilir", "the name may be incomplete"),
    "name.doubtful": ("ad soyad emin okunamadı", "the name was not read with certainty"),
    "name.reads_differ": ("iki okuma adda uyuşmuyor", "two reads differ on the name"),
    "name.two_people": ("başvuranın kim olduğu belirsiz", "it is unclear who the petitioner is"),
    "name.unproven": ("ad soyad kabul eşiğini geçmedi", "the name passes no gate that accepts"),
    "subject.unproven": ("konu kabul eşiğini geçmedi", "the subject passes no gate that accepts"),
    "subject.missing": ("konu bulunamadı", "no subject was found"),
    "subject.derived": ("konu metinden çıkarıldı", "the subject was derived from the text"),
    "subject.doubtful": ("konu emin okunamadı", "the subject was not read with certainty"),
    "address.missing": ("adres bulunamadı", "no address was found"),
    "address.contradictory": (
        "adresteki ilçe ile il uyuşmuyor",
        "the district of the address lies in another province",
    ),
    "signature.missing": ("imza görülmedi", "no signature was seen"),
    "signature.unsure": (
        "imza olup olmadığı belirsiz",
        "a signature is uncertain",
    ),
    "addressee.missing": ("muhatap bulunamadı", "no addressee was found"),
    "route.none": ("sevk edilecek birim belirlenemedi", "no unit could be proposed"),
    "kind.unsure": ("başvuru türü belirsiz", "the kind of petition is unclear"),
    "petition.joint": ("birden çok imzacı var", "there are several signatories"),
    "petition.minor_or_proxy": (
        "başkası adına yazılmış olabilir",
        "it may be written on another person's behalf",
    ),
    "petition.hidden_identity": ("kimliğinin gizlenmesini istiyor", "asks to hide the identity"),
    "petition.not_turkish": ("Türkçe görünmüyor", "does not look Turkish"),
    "petition.little_text": ("okunabilen metin çok az", "very little text could be read"),
    "page.failed": ("okunamayan sayfa var", "a page could not be read"),
    "page.damaged": ("faks hattı sayfayı bozmuş", "the fax line damaged a page"),
    "page.handwriting": ("el yazısı olabilir", "there may be handwriting"),
    "split.doubtful": (
        "dosyada birden çok dilekçe olabilir",
        "the file may hold more than one petition",
    ),
    "pages.changed": (
        "sayfa düzeni değişti",
        "its pages were arranged anew",
    ),
    "fax.page_missing": ("faksın bir sayfası eksik olabilir", "a page of the fax may be missing"),
    "fax.page_repeated": ("faksta aynı sayfa iki kez var", "the fax holds a page twice"),
    "arrival.duplicate": ("aynı belge daha önce geldi", "the same document came before"),
    "work.failed": ("makine bu belgeyi işleyemedi", "the machine could not process this letter"),
}
