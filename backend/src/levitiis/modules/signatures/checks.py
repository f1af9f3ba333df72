"""Invariants of terms, as SQL that finds what breaks them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.files.models import StoredFile
from levitiis.kit.checks import Violation
from levitiis.modules.signatures.models import Term, TermSignature
from levitiis.modules.signatures.states import TermDecision, TermState

_SHOWN = 100


async def violations(session: AsyncSession) -> list[Violation]:
    """Everything that breaks I24; at most 100 rows of each kind."""
    found: list[Violation] = []
    for message, statement in _CHECKS:
        rows = (await session.execute(statement.limit(_SHOWN))).all()
        found += [Violation("I24", message, "term", row[0]) for row in rows]
    return found


def _joined() -> Select[Any]:
    return select(Term.id).outerjoin(TermSignature, TermSignature.term_id == Term.id)


def _without_word() -> Select[Any]:
    said = {TermState.SIGNED: TermDecision.SIGN, TermState.REFUSED: TermDecision.REFUSE}
    ways = [
        (Term.state == state.value) & (TermSignature.decision.is_distinct_from(decision.value))
        for state, decision in said.items()
    ]
    open_states = [TermState.PENDING.value, TermState.VOID.value]
    return _joined().where(or_(*ways, Term.state.in_(open_states) & TermSignature.id.is_not(None)))


def _other_bytes() -> Select[Any]:
    return _joined().where(TermSignature.pdf_sha256 != Term.pdf_sha256)


def _other_file(file_id: Any, sha256: Any) -> Select[Any]:
    return select(Term.id).join(StoredFile, StoredFile.id == file_id).where(StoredFile.sha256 != sha256)


_CHECKS = (
    ("its state is not what its signer said", _without_word()),
    ("something else was signed", _other_bytes()),
    ("its PDF is another", _other_file(Term.pdf_id, Term.pdf_sha256)),
    ("its signed PDF is another", _other_file(Term.signed_pdf_id, Term.signed_pdf_sha256)),
)
