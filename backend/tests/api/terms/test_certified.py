"""PDFs that were signed elsewhere: the very one that we issued, intact, by who has to sign; or refused."""

from __future__ import annotations

import asyncio
import hashlib

import httpx2
import pytest

from tests.api.client import Api
from tests.api.terms.certificates import signed_pdf
from tests.api.terms.conftest import CPF, Handed, content

NAMED = f"CONCEICAO ABRANTES:{CPF}"


async def send(api: Api, handed: Handed, pdf: bytes) -> httpx2.Response:
    return await api.http.post(
        f"{handed.path}/pdf-assinado", files={"file": ("assinado.pdf", pdf, "application/pdf")}
    )


@pytest.mark.parametrize(
    ("name", "organisation", "level"),
    [(NAMED, "ICP-Brasil", "qualified"), ("Conceição  abrantes", "Gov-Br", "advanced")],
)
async def test_it_is_recorded_with_what_its_certificate_says(
    manager: Api, handed: Handed, name: str, organisation: str, level: str
) -> None:
    issued = await content(manager, f"{handed.path}/pdf")
    pdf = await asyncio.to_thread(signed_pdf, issued, name, organisation)
    answer = await send(manager, handed, pdf)
    assert answer.status_code == 200, answer.text
    said = answer.json()["signature"]
    assert (said["method"], said["level"]) == ("signed_pdf", level)
    assert said["certificate"]["organisation"] == organisation
    assert CPF not in answer.text, "of the certificate's name the CPF is not kept"
    kept = await content(manager, f"{handed.path}/pdf-assinado")
    assert kept == pdf
    assert hashlib.sha256(pdf).hexdigest() == answer.json()["signed_pdf_sha256"]


async def test_what_is_not_it_is_refused_and_leaves_the_term_open(manager: Api, handed: Handed) -> None:
    issued = await content(manager, f"{handed.path}/pdf")
    good = await asyncio.to_thread(signed_pdf, issued, NAMED)
    other = await asyncio.to_thread(signed_pdf, issued, "Bento Rocha:11144477735")
    altered = bytearray(good)
    altered[len(issued) + 40] ^= 1
    cases = {
        "signatures.not_this_pdf": [issued, b"%PDF-1.7 other" + good, good[:100]],
        "signatures.other_signer": [other],
        "signatures.not_signed": [good + b"\n% something added behind the signature\n"],
    }
    for code, files in cases.items():
        for pdf in files:
            answer = await send(manager, handed, pdf)
            assert (answer.status_code, answer.json()["code"]) == (422, code)
    tampered = await send(manager, handed, bytes(altered))
    assert tampered.status_code == 422
    assert tampered.json()["code"] in ("signatures.not_signed", "documents.pdf_unreadable")
    garbage = await send(manager, handed, issued + b"\0" * 50_000)
    assert garbage.status_code == 422
    assert (await manager.get(handed.path)).json()["state"] == "pending"


async def test_a_reader_records_nothing(reader: Api, handed: Handed) -> None:
    issued = await content(reader, f"{handed.path}/pdf")
    pdf = await asyncio.to_thread(signed_pdf, issued, NAMED)
    assert (await send(reader, handed, pdf)).status_code == 403
