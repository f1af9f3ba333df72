"""Reads of imports."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.paging import fetch_page, page_of
from levitiis.infra.db.search import AnySelect
from levitiis.infra.jobs.errors import shown_problem
from levitiis.infra.jobs.models import Job
from levitiis.kit.access import Actor
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.paging import Page, PageParams
from levitiis.kit.problems import Language
from levitiis.modules.assets.imports.fields import FIELDS
from levitiis.modules.assets.imports.issues import CellIssue
from levitiis.modules.assets.imports.mapping import Mapping, formats_of
from levitiis.modules.assets.imports.messages import issue_message, message
from levitiis.modules.assets.imports.schemas import (
    FieldOut,
    ImportOut,
    ImportRow,
    IssueFilter,
    IssueOut,
)
from levitiis.modules.assets.models import AssetImport, ImportIssue
from levitiis.modules.assets.policy import IMPORT
from levitiis.modules.identity.models import User
from levitiis.modules.people.models import Person


def _require(actor: Actor) -> None:
    if not actor.scope(IMPORT).everywhere:
        raise NOT_FOUND()


def _rows() -> AnySelect:
    by = AssetImport.created_by
    people = select(AssetImport, Person.name).outerjoin(User, User.id == by)
    return people.outerjoin(Person, Person.id == User.person_id)


async def list_imports(session: AsyncSession, actor: Actor, params: PageParams) -> Page[ImportRow]:
    """Imports, newest first."""
    _require(actor)
    rows = _rows().order_by(AssetImport.id.desc())
    found, total = await fetch_page(session, rows, select(AssetImport.id), params)
    return page_of(Page[ImportRow], [ImportRow.model_validate(_brief(row)) for row in found], params, total)


def _brief(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    item: AssetImport = row[0]
    names = ("id", "filename", "state", "summary", "created_at", "applied_at", "version")
    return {**{name: getattr(item, name) for name in names}, "created_by": row[1]}


async def get_import(session: AsyncSession, actor: Actor, import_id: int, language: Language) -> ImportOut:
    """An import with its layout, mapping, figures and job. Raises ``request.not_found``."""
    _require(actor)
    row = (await session.execute(_rows().where(AssetImport.id == import_id))).one_or_none()
    if row is None:
        raise NOT_FOUND()
    item: AssetImport = row[0]
    job = await session.get(Job, item.job_id) if item.job_id else None
    mapping = Mapping.model_validate(item.mapping)
    return ImportOut.model_validate(
        {
            **_brief(row),
            "sheets": item.layout["sheets"],
            "sheet": mapping.sheet,
            "header_row": mapping.header_row,
            "skip_rows": list(mapping.skip_rows),
            "options": mapping.options,
            "columns": _columns(item, mapping),
            "fields": fields(),
            "notes": [
                {"code": note["code"], "message": message(note["code"], language, note["params"])}
                for note in item.layout["notes"]
            ],
            "problem": shown_problem(item.problem, language),
            "job": job and {name: getattr(job, name) for name in _JOB},
        }
    )


_JOB = ("id", "status", "done", "total", "unit", "message")


def _columns(item: AssetImport, mapping: Mapping) -> list[dict[str, Any]]:
    chosen = {column.column: column for column in mapping.columns}
    shown: list[dict[str, Any]] = []
    for column in item.layout["columns"]:
        mapped = chosen.get(column["index"])
        now = {"field": mapped and mapped.field, "format": mapped and mapped.format}
        same = now["field"] == column["field"]
        shown.append({**column, **now, "confidence": column["confidence"] if same else 1.0})
    return shown


def fields() -> list[FieldOut]:
    """The fields that a column can become."""
    return [
        FieldOut(
            field=field.code,
            label_pt=field.label.pt,
            label_en=field.label.en,
            kind=field.kind,
            required=field.required,
            formats=list(formats_of(field)),
        )
        for field in FIELDS.values()
    ]


async def list_issues(
    session: AsyncSession, actor: Actor, import_id: int, params: IssueFilter, language: Language
) -> Page[IssueOut]:
    """Findings of the last check, in the order of the rows."""
    _require(actor)
    where = [ImportIssue.import_id == import_id]
    if params.severity:
        where.append(ImportIssue.severity == params.severity)
    if params.code:
        where.append(ImportIssue.code == params.code)
    rows = select(ImportIssue).where(*where).order_by(ImportIssue.row, ImportIssue.id)
    found, total = await fetch_page(session, rows, select(ImportIssue.id).where(*where), params)
    return page_of(Page[IssueOut], [_issue(row[0], language) for row in found], params, total)


def _issue(row: ImportIssue, language: Language) -> IssueOut:
    finding = CellIssue(
        row.row, None, row.value or "", row.code, field=row.field, header=row.header, params=row.params
    )
    return IssueOut(
        row=row.row,
        column=row.column,
        header=row.header,
        field=row.field,
        value=row.value,
        code=row.code,
        severity=row.severity,  # type: ignore[arg-type]
        blocks=row.blocks,
        message=issue_message(finding, language),
    )
