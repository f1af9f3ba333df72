"""The demo organisation is at work: its lists are not empty, all of it was done by its users, and once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from sqlalchemy import select

from levitiis.commands.checks import violations_in
from levitiis.commands.demo import load_once
from levitiis.infra.db.engine import Database
from levitiis.kit.clock import today
from levitiis.modules.movements.disposals.models import Disposal
from levitiis.modules.movements.loans.models import LoanAgreement
from levitiis.modules.movements.loans.reservations.models import LoanSeries
from levitiis.modules.movements.models import MovementDocument
from levitiis.modules.movements.occurrences.models import AssetOccurrence
from tests.api.client import test_settings


async def test_there_is_something_in_every_list_and_it_is_made_once(
    database_url: str, tmp_path: Path
) -> None:
    settings = test_settings(tmp_path, organisation="Prefeitura de Serra Clara")
    passwords = await load_once(settings, database_url)
    assert await load_once(settings, database_url) == passwords
    database = Database(database_url, settings)
    try:
        async with database.writing() as session:
            loans = (await session.scalars(select(LoanAgreement))).all()
            assert Counter(loan.state for loan in loans) == {"reserved": 6, "active": 2}
            assert [loan.due_date < today() for loan in loans if loan.state == "active"] == [True, False]
            series = (await session.scalars(select(LoanSeries.id))).all()
            assert Counter(loan.series_id for loan in loans) == {series[0]: 4, None: 4}
            for model, states in (
                (Disposal, ["approved", "draft", "pending"]),
                (AssetOccurrence, ["open", "resolved"]),
                (MovementDocument, ["pending"]),
            ):
                assert sorted(await session.scalars(select(model.state))) == states
            assert await violations_in(session, settings) == []
    finally:
        await database.dispose()
