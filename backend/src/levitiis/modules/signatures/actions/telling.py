"""Lets those know who see a term."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.modules.locations import api as locations
from levitiis.modules.signatures.events import TermsChanged
from levitiis.modules.signatures.models import Term


async def tell(uow: UnitOfWork, term: Term) -> None:
    """Send what is pending, then tell where the term's assets are."""
    await uow.flush()
    path = await locations.path_of(uow.session, term.location_id)
    uow.emit(TermsChanged(object_ids=(term.id,), location_paths=(path,) if path else ()))
