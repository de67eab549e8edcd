"""A petition's words as ALTO 4.4: what archives and libraries exchange for text with its places.

Positions are pixels of the page as a person sees it: upright, and turned by hand where it was.
"""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from deliver.sheets import Sheet
from domain.geometry import Box, union
from domain.page import Line

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"


def alto(sheets: Sequence[Sheet], *, title: str) -> bytes:
    """Return the XML in UTF-8: one block a page; ``title`` names the PDF of the same pages."""
    root = ET.Element("alto", xmlns=NAMESPACE, SCHEMAVERSION="4.4")
    about = ET.SubElement(root, "Description")
    ET.SubElement(about, "MeasurementUnit").text = "pixel"
    source = ET.SubElement(about, "sourceImageInformation")
    ET.SubElement(source, "fileName").text = f"{title}.pdf"
    pages = ET.SubElement(root, "Layout")
    for number, sheet in enumerate(sheets, 1):
        _add_page(pages, sheet, number)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written


def _add_page(pages: ET.Element, sheet: Sheet, number: int) -> None:
    whole = _seen(Box(0, 0, sheet.page.width, sheet.page.height), sheet)
    page = ET.SubElement(pages, "Page", ID=f"page{number}", PHYSICAL_IMG_NR=str(number))
    page.attrib |= {"WIDTH": str(whole.w), "HEIGHT": str(whole.h)}
    space = ET.SubElement(page, "PrintSpace", _place(whole))
    rows = sheet.rows
    if not rows:
        return
    block = ET.SubElement(space, "TextBlock", ID=f"block{number}", LANG="tr")
    block.attrib |= _place(_seen(union(row.box for row in rows), sheet))
    if sheet.rotation:
        block.set("ROTATION", str(360 - sheet.rotation))  # counter-clockwise, says the schema
    for row in rows:
        _add_row(block, row, sheet)


def _add_row(block: ET.Element, row: Line, sheet: Sheet) -> None:
    line = ET.SubElement(block, "TextLine", _place(_seen(row.box, sheet)))
    for index, word in enumerate(row.words):
        if index:
            ET.SubElement(line, "SP")
        said = {"CONTENT": word.text, "WC": f"{word.confidence:.2f}"}
        ET.SubElement(line, "String", said, **_place(_seen(word.box, sheet)))


def _place(box: Box) -> dict[str, str]:
    return {"HPOS": str(box.x), "VPOS": str(box.y), "WIDTH": str(box.w), "HEIGHT": str(box.h)}


def _seen(box: Box, sheet: Sheet) -> Box:
    """Return the box on the page as a person turned it."""
    width, height = sheet.page.width, sheet.page.height
    match sheet.rotation:
        case 90:
            return Box(height - box.bottom, box.x, box.h, box.w)
        case 180:
            return Box(width - box.right, height - box.bottom, box.w, box.h)
        case 270:
            return Box(box.y, width - box.right, box.h, box.w)
        case _:
            return box
