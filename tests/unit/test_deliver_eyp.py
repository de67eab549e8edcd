"""Unsigned e-Yazışma content against the standard: order, code lists, digests, links, label.

Schemas of the standard carry no licence, so none is shipped: the order of elements below is written
from them.
"""

import base64
import datetime as dt
import hashlib
import io
import re
import zipfile
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from deliver.eyp import LABEL, Draft, eyp_draft

TYPES = "{urn:dpt:eyazisma:schema:xsd:Tipler-2}"
#: Element → its children in the order of the standard; ``?``: may be missing.
ORDER = {
    "UstVeri": "BelgeId Konu GuvenlikKodu MimeTuru OzId? DagitimListesi Ekler? Olusturan DosyaAdi"
    " DogrulamaBilgisi",
    "DagitimListesi": "Dagitim",
    "Dagitim": "KurumKurulus Ivedilik DagitimTuru",
    "KurumKurulus": "KKK Adi?",
    "Ekler": "Ek",
    "Ek": "Id Tur DosyaAdi? MimeTuru? Ad? SiraNo ImzaliMi?",
    "Olusturan": "GercekSahis",
    "GercekSahis": "Kisi TCKN? IletisimBilgisi?",
    "Kisi": "IlkAdi Soyadi IkinciAdi?",
    "IletisimBilgisi": "Telefon? EPosta? Adres?",
    "DogrulamaBilgisi": "DogrulamaAdresi",
    "BelgeHedef": "HedefListesi",
    "HedefListesi": "Hedef",
    "Hedef": "KurumKurulus",
}
VALUES = {
    "BelgeId": r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "GuvenlikKodu": "YOK|HZO|OZL|GZL|CGZ",
    "Ivedilik": "NRM|ACL|GNL",
    "DagitimTuru": "GRG|BLG",
    "Tur": "DED|HRF|FZK",
    "TCKN": "[1-9][0-9]{10}",
    "KKK": "[0-9]{8}",
    "ImzaliMi": "true|false",
    "SiraNo": "1",
}
FIELDS = {
    "name": "Ali Can YILMAZ", "tckn": "10000000146", "subject": "Yol & <köprü>",
    "phone": "+903125550123", "email": "ali@kurum.example", "address": "Gül Sok. No: 3",
}  # fmt: skip
PARTS = ["Ustveri/Ustveri.xml", "UstYazi/{}.pdf", "Ekler/ozgun.tif"]
NAME = "p-0123456789abcdef01234567-1-r2"


def a_draft(kind: str = "istek", **changed: str | None) -> Draft:
    fields = {k: {"value": v} for k, v in (FIELDS | changed).items()}
    record: dict[str, Any] = {
        "id": NAME[:-3], "revision": 2, "kind": kind, "fields": fields,
        "route": {"unit": "fen", "name": "Fen İşleri Müdürlüğü", "because": ""},
    }  # fmt: skip
    at = dt.datetime(2026, 11, 23, 9, 30, tzinfo=dt.UTC)
    return Draft(
        record=record, accepted_at=at, pages=b"%PDF-1.7", original=b"II*\0", original_suffix=".tif"
    )


def opened(draft: Draft) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(eyp_draft(draft))) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def parsed(content: bytes) -> ET.Element:
    return ET.fromstring(content)  # noqa: S314 - our own


def ustveri(draft: Draft) -> ET.Element:
    return parsed(opened(draft)["Ustveri/Ustveri.xml"])


def told(draft: Draft) -> dict[str, str]:
    return {local(e): e.text or "" for e in ustveri(draft).iter() if not len(e)}


@pytest.mark.parametrize(
    "draft",
    [
        a_draft(),
        a_draft(kind="ihbar"),
        a_draft(tckn=None, phone=None, email=None, address=None),
        a_draft(name=None, subject=None),
    ],
)
def test_elements_stand_in_the_order_of_the_standard_with_its_values(draft: Draft) -> None:
    parts = opened(draft)
    for path in ("Ustveri/Ustveri.xml", "BelgeHedef/BelgeHedef.xml"):
        for element in parsed(parts[path]).iter():
            children = "".join(f"{local(child)} " for child in element)
            names = ORDER.get(local(element), "").split()
            order = "".join(re.sub(r"(\w+)", r"(\1 )", name) for name in names)
            assert re.fullmatch(order, children), local(element)
            wanted = VALUES.get(local(element))
            assert wanted is None or re.fullmatch(wanted, element.text or "")


