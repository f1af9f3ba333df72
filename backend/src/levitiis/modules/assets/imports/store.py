"""Use cases of imports: receive a file, map it, have it checked, have it applied, forget it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.infra.files.store import FileStore
from levitiis.infra.http.upload import Upload
from levitiis.infra.jobs.blocking import run_blocking
from levitiis.infra.jobs.queue import enqueue
from levitiis.kit.access import Actor
from levitiis.kit.common_problems import FORBIDDEN, NOT_FOUND
from levitiis.modules.assets.events import AssetImportChanged
from levitiis.modules.assets.imports.describe import describe, require_fit
from levitiis.modules.assets.imports.errors import INVALID_ROWS, NOTHING_VALID, WRONG_STATE
from levitiis.modules.assets.imports.mapping import ColumnMapping, Mapping
from levitiis.modules.assets.imports.schemas import ApplyIn, MappingIn
from levitiis.modules.assets.models import AssetImport, ImportIssue
from levitiis.modules.assets.policy import IMPORT
from levitiis.modules.assets.states import IMPORT_TRANSITIONS, ImportState

CHECK_JOB = "assets.check_import"
APPLY_JOB = "assets.apply_import"
_MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_EDITABLE = (ImportState.UPLOADED, ImportState.CHECKED, ImportState.FAILED)


def require_importer(actor: Actor) -> None:
    """An import makes places and people anywhere, so the permission must hold organisation-wide."""
    if not actor.scope(IMPORT).everywhere:
        raise FORBIDDEN()


async def create_import(uow: UnitOfWork, files: FileStore, upload: Upload) -> AssetImport:
    """Keep an uploaded file and propose how to read it. Raises ``tabular.…`` for what is no table."""
    require_importer(uow.actor)
    layout, mapping = await run_blocking(describe, upload.incoming.path, upload.filename)
    media_type = _MEDIA_TYPES[layout["kind"]]
    stored = await files.keep(uow, upload.incoming, filename=upload.filename, media_type=media_type)
    item = AssetImport(
        file_id=stored.id,
        filename=upload.filename,
        layout=layout,
        mapping=mapping,
        created_by=uow.actor.id,
    )
    uow.session.add(item)
    await uow.flush()
    _tell(uow, item)
    return item


async def set_mapping(
    uow: UnitOfWork, files: FileStore, import_id: int, data: MappingIn, expected: int | None
) -> AssetImport:
    """Say how the file is to be read; an earlier check no longer counts. Raises ``assets.import_mapping``."""
    item = await load_import(uow, import_id)
    check_version(item, expected)
    if item.state not in _EDITABLE:
        raise WRONG_STATE(state=item.state)
    stored = await files.get(uow.session, item.file_id)
    async with files.local(stored) as path:
        if data.columns is None:
            item.layout, item.mapping = await run_blocking(
                describe, path, item.filename, data.sheet, data.header_row
            )
        else:
            mapping = _mapping(item, data)
            await run_blocking(require_fit, path, item.filename, mapping)
            item.mapping = mapping.model_dump(mode="json")
    item.state = ImportState.UPLOADED.value
    item.summary, item.problem = None, None
    await forget_issues(uow, item.id)
    await uow.flush()
    _tell(uow, item)
    return item


def _mapping(item: AssetImport, data: MappingIn) -> Mapping:
    known = Mapping.model_validate(item.mapping)
    headers = {column["index"]: column["header"] for column in item.layout["columns"]}
    columns = tuple(
        ColumnMapping(column=c.column, header=headers.get(c.column), field=c.field, format=c.format)
        for c in data.columns or ()
    )
    return Mapping(
        sheet=data.sheet if data.sheet is not None else known.sheet,
        header_row=data.header_row,
        skip_rows=tuple(data.skip_rows),
        columns=columns,
        options=data.options or known.options,
    )


async def start_check(uow: UnitOfWork, import_id: int) -> AssetImport:
    """Have the file checked; nothing enters the inventory."""
    item = await load_import(uow, import_id)
    await _start(uow, item, ImportState.CHECKING, CHECK_JOB)
    item.summary, item.problem = None, None
    return item


async def start_apply(uow: UnitOfWork, import_id: int, data: ApplyIn) -> AssetImport:
    """Have the valid rows put into the inventory, all or none of them."""
    item = await load_import(uow, import_id)
    if item.state != ImportState.CHECKED:
        raise WRONG_STATE(state=item.state)
    summary = item.summary or {}
    if not summary.get("valid_rows"):
        raise NOTHING_VALID()
    if summary.get("invalid_rows") and not data.only_valid:
        raise INVALID_ROWS(count=summary["invalid_rows"])
    await _start(uow, item, ImportState.APPLYING, APPLY_JOB)
    return item


async def _start(uow: UnitOfWork, item: AssetImport, state: ImportState, kind: str) -> None:
    transit(item, state)
    item.job_id = await enqueue(uow, kind, {"import_id": item.id}, created_by=uow.actor.id)
    await uow.flush()
    _tell(uow, item)


async def forget_import(uow: UnitOfWork, files: FileStore, import_id: int) -> None:
    """Remove an import that was not applied, with its file."""
    item = await load_import(uow, import_id)
    if item.state not in (*_EDITABLE, ImportState.CANCELLED):
        raise WRONG_STATE(state=item.state)
    await forget_issues(uow, item.id)
    await uow.session.delete(item)
    await uow.flush()
    await files.release(uow, item.file_id)
    _tell(uow, item)


def transit(item: AssetImport, state: ImportState) -> None:
    """Go to ``state`` if the transition table allows it. Raises ``imports.wrong_state``."""
    if state not in IMPORT_TRANSITIONS[ImportState(item.state)]:
        raise WRONG_STATE(state=item.state)
    item.state = state.value


async def load_import(uow: UnitOfWork, import_id: int) -> AssetImport:
    """The import, locked. Raises ``request.not_found`` for who may not import everywhere."""
    if not uow.actor.scope(IMPORT).everywhere:
        raise NOT_FOUND()
    statement = select(AssetImport).where(AssetImport.id == import_id).with_for_update()
    item = (await uow.session.execute(statement)).scalar_one_or_none()
    if item is None:
        raise NOT_FOUND()
    return item


async def forget_issues(uow: UnitOfWork, import_id: int) -> None:
    """Remove the findings of the last check (they are derived, so the trail does not keep them)."""
    statement: Any = delete(ImportIssue).where(ImportIssue.import_id == import_id)
    await uow.session.execute(statement.execution_options(synchronize_session=False))


def _tell(uow: UnitOfWork, item: AssetImport) -> None:
    uow.emit(AssetImportChanged(object_ids=(item.id,)))
