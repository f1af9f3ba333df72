"""A PDF signed elsewhere (gov.br, ICP-Brasil) is held against the one that we issued, and recorded."""

from __future__ import annotations

from pathlib import Path

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.documents.signed_pdf import PdfSignature, intact_signatures
from levitiis.infra.files.blobs import Incoming
from levitiis.infra.jobs.blocking import run_blocking
from levitiis.kit.common_problems import FORBIDDEN
from levitiis.kit.text import search_key
from levitiis.modules.signatures.actions.signing import Said, may_collect, open_term, settle
from levitiis.modules.signatures.content import SignerFacts
from levitiis.modules.signatures.desk import PDF, TermDesk, Visitor
from levitiis.modules.signatures.errors import NOT_SIGNED, NOT_THIS_PDF, OTHER_SIGNER
from levitiis.modules.signatures.models import Term
from levitiis.modules.signatures.queries.signers import signer_facts
from levitiis.modules.signatures.states import SignatureLevel, SignatureMethod, TermDecision

MOST_BYTES = 30_000_000
_BRAZIL = "icp-brasil"
_PIECE = 262_144


async def add_signed_pdf(
    uow: UnitOfWork, desk: TermDesk, term_id: int, incoming: Incoming, expected: int | None, visitor: Visitor
) -> None:
    """Record a PDF that the signer signed with a certificate of his own.

    It must be the very PDF that we issued with signatures added behind it, which is how PDFs are signed; at
    least one must be intact, cover the whole file, and name the signer by CPF or by name. The chain of the
    certificate is not verified: what it says is kept and shown. ICP-Brasil is qualified, all else advanced
    (Lei 14.063/2020, art. 4º). Raises ``signatures.not_this_pdf``, ``signatures.not_signed``,
    ``signatures.other_signer``, ``documents.pdf_unreadable``, and as signing does.
    """
    term = await open_term(uow, desk, term_id, expected)
    if uow.actor.person_id != term.signer_id and not await may_collect(uow, term):
        raise FORBIDDEN()
    await _require_ours(uow, desk, term, incoming.path)
    found = await run_blocking(intact_signatures, incoming.path)
    if not found:
        raise NOT_SIGNED()
    signer = await signer_facts(uow.session, desk.keys, term.signer_id)
    signature = next((each for each in found if is_of(each, signer)), None)
    if signature is None:
        raise OTHER_SIGNER(name=found[0].name.partition(":")[0])
    stored = await desk.files.keep(uow, incoming, filename=f"{term.number}-assinado.pdf", media_type=PDF)
    said = Said(
        TermDecision.SIGN,
        SignatureMethod.SIGNED_PDF,
        level_of(signature),
        visitor,
        certificate=_shown(signature),
    )
    await settle(uow, desk, term, said, stored)


def is_of(signature: PdfSignature, signer: SignerFacts) -> bool:
    """Whether a certificate names the signer: by CPF, as ICP-Brasil writes ``NAME:CPF``, or by name."""
    name, _, document = signature.name.partition(":")
    if signer.cpf and document.strip().isdigit():
        return document.strip() == signer.cpf
    return search_key(name) == search_key(signer.name)


def level_of(signature: PdfSignature) -> SignatureLevel:
    """Qualified by a certificate of ICP-Brasil, else advanced."""
    qualified = signature.organisation.casefold() == _BRAZIL
    return SignatureLevel.QUALIFIED if qualified else SignatureLevel.ADVANCED


def _shown(signature: PdfSignature) -> dict[str, str]:
    """What is kept of a certificate: names without the CPF or CNPJ that ICP-Brasil writes behind them."""
    bare = {name: getattr(signature, name).partition(":")[0] for name in ("name", "issuer")}
    return signature.as_json() | bare


async def _require_ours(uow: UnitOfWork, desk: TermDesk, term: Term, path: Path) -> None:
    stored = await desk.files.get(uow.session, term.pdf_id)
    async with desk.files.local(stored) as issued:
        if not await run_blocking(begins_with, path, issued):
            raise NOT_THIS_PDF()


def begins_with(path: Path, start: Path) -> bool:
    """Whether a file begins with all the bytes of another, and goes on behind them."""
    if path.stat().st_size <= start.stat().st_size:
        return False
    with path.open("rb") as whole, start.open("rb") as wanted:
        while piece := wanted.read(_PIECE):
            if whole.read(len(piece)) != piece:
                return False
    return True