def test_the_petitioner_is_told_by_the_types_of_the_standard() -> None:
    facts = told(a_draft())
    assert (facts["IlkAdi"], facts["IkinciAdi"], facts["Soyadi"]) == ("Ali", "Can", "YILMAZ")
    assert facts["TCKN"] == "10000000146"
    assert facts["Adres"] == "Gül Sok. No: 3"
    assert facts["Konu"] == "Yol & <köprü>"


def test_what_the_letter_does_not_tell_is_left_out_and_never_invented() -> None:
    facts = told(a_draft(tckn=None, phone=None, email=None, address=None, name="Ali"))
    assert not {"TCKN", "IletisimBilgisi", "Telefon", "EPosta", "Adres"} & set(facts)
    assert (facts["IlkAdi"], facts["Soyadi"]) == ("Ali", "")


def test_a_unit_without_a_known_code_has_one_that_readers_refuse() -> None:
    assert not re.fullmatch("[1-9][0-9]{7}", told(a_draft())["KKK"])
    assert told(replace(a_draft(), kkk="24301050"))["KKK"] == "24301050"


def test_it_says_unsigned_in_its_metadata_and_holds_no_signature() -> None:
    parts = opened(a_draft())
    [core] = [content for name, content in parts.items() if name.endswith(".psmdcp")]
    facts = {local(e): e.text for e in parsed(core)}
    assert facts["title"] == LABEL
    assert facts["contentStatus"] == "İMZASIZ TASLAK"
    assert (facts["category"], facts["version"]) == ("RESMIYAZISMA", "2.0")
    assert told(a_draft())["DogrulamaAdresi"] == LABEL
    assert not [name for name in parts if name.endswith(".imz") or "NihaiUstveri" in name]


@pytest.mark.parametrize("digest", ["PaketOzeti", "NihaiOzet"])
def test_every_digest_is_that_of_the_part_it_names(digest: str) -> None:
    parts = opened(a_draft())
    root = parsed(parts[f"{digest}/{digest}.xml"])
    named = [reference.get("URI", "")[1:] for reference in root]
    signed = [path.format(NAME) for path in PARTS]
    assert named[:3] == signed
    assert len(named) == {"PaketOzeti": 3, "NihaiOzet": 6}[digest]
    for reference, path in zip(root, named, strict=True):
        values = [base64.b64decode(item[1].text or "") for item in reference]
        assert values == [
            hashlib.sha384(parts[path]).digest(),
            hashlib.sha512(parts[path]).digest(),
        ]
        methods = [item[0].get("Algorithm", "").rpartition("#")[2] for item in reference]
        assert methods == ["sha384", "sha512"]


def test_every_part_is_linked_once_and_has_a_content_type() -> None:
    parts = opened(a_draft())
    links = parsed(parts["_rels/.rels"])
    targets = [link.get("Target", "")[1:] for link in links]
    assert sorted(targets) == sorted(set(parts) - {"[Content_Types].xml", "_rels/.rels"})
    assert len({link.get("Id") for link in links}) == len(targets)
    known = {item.get("Extension") for item in parsed(parts["[Content_Types].xml"])}
    assert {path.rpartition(".")[2] for path in parts} <= known


def test_the_same_draft_gives_the_same_bytes_and_another_revision_other_ids() -> None:
    draft = a_draft()
    assert eyp_draft(draft) == eyp_draft(draft)
    other = replace(draft, record=draft.record | {"revision": 3})
    assert told(draft)["BelgeId"] != told(other)["BelgeId"]


def test_characters_that_xml_cannot_hold_do_not_break_it() -> None:
    assert told(a_draft(subject="Yol\x0bu\x00 🛣"))["Konu"] == "Yol\ufffdu\ufffd 🛣"
