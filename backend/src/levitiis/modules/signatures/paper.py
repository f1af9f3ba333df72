"""A term as paper: its content in the shape that is drawn, unsigned and signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from levitiis.infra.documents.terms import Signed, TermPaper, render_term
from levitiis.infra.jobs.blocking import run_blocking
from levitiis.modules.signatures.content import Content
from levitiis.modules.signatures.states import SignatureLevel, SignatureMethod

_LEVELS = {
    SignatureLevel.SIMPLE: "Assinatura eletrônica simples (Lei 14.063/2020, art. 4º, I).",
    SignatureLevel.ADVANCED: "Assinatura eletrônica avançada (Lei 14.063/2020, art. 4º, II).",
}
_WAYS = {
    SignatureMethod.ON_SITE: "na tela, colhida por {collector}",
    SignatureMethod.OWN_ACCOUNT: "na própria conta de usuário",
    SignatureMethod.LINK: "por link de uso único, com código confirmado em {email}",
}


async def render(content: Content, verify_at: str, created: datetime, signed: Signed | None = None) -> bytes:
    """The PDF of a term; the same content and moment give the same bytes."""
    facts = [f"Matrícula {content.registration}" if content.registration else ""]
    facts.append(f"CPF {content.cpf}" if content.cpf else "")
    paper = TermPaper(
        organisation=content.organisation,
        title=content.title,
        number=content.number,
        document=content.document,
        paragraphs=content.paragraphs,
        lines=content.lines,
        total=content.total,
        place_and_date=f"{content.place}, {content.issued_on}" if content.place else content.issued_on,
        signer=content.signer,
        signer_facts=" · ".join(fact for fact in facts if fact),
        verify_at=verify_at,
        created=created,
        signed=signed,
    )
    return await run_blocking(render_term, paper)


def circumstances(
    method: SignatureMethod,
    level: SignatureLevel,
    *,
    moment: datetime,
    address: str,
    pdf_sha256: str,
    collector: str,
    email: str,
) -> Sequence[str]:
    """What the signed paper tells of its signature; ``moment`` is local."""
    way = _WAYS[method].format(collector=collector, email=email)
    return [
        f"Assinado em {moment:%d/%m/%Y às %H:%M:%S} ({moment:%Z}), {way}; endereço {address}.",
        _LEVELS[level],
        f"SHA-256 do documento assinado: {pdf_sha256}",
    ]
