"""The long work of imports: checking a file, and applying it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.crypto import Keys
from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.files.models import StoredFile
from levitiis.infra.files.store import FileStore
from levitiis.infra.jobs.blocking import run_blocking
from levitiis.infra.jobs.run import JobFailure, JobHandler, JobRun
from levitiis.infra.tabular.reader import open_table_file
from levitiis.kit.access import Actor, ActorKind
from levitiis.kit.clock import now
from levitiis.modules.assets.events import AssetImportChanged, AssetsChanged
from levitiis.modules.assets.imports.apply import apply_results
from levitiis.modules.assets.imports.check import CheckResult, check_file, read_results
from levitiis.modules.assets.imports.issues import CellIssue
from levitiis.modules.assets.imports.mapping import Mapping
from levitiis.modules.assets.imports.references import count_unknown
from levitiis.modules.assets.imports.store import APPLY_JOB, CHECK_JOB, forget_issues
from levitiis.modules.assets.models import Asset, AssetImport, ImportIssue
from levitiis.modules.assets.states import ImportState

_CHUNK = 5_000
_UNIT = "rows"
_VALUE_LIMIT = 200
_COLUMNS = (
    "import_id", "row", "column", "header", "field", "value", "code", "params", "severity", "blocks",
)  # fmt: skip


class ImportJobs:
    """Handlers for the worker; ``files`` is where the uploaded files lie."""

    def __init__(self, files: FileStore, keys: Keys) -> None:
        self._files = files
        self._keys = keys

    def handlers(self) -> Sequence[JobHandler]:
        """The kinds of jobs done here. A crash is tried again: nothing of a failed try stays.

        An import holds the locks under which places and people are named until its end, so they are
        applied one after another.
        """
        return (
            JobHandler(CHECK_JOB, self.check, max_attempts=3, on_failure=_failed),
            JobHandler(APPLY_JOB, self.apply, max_attempts=3, on_failure=_failed, alone=True),
        )

    async def check(self, run: JobRun) -> None:
        """Read the whole file; keep figures and findings."""
        item, stored = await self._load(run)
        mapping = Mapping.model_validate(item.mapping)
        async with self._files.local(stored) as path:
            result = await run_blocking(_check, path, item.filename, mapping, run)
        async with run.unit_of_work(_actor(run), "import") as uow:
            current = await uow.session.get(AssetImport, item.id, with_for_update=True)
            if current is None or current.state != ImportState.CHECKING:
                return
            await _keep(uow, current, result, self._keys)
            uow.emit(AssetImportChanged(object_ids=(current.id,)))
            await run.complete(uow, {"import_id": current.id})
            await uow.commit()

    async def apply(self, run: JobRun) -> None:
        """Put the valid rows into the inventory; the import's end is part of the same transaction."""
        item, stored = await self._load(run)
        mapping = Mapping.model_validate(item.mapping)
        async with self._files.local(stored) as path, run.unit_of_work(_actor(run), "import") as uow:
            current = await uow.session.get(AssetImport, item.id, with_for_update=True)
            if current is None or current.state != ImportState.APPLYING:
                return
            table = await run_blocking(open_table_file, path, filename=item.filename)
            results = read_results(table, mapping, on_progress=_reporter(run))
            applied = await apply_results(uow, results, self._keys, import_id=item.id)
            current.state = ImportState.APPLIED.value
            current.applied_at = now()
            current.summary = {**(current.summary or {}), "applied": applied.summary()}
            uow.emit(AssetsChanged())
            uow.emit(AssetImportChanged(object_ids=(current.id,)))
            await run.complete(uow, applied.summary())
            await uow.commit()

    async def _load(self, run: JobRun) -> tuple[AssetImport, StoredFile]:
        async with run.unit_of_work() as uow:
            item = await uow.session.get_one(AssetImport, run.payload["import_id"])
            return item, await self._files.get(uow.session, item.file_id)


def _actor(run: JobRun) -> Actor:
    """Who asked; that he may import everywhere was checked when he asked."""
    return Actor(ActorKind.USER, run.created_by, "import", unrestricted=True)


def _reporter(run: JobRun) -> Any:
    def report(done: int, total: int) -> None:
        run.progress.report(done, total, _UNIT)

    return report


def _check(path: Path, filename: str, mapping: Mapping, run: JobRun) -> CheckResult:
    return check_file(open_table_file(path, filename=filename), mapping, on_progress=_reporter(run))


async def _keep(uow: UnitOfWork, item: AssetImport, result: CheckResult, keys: Keys) -> None:
    await forget_issues(uow, item.id)
    rows = (_issue_row(item.id, issue) for issue in result.issues)
    await dialect_of(uow.session).bulk_insert(uow.session, ImportIssue.__table__, _COLUMNS, rows)  # type: ignore[arg-type]
    existing = await _existing(uow.session, result.tag_keys)
    unknown = await count_unknown(uow, result, keys)
    item.summary = {
        **result.summary(),
        "existing_rows": existing,
        "new_rows": result.valid_rows - existing,
        **unknown,
    }
    item.state = ImportState.CHECKED.value
    item.problem = None


def _issue_row(import_id: int, issue: CellIssue) -> tuple[Any, ...]:
    return (
        import_id, issue.row, issue.letter, issue.header, issue.field, issue.value[:_VALUE_LIMIT],
        issue.code, dict(issue.params), issue.severity, issue.blocks,
    )  # fmt: skip


async def _existing(session: AsyncSession, tag_keys: Sequence[str]) -> int:
    count = 0
    for chunk in _chunks(tag_keys):
        statement = select(func.count()).select_from(Asset).where(Asset.tag_key.in_(chunk))
        count += int(await session.scalar(statement) or 0)
    return count


def _chunks(values: Sequence[str]) -> Iterable[Sequence[str]]:
    return (values[start : start + _CHUNK] for start in range(0, len(values), _CHUNK))


async def _failed(uow: UnitOfWork, failure: JobFailure) -> None:
    item = await uow.session.get(AssetImport, failure.payload["import_id"], with_for_update=True)
    if item is None or item.state not in (ImportState.CHECKING, ImportState.APPLYING):
        return
    item.state = ImportState.FAILED.value
    item.problem = failure.problem
    uow.emit(AssetImportChanged(object_ids=(item.id,)))
