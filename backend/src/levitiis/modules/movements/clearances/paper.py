"""A clearance as paper: what it says, frozen, and the PDF of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from levitiis.infra.documents.terms import TermPaper, render_term
from levitiis.infra.jobs.blocking import run_blocking

TITLE = "Nada consta"


@dataclass(frozen=True, slots=True)
class ClearanceContent:
    """Every value a text, as it stands on paper."""

    organisation: str
    number: str
    person: str
    registration: str
    cpf: str
    place: str
    left_on: str
    issued_on: str
    issuer: str

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)

    @property
    def hash(self) -> str:
        """SHA-256 of everything it says."""
        return hashlib.sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()

    def paragraphs(self) -> list[str]:
        """What is declared."""
        known = [f"matrícula {self.registration}" if self.registration else ""]
        known.append(f"CPF {self.cpf}" if self.cpf else "")
        known.append(f"lotação em {self.place}" if self.place else "")
        about = ", ".join(part for part in known if part)
        who = f"{self.person}, {about}," if about else self.person
        declared = (
            f"{self.organisation} declara que {who} com desligamento em {self.left_on}, não tem, nesta data, "
            "bens sob sua responsabilidade, empréstimos a devolver, transferências em aberto, comissões de "
            "baixas em aberto, termos a assinar nem aprovações a decidir no sistema de patrimônio."
        )
        until = (
            "Esta declaração vale enquanto não for revogada; a situação atual se confere no endereço "
            "impresso ao pé da página."
        )
        return [declared, until]


async def render(content: ClearanceContent, verify_at: str, created: datetime) -> bytes:
    """The PDF; the same content and moment give the same bytes."""
    paper = TermPaper(
        organisation=content.organisation,
        title=TITLE,
        number=content.number,
        document="",
        paragraphs=content.paragraphs(),
        lines=(),
        total="",
        place_and_date=content.issued_on,
        signer=content.issuer,
        signer_facts=f"por {content.organisation}",
        verify_at=verify_at,
        created=created,
    )
    return await run_blocking(render_term, paper)
