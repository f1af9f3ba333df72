"""The page of a lot: what it says, whose photos it shows, and who may print it."""

from __future__ import annotations

import io

import pypdfium2

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
