"""What terms say: a new version is used from then on, an old one stays for the terms it made."""

from __future__ import annotations

from decimal import Decimal

from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.clock import now
from levitiis.kit.common_problems import FORBIDDEN
from levitiis.modules.signatures.content import Content, TermLine, in_brazil, rows_of, total_of
from levitiis.modules.signatures.desk import TermDesk
from levitiis.modules.signatures.models import TermTemplate, TermTemplateVersion
from levitiis.modules.signatures.paper import render
from levitiis.modules.signatures.placeholders import fill, paragraphs
from levitiis.modules.signatures.policy import CONFIGURE
from levitiis.modules.signatures.queries.templates import current_version, load_template
from levitiis.modules.signatures.ready_templates import READY
from levitiis.modules.signatures.schemas import TemplateIn
from levitiis.modules.signatures.states import TermKind

_SAMPLE = (
    TermLine("EX-000001", "000001", "Notebook 14 polegadas", "SN-0001", "Bom", Decimal("3200.00")),
    TermLine("EX-000002", "000002", "Mesa de escritório em L", "", "Regular", Decimal("850.00")),
)


async def ensure_template(uow: UnitOfWork, kind: TermKind) -> TermTemplateVersion:
    """The text of a kind at present; the ready one where there is none yet."""
    found = await current_version(uow.session, kind)
    if found is not None:
        return found
    await dialect_of(uow.session).lock(uow.session, f"term_templates:{kind}")
    found = await current_version(uow.session, kind)
    if found is not None:
        return found
    title, body = READY[kind]
    template = TermTemplate(kind=kind.value, current=1)
    uow.session.add(template)
    await uow.flush()
    version = TermTemplateVersion(template_id=template.id, number=1, title=title, body=body)
    uow.session.add(version)
    await uow.flush()
    return version


async def ensure_templates(uow: UnitOfWork) -> None:
    """See that every kind has a text: part of setting up an installation."""
    for kind in TermKind:
        await ensure_template(uow, kind)


async def publish(uow: UnitOfWork, template_id: int, data: TemplateIn, expected: int | None) -> None:
    """From now on terms say this. Raises ``request.forbidden`` unless it holds organisation-wide."""
    require_everywhere(uow)
    template = await load_template(uow, template_id)
    check_version(template, expected)
    template.current += 1
    version = TermTemplateVersion(
        template_id=template.id,
        number=template.current,
        title=data.title,
        body=data.body,
        created_by=uow.actor.id,
    )
    uow.session.add(version)
    await uow.flush()


def require_everywhere(uow: UnitOfWork) -> None:
    """Templates belong to the whole organisation. Raises ``request.forbidden``."""
    if not uow.actor.scope(CONFIGURE).everywhere:
        raise FORBIDDEN()


async def preview(desk: TermDesk, data: TemplateIn) -> bytes:
    """How a term would look, with invented assets and nobody's name."""
    issued_on, total = in_brazil(desk.local_now()), total_of(_SAMPLE)
    values = {
        "responsavel": "Nome de quem assina",
        "matricula": "00000",
        "cpf": "***.000.000-**",
        "organizacao": desk.settings.organisation,
        "numero": "TM-0000-000000",
        "documento": "TR-0000-000000",
        "data": issued_on,
        "local": "Unidade › Prédio › Sala",
        "motivo": "Motivo do documento",
        "tomador": "Nome do tomador",
        "inicio": issued_on,
        "prazo": issued_on,
        "condicoes": "Condições do empréstimo",
        "quantidade": str(len(_SAMPLE)),
        "valor_total": total,
    }
    content = Content(
        organisation=desk.settings.organisation,
        number=values["numero"],
        document=values["documento"],
        title=fill(data.title, values),
        paragraphs=[fill(paragraph, values) for paragraph in paragraphs(data.body)],
        issued_on=issued_on,
        place=values["local"],
        signer=values["responsavel"],
        registration=values["matricula"],
        cpf=values["cpf"],
        lines=rows_of(_SAMPLE),
        total=total,
    )
    return await render(content, desk.verify_at("x" * 26), now())
