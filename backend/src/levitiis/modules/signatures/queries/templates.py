"""Reads of templates."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.problems import Language
from levitiis.kit.wire import Ref
from levitiis.modules.identity.models import User
from levitiis.modules.people.models import Person
from levitiis.modules.signatures.models import TermTemplate, TermTemplateVersion
from levitiis.modules.signatures.placeholders import PLACEHOLDERS
from levitiis.modules.signatures.schemas import PlaceholderOut, TemplateOut, TemplatesOut, TemplateVersionOut
from levitiis.modules.signatures.states import TermKind


async def list_templates(session: AsyncSession, language: Language) -> TemplatesOut:
    """Every template with all its versions: there are few of both."""
    templates = (await session.scalars(select(TermTemplate).order_by(TermTemplate.kind))).all()
    versions = await _versions(session)
    return TemplatesOut(
        items=[_out(template, versions[template.id]) for template in templates],
        placeholders=[
            PlaceholderOut(name=name, about=about.in_language(language))
            for name, about in PLACEHOLDERS.items()
        ],
    )


async def get_template(session: AsyncSession, template_id: int) -> TemplateOut:
    """One template. Raises ``request.not_found``."""
    template = await session.scalar(select(TermTemplate).where(TermTemplate.id == template_id))
    if template is None:
        raise NOT_FOUND()
    return _out(template, (await _versions(session))[template_id])


async def load_template(uow: UnitOfWork, template_id: int) -> TermTemplate:
    """A template, locked. Raises ``request.not_found``."""
    statement = select(TermTemplate).where(TermTemplate.id == template_id).with_for_update()
    found = await uow.session.scalar(statement.execution_options(populate_existing=True))
    if found is None:
        raise NOT_FOUND()
    return found


async def current_version(session: AsyncSession, kind: TermKind) -> TermTemplateVersion | None:
    """What terms of a kind say at present."""
    statement = (
        select(TermTemplateVersion)
        .join(TermTemplate, TermTemplate.id == TermTemplateVersion.template_id)
        .where(TermTemplate.kind == kind.value, TermTemplateVersion.number == TermTemplate.current)
    )
    return await session.scalar(statement)


def _out(template: TermTemplate, versions: list[TemplateVersionOut]) -> TemplateOut:
    return TemplateOut(
        id=template.id,
        kind=TermKind(template.kind),
        current=versions[0],
        versions=versions,
        version=template.version,
    )


async def _versions(session: AsyncSession) -> defaultdict[int, list[TemplateVersionOut]]:
    statement = (
        select(TermTemplateVersion, User.id, Person.name)
        .outerjoin(User, User.id == TermTemplateVersion.created_by)
        .outerjoin(Person, Person.id == User.person_id)
        .order_by(TermTemplateVersion.number.desc())
    )
    found: defaultdict[int, list[TemplateVersionOut]] = defaultdict(list)
    for version, user_id, author in (await session.execute(statement)).all():
        found[version.template_id].append(
            TemplateVersionOut(
                number=version.number,
                title=version.title,
                body=version.body,
                author=Ref(id=user_id, name=author) if user_id else None,
                created_at=version.created_at,
            )
        )
    return found
