"""The page of a lot: what it says, whose photos it shows, and who may print it."""

from __future__ import annotations

import io

import pypdfium2
from sqlalchemy import select

from levitiis.modules.approvals.models import Approval
from tests.api.client import Api
from tests.api.disposals.conftest import ADDRESS, Disposals
from tests.api.loans.conftest import Shelf
from tests.pictures import jpeg


def _read(pdf: bytes) -> tuple[str, int]:
    """The text of a PDF, and how many pictures it draws."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    pictures = sum(len(list(page.get_objects(filter=[3], max_depth=8))) for page in document)
    return " ".join(text.split()), pictures


async def test_it_says_what_leaves_and_shows_it(disposals: Disposals, shelf: Shelf) -> None:
    made = await disposals.make(
        shelf.assets[:2], destination="donation", process_number="SEI 1/2026", commission_act="Portaria 7"
    )
    path = f"{ADDRESS}/{made['id']}/lote.pdf"
    answer = await disposals.api.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    text, pictures = _read(answer.content)
    wanted = (made["number"], "doação", "SEI 1/2026", "Portaria 7", "Caio Representante", "P-1", "P-2",
              "Projetor 1", "Irrecuperável",
              "R$ 1.500,00", "R$ 3.000,00", "R$ 20,00", "rascunho")  # fmt: skip
    assert [one for one in wanted if one not in text] == []
    assert "P-3" not in text
    assert pictures == 0

    await disposals.attach(f"itens/{made['lines'][0]['id']}", "foto.jpg", jpeg())
    await disposals.attach_to_asset(shelf.assets[1], "propria.jpg", jpeg(colour="#a33"))
    assert _read((await disposals.api.get(path)).content)[1] == 2


async def test_who_sees_the_disposal_prints_it(api: Api, disposals: Disposals, shelf: Shelf) -> None:
    made = await disposals.make([shelf.elsewhere])
    path = f"{ADDRESS}/{made['id']}/lote.pdf"
    assert (await api.as_role("reader").get(path)).status_code == 200
    assert (await api.as_role("technician").get(path)).status_code == 404


async def test_it_says_who_agreed_to_what_and_cuts_nothing(disposals: Disposals, shelf: Shelf) -> None:
    """The report whole; who asked, agreed and concluded; the hash of what was agreed to; classes counted."""
    report = f"Início {'sem conserto ' * 700}fim do laudo"
    stolen = {"destination": "theft", "police_report": "BO 9", "police_report_date": "2026-11-20"}
    done = await disposals.concluded(shelf.assets[:2], report=report, **stolen)
    text, _ = _read((await disposals.api.get(f"{ADDRESS}/{done['id']}/lote.pdf")).content)
    async with disposals.api.work() as uow:
        hashed = await uow.session.scalar(
            select(Approval.content_hash).where(Approval.id == done["approval_id"])
        )
    wanted = ("fim do laudo", "Caio Representante (preside)", "BO 9, 20/11/2026", "Approver, ",
              "Manager, ", "2 (2 irrecuperável)", hashed or "?")  # fmt: skip
    assert [one for one in wanted if one not in text] == []


async def test_a_long_code_stays_in_its_column(disposals: Disposals, shelf: Shelf) -> None:
    tag = "PATRIMONIO-MUITO-LONGO-0000123456789"
    assert (await disposals.api.patch(f"/ativos/{shelf.assets[0]}", {"tag": tag})).status_code == 200
    made = await disposals.make(shelf.assets[:1])
    pdf = (await disposals.api.get(f"{ADDRESS}/{made['id']}/lote.pdf")).content
    page = pypdfium2.PdfDocument(io.BytesIO(pdf))[0].get_textpage()
    letters = "".join(page.get_text_range(n, 1) for n in range(page.count_chars()))
    left, bottom, _, top = page.get_charbox(letters.index("Projetor 1"))
    column = {"left": left - 1, "right": left + 80, "bottom": bottom - 40, "top": top + 1}
    assert page.get_text_bounded(**column).strip() == "Projetor 1"
