"""Which users the trail can be searched by: asked by the trail, known to identity and people."""

from __future__ import annotations

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased

from levitiis.infra.db.search import matches
from levitiis.kit.text import like_escape, search_key
from levitiis.modules.identity.models import User
from levitiis.modules.people.models import Person


def trail_authors(q: str | None) -> Select[int, str, str]:
    """Users by the names of the people they are; aliased, so that no condition of the trail binds to them."""
    user, person = aliased(User), aliased(Person)
    found = select(user.id, person.name, user.username).join(person, person.id == user.person_id)
    if q and q.strip():
        start = f"{like_escape(search_key(q))}%"
        found = found.where(or_(matches(person.search_text, q), user.username_key.like(start, escape="\\")))
    return found.order_by(person.sort_key, user.id)
