"""The account of a person, as what is to be thought of when he leaves."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select, true

from levitiis.modules.identity.models import User
from levitiis.modules.identity.policy import visible
from levitiis.modules.people.api import Binding, columns


def _bound(records: Select[int]) -> Select[*tuple[Any, ...]]:
    shown = columns(id=User.id, code=User.username, target_id=User.id, state=User.role)
    return select(*shown).where(User.person_id.in_(records), User.active == true())


ACCOUNT = Binding("account", False, _bound, visible)
"""An administrator ends it; that is no debt of the person's."""
