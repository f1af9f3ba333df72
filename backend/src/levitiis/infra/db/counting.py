"""Numbers that are given out one after the other, in the transaction that uses them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer, insert, update
from sqlalchemy.orm import Mapped, mapped_column

from levitiis.infra.db.base import Base
from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.types import string
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.clock import today


class DocumentCounter(Base):
    """The last number of a kind of document in a year; locked while the next is taken."""

    __tablename__ = "document_counters"

    prefix: Mapped[str] = mapped_column(string(20), primary_key=True)
    last_number: Mapped[int] = mapped_column(Integer, default=0)


async def document_number(uow: UnitOfWork, kind: str) -> str:
    """The next number of a kind of document, by year and without gaps: ``TR-2026-000123``."""
    prefix = f"{kind}-{today().year}"
    return f"{prefix}-{await next_number(uow, DocumentCounter, prefix):06d}"


async def next_number(uow: UnitOfWork, counter: Any, prefix: str) -> int:
    """The next number of ``prefix`` in the table ``counter`` (``prefix``, ``last_number``), from 1.

    The counter's row is locked until the transaction ends, so a number is never given twice, and one
    whose transaction is rolled back is given again.
    """
    statement = (
        update(counter)
        .where(counter.prefix == prefix)
        .values(last_number=counter.last_number + 1)
        .returning(counter.last_number)
        .execution_options(synchronize_session=False)
    )
    number = await uow.session.scalar(statement)
    if number is not None:
        return int(number)
    await dialect_of(uow.session).lock(uow.session, f"{counter.__tablename__}:{prefix}")
    number = await uow.session.scalar(statement)
    if number is None:
        await uow.session.execute(insert(counter), [{"prefix": prefix, "last_number": 1}])
        return 1
    return int(number)
