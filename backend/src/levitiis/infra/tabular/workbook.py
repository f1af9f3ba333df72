"""The small parts of an XLSX: which sheets it has, where they lie, which styles pad numbers with zeros."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from levitiis.infra.tabular.archive import read_part
from levitiis.infra.tabular.errors import MALFORMED
from levitiis.infra.tabular.limits import Limits

_PADDING = re.compile(r"^0{2,18}$")
_WORKSHEET = "/worksheet"
_OFFICE_DOCUMENT = "/officeDocument"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet of the workbook and the part of the container that holds it."""

    name: str
    part: str
    visible: bool


def sheet_parts(archive: zipfile.ZipFile, filename: str, limits: Limits) -> list[SheetPart]:
    """List the worksheets in workbook order; chart and macro sheets are left out."""
    book = _main_part(archive, filename, limits)
    targets = _relations(archive, book, _WORKSHEET, filename, limits)
    names = set(archive.namelist())
    found: list[SheetPart] = []
    for element in _parse(archive, book, filename, limits).iter():
        if _local(element.tag) != "sheet":
            continue
        relation = next((v for k, v in element.attrib.items() if _local(k) == "id"), "")
        part = targets.get(relation)
        if part is not None and part in names:
            state = element.attrib.get("state", "visible")
            found.append(SheetPart(element.attrib.get("name", ""), part, state == "visible"))
    if not found:
        raise MALFORMED(filename=filename, reason=book)
    return found


def zero_padding(archive: zipfile.ZipFile, filename: str, limits: Limits) -> dict[int, int]:
    """Return cell style → width for styles such as ``000000``, which show 27 as 000027."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    widths: dict[str, int] = {}
    styles: dict[int, int] = {}
    for block in _parse(archive, "xl/styles.xml", filename, limits):
        kind = _local(block.tag)
        if kind == "numFmts":
            for element in block:
                code = element.attrib.get("formatCode", "")
                if _PADDING.match(code):
                    widths[element.attrib.get("numFmtId", "")] = len(code)
        elif kind == "cellXfs":
            for index, element in enumerate(block):
                width = widths.get(element.attrib.get("numFmtId", ""))
                if width:
                    styles[index] = width
    return styles


def _main_part(archive: zipfile.ZipFile, filename: str, limits: Limits) -> str:
    """The workbook is where the container says, which is nearly always ``xl/workbook.xml``."""
    targets = _relations(archive, "", _OFFICE_DOCUMENT, filename, limits)
    book = next(iter(targets.values()), "")
    if book not in archive.namelist():
        raise MALFORMED(filename=filename, reason="_rels/.rels")
    return book


def _relations(
    archive: zipfile.ZipFile, part: str, kind: str, filename: str, limits: Limits
) -> dict[str, str]:
    """Relation id → part within the container, for the relations of one kind that ``part`` has."""
    folder, base = posixpath.split(part)
    name = posixpath.join(folder, "_rels", f"{base}.rels")
    if name not in archive.namelist():
        raise MALFORMED(filename=filename, reason=name)
    targets: dict[str, str] = {}
    for element in _parse(archive, name, filename, limits).iter():
        relation = element.attrib.get("Type", "")
        if _local(element.tag) != "Relationship" or not relation.endswith(kind):
            continue
        if element.attrib.get("TargetMode") != "External":
            target = element.attrib.get("Target", "")
            joined = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            targets[element.attrib.get("Id", "")] = posixpath.normpath(joined)
    return targets


def _parse(archive: zipfile.ZipFile, name: str, filename: str, limits: Limits) -> Element:
    try:
        return fromstring(read_part(archive, name, filename, limits), forbid_dtd=True)
    except (ParseError, DefusedXmlException, UnicodeError, LookupError) as error:
        raise MALFORMED(filename=filename, reason=name) from error


def _local(name: str) -> str:
    return name.rpartition("}")[2]
