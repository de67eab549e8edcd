"""A petition as content for an e-Yazışma package (EYP 2.0), unsigned, for an institution's signer.

It is no EYP: a package becomes one by a CAdES signature and an institution's seal, with the
NihaiUstveri (number, date, signatures) that come with them. Until then it says what it is wherever
somebody may look: in the file's name, its core properties and the address of verification. Types,
order and code lists are those of the schemas Ustveri-2, Tipler-2, PaketOzeti-2, BelgeHedef-2.
"""

import base64
import datetime as dt
import hashlib
import io
import re
import uuid
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from domain.person import parted
from domain.record import Record

#: What the file's name ends in; the label stands in it too.
SUFFIX = "-imzasiz-taslak.eyp"
LABEL = "İMZASIZ TASLAK: hukuken geçerli bir e-Yazışma paketi değildir"
#: Stands for a unit whose DETSİS code is not known. No institution has it, and readers refuse it.
NO_KKK = "00000000"
_SCHEMA = "urn:dpt:eyazisma:schema:xsd:"
_TYPES, _USTVERI, _OZET, _NIHAI, _HEDEF = (
    f"{_SCHEMA}{name}-2" for name in ("Tipler", "Ustveri", "PaketOzeti", "NihaiOzet", "BelgeHedef")
)
_RELATION = "http://eyazisma.dpt/iliskiler/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_CORE, _DC, _DCTERMS, _XSI = (
    f"{_PACKAGE}metadata/core-properties", "http://purl.org/dc/elements/1.1/",
    "http://purl.org/dc/terms/", "http://www.w3.org/2001/XMLSchema-instance",
)  # fmt: skip
_DIGESTS = {
    "http://www.w3.org/2001/04/xmldsig-more#sha384": hashlib.sha384,
    "http://www.w3.org/2001/04/xmlenc#sha512": hashlib.sha512,
}
_INSIDE = "http://eyazisma.dpt/bilesen#dahili"
_MIME = {".pdf": "application/pdf", ".tif": "image/tiff", ".jpg": "image/jpeg", ".png": "image/png"}
#: Characters that XML 1.0 cannot hold, nor spell.
_ILLEGAL = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_PREFIXES = {"tipler": _TYPES, "dc": _DC, "dcterms": _DCTERMS, "xsi": _XSI}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an unsigned package is made of."""

    record: Record  #: of an accepted revision
    accepted_at: dt.datetime
    pages: bytes  #: PDF/A
    original: bytes
    original_suffix: str
    kkk: str = NO_KKK  #: DETSİS code of the unit


def eyp_draft(draft: Draft) -> bytes:
    """Return the package; the same draft gives the same bytes."""
    name = f"{draft.record['id']}-r{draft.record['revision']}"
    letter, attached = f"{name}.pdf", f"ozgun{draft.original_suffix}"
    core = f"package/services/metadata/core-properties/{_guid(draft, 'core').hex}.psmdcp"
    signed = {
        "Ustveri/Ustveri.xml": _xml(_ustveri(draft, letter, attached)),
        f"UstYazi/{letter}": draft.pages,
        f"Ekler/{attached}": draft.original,
    }
    digest = _xml(_digests(_OZET, "PaketOzeti", signed))
    target = _xml(_target(draft))
    rest = {"PaketOzeti/PaketOzeti.xml": digest, "BelgeHedef/BelgeHedef.xml": target}
    rest[core] = _xml(_core(draft))
    final = _xml(_digests(_NIHAI, "NihaiOzet", {**signed, **rest}))
    parts = {**signed, **rest, "NihaiOzet/NihaiOzet.xml": final}
    frame = {"[Content_Types].xml": _xml(_content_types()), "_rels/.rels": _xml(_relations(parts))}
    return _zipped({**frame, **parts}, draft.accepted_at)


def _ustveri(draft: Draft, letter: str, attached: str) -> ET.Element:
    root, record = ET.Element(f"{{{_USTVERI}}}UstVeri"), draft.record
    _add(root, "BelgeId", str(_guid(draft, "belge")))
    _add(root, "Konu", _value(record, "subject") or "Dilekçe")
    _add(root, "GuvenlikKodu", "HZO" if record["kind"] == "ihbar" else "YOK")
    _add(root, "MimeTuru", _MIME[".pdf"])
    own = _add(root, "OzId", f"{record['id']}-r{record['revision']}")
    own.set("schemeID", "dilekce")
    delivery = _add(_add(root, "DagitimListesi"), "Dagitim")
    _unit(delivery, draft)
    _add(delivery, "Ivedilik", "NRM")
    _add(delivery, "DagitimTuru", "GRG")
    _attachment(_add(_add(root, "Ekler"), "Ek"), draft, attached)
    _person(_add(_add(root, "Olusturan"), "GercekSahis"), record)
    _add(root, "DosyaAdi", letter)
    _add(_add(root, "DogrulamaBilgisi"), "DogrulamaAdresi", LABEL)
    return root


def _attachment(parent: ET.Element, draft: Draft, name: str) -> None:
    _add(parent, "Id").attrib.update({"Value": str(_guid(draft, "ek")), "EYazismaIdMi": "false"})
    _add(parent, "Tur", "DED")
    _add(parent, "DosyaAdi", name)
    _add(parent, "MimeTuru", _MIME[draft.original_suffix])
    _add(parent, "Ad", "Gelen özgün dosya")
    _add(parent, "SiraNo", "1")
    _add(parent, "ImzaliMi", "true")  # belongs under the signature that is to come


def _unit(parent: ET.Element, draft: Draft) -> None:
    party = _add(parent, "KurumKurulus")
    _add(party, "KKK", draft.kkk)
    _add(party, "Adi", (draft.record.get("route") or {}).get("name") or "")


def _person(party: ET.Element, record: Record) -> None:
    """Write the petitioner; what the letter does not tell stays out, a name empty."""
    name = parted(_value(record, "name"))
    first, *more = name.given.split() if name else [_value(record, "name")]
    who = _add(party, "Kisi")
    _add(who, "IlkAdi", first)
    _add(who, "Soyadi", name.family if name else "")
    if more:
        _add(who, "IkinciAdi", " ".join(more))
    if number := _value(record, "tckn"):
        _add(party, "TCKN", number)
    told = {"Telefon": "phone", "EPosta": "email", "Adres": "address"}
    known = {tag: value for tag, field in told.items() if (value := _value(record, field))}
    if known:
        contact = _add(party, "IletisimBilgisi")
        for tag, value in known.items():
            _add(contact, tag, value)


def _target(draft: Draft) -> ET.Element:
    root = ET.Element(f"{{{_HEDEF}}}BelgeHedef")
    _unit(_add(_add(root, "HedefListesi"), "Hedef"), draft)
    return root


def _digests(namespace: str, name: str, parts: Mapping[str, bytes]) -> ET.Element:
    root = ET.Element(f"{{{namespace}}}{name}")
    for path, content in parts.items():
        where = {"URI": f"/{path}", "Type": _INSIDE}
        reference = ET.SubElement(root, f"{{{_OZET}}}Reference", where)
        for algorithm, digest in _DIGESTS.items():
            item = ET.SubElement(reference, f"{{{_OZET}}}DigestItem")
            ET.SubElement(item, f"{{{_OZET}}}DigestMethod", {"Algorithm": algorithm})
            value = ET.SubElement(item, f"{{{_OZET}}}DigestValue")
            value.text = base64.b64encode(digest(content).digest()).decode()
    return root


def _core(draft: Draft) -> ET.Element:
    root = ET.Element(f"{{{_CORE}}}coreProperties")
    ET.SubElement(root, f"{{{_DC}}}identifier").text = str(_guid(draft, "belge"))
    ET.SubElement(root, f"{{{_DC}}}title").text = LABEL
    created = ET.SubElement(root, f"{{{_DCTERMS}}}created", {f"{{{_XSI}}}type": "dcterms:W3CDTF"})
    created.text = draft.accepted_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    told = {
        "category": "RESMIYAZISMA", "contentType": "application/eyazisma",
        "contentStatus": "İMZASIZ TASLAK", "version": "2.0", "revision": "Dilekçe",
    }  # fmt: skip
    for tag, text in told.items():
        ET.SubElement(root, f"{{{_CORE}}}{tag}").text = text
    return root


def _relations(parts: Mapping[str, bytes]) -> ET.Element:
    kinds = {
        "Ustveri": "ustveri", "UstYazi": "ustyazi", "Ekler": "ek", "PaketOzeti": "paketozeti",
        "BelgeHedef": "belgehedef", "NihaiOzet": "nihaiozet",
    }  # fmt: skip
    names = {"UstYazi": "IdUstYazi", "Ekler": "IdEk_1", "package": "IdCore"}
    root = ET.Element(f"{{{_PACKAGE}relationships}}Relationships")
    for path in parts:
        folder = path.partition("/")[0]
        kind = f"{_PACKAGE}relationships/metadata/core-properties"
        if folder in kinds:
            kind = f"{_RELATION}{kinds[folder]}"
        told = {"Type": kind, "Target": f"/{path}", "Id": names.get(folder, f"Id{folder}")}
        ET.SubElement(root, f"{{{_PACKAGE}relationships}}Relationship", told)
    return root


def _content_types() -> ET.Element:
    known = {suffix.removeprefix("."): mime for suffix, mime in _MIME.items()}
    known |= {
        "xml": "application/xml",
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "psmdcp": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    root = ET.Element(f"{{{_PACKAGE}content-types}}Types")
    for suffix, mime in sorted(known.items()):
        told = {"Extension": suffix, "ContentType": mime}
        ET.SubElement(root, f"{{{_PACKAGE}content-types}}Default", told)
    return root


def _guid(draft: Draft, part: str) -> uuid.UUID:
    """Return the same id each time the same revision is made into a package."""
    name = f"dilekce:{draft.record['id']}:{draft.record['revision']}:{part}"
    return uuid.uuid5(uuid.NAMESPACE_URL, name)


def _value(record: Record, field: str) -> str:
    return str((record["fields"].get(field) or {}).get("value") or "")


def _add(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    child = ET.SubElement(parent, f"{{{_TYPES}}}{name}")
    child.text = None if text is None else _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)
    return child


def _xml(root: ET.Element) -> bytes:
    for prefix, namespace in _PREFIXES.items():
        ET.register_namespace(prefix, namespace)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _zipped(parts: Mapping[str, bytes], at: dt.datetime) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for path, content in parts.items():
            entry = zipfile.ZipInfo(path, (at.year, at.month, at.day, at.hour, at.minute, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return out.getvalue()
