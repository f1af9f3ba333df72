"""Declared permissions and built-in roles in their tables: idempotent, and with two processes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.bootstrap import routers
from levitiis.infra.db.engine import Database
from levitiis.infra.db.uow import Origin, unit_of_work
from levitiis.infra.history.models import AuditLog
from levitiis.infra.settings import Settings
from levitiis.kit.access import PERMISSIONS, SELF, job_actor
from levitiis.modules.identity.api import sync_roles
from levitiis.modules.identity.models import PermissionRow, Role, RolePermission
from levitiis.modules.identity.queries.roles import list_roles
from levitiis.modules.identity.roles import ADMINISTRATOR, BUILT_IN, READER
from levitiis.modules.identity.schemas.roles import RoleFilter


@pytest.fixture
async def database(database_url: str, tmp_path: Path) -> AsyncIterator[Database]:
    routers()
    made = Database(database_url, Settings(data_dir=tmp_path))
    yield made
    await made.dispose()


async def sync(database: Database) -> bool:
    async with unit_of_work(database, job_actor("sync_roles"), Origin("job"), b"k" * 32) as uow:
        changed = await sync_roles(uow)
        await uow.commit()
    return changed


async def permissions_of_roles(session: AsyncSession) -> dict[str, list[str]]:
    page = await list_roles(session, job_actor("tests"), RoleFilter(page_size=200))
    return {role.name: role.permissions for role in page.items}


async def assert_as_declared(database: Database) -> None:
    async with database.reading() as session:
        found = {name: set(codes) for name, codes in (await permissions_of_roles(session)).items()}
        names = set(await session.scalars(select(PermissionRow.name)))
    assert set(PERMISSIONS) <= names
    for name, role in BUILT_IN.items():
        assert found[name] == role.codes(PERMISSIONS)
    assert found[ADMINISTRATOR] == set(PERMISSIONS) - {SELF.code}


async def test_everything_that_is_declared_stands_there_once(database: Database) -> None:
    assert await sync(database)
    await assert_as_declared(database)
    assert not await sync(database)
    async with database.reading() as session:
        trail = (await session.scalars(select(AuditLog))).all()
    assert {entry.entity for entry in trail} == {"role", "role_permission"}
    assert {entry.actor_kind for entry in trail} == {"job"}


async def test_several_processes_start_together(database: Database) -> None:
    await asyncio.gather(*(sync(database) for _ in range(6)))
    await assert_as_declared(database)
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Role)) == len(BUILT_IN)


async def test_what_was_altered_is_put_right(database: Database) -> None:
    await sync(database)
    async with unit_of_work(database, job_actor("tests"), Origin("job"), b"k" * 32) as uow:
        reader = (await uow.session.scalars(select(Role).where(Role.name == READER))).one()
        reader.label_pt = "Espião"
        manage = await uow.session.scalar(
            select(PermissionRow.id).where(PermissionRow.name == "users.manage")
        )
        await uow.session.execute(delete(RolePermission).where(RolePermission.role_id == reader.id))
        uow.session.add(RolePermission(role_id=reader.id, permission_id=manage))
        await uow.commit()
    assert await sync(database)
    await assert_as_declared(database)
    async with database.reading() as session:
        assert await session.scalar(select(Role.label_pt).where(Role.name == READER)) == "Consulta"


async def test_what_another_version_declares_is_left_alone(database: Database) -> None:
    await sync(database)
    async with unit_of_work(database, job_actor("tests"), Origin("job"), b"k" * 32) as uow:
        reader = (await uow.session.scalars(select(Role).where(Role.name == READER))).one()
        future = PermissionRow(name="future.read")
        custom = Role(name="custom", label_pt="Outro", label_en="Other")
        uow.session.add_all([future, custom])
        await uow.session.flush()
        uow.session.add(RolePermission(role_id=reader.id, permission_id=future.id))
        uow.session.add(RolePermission(role_id=custom.id, permission_id=future.id))
        await uow.commit()
    assert not await sync(database)
    async with database.reading() as session:
        found = await permissions_of_roles(session)
    assert "future.read" in found[READER]
    assert found["custom"] == ["future.read"]
