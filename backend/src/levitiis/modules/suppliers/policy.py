"""Who may do what with suppliers, and for whom they exist.

They are reference data without a place: whoever has ``catalogue.read``, be it for one building only,
sees all of them (an asset's form needs them); changing them takes an organisation-wide grant.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, false, true

from levitiis.kit.access import Actor
from levitiis.kit.reference import MANAGE, READ

__all__ = ["MANAGE", "READ", "may_manage", "visible"]


def visible(actor: Actor) -> ColumnElement[bool]:
    """All of them for whoever may read the catalogue anywhere, none for others."""
    return true() if actor.may(READ) else false()


def may_manage(actor: Actor) -> bool:
    """Whether ``actor`` may change what belongs to the whole organisation."""
    return actor.scope(MANAGE).everywhere
