"""Numbers that are given out one after the other, in the transaction that uses them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, update

from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.uow import UnitOfWork


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
