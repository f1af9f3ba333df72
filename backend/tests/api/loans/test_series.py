"""Loans that recur: all of their days or none, what is in the way told at once, cancelled from a day on."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from levitiis.modules.movements.loans.reservations.actions import recurring
from tests.api.client import Api, running_app, test_settings
from tests.api.loans.conftest import ADDRESS, Loans, day, furnish, handed, sound
from tests.api.loans.pool import Pool, any_of, asset_ids, fill, reserve_any, series_body, set_rules
from tests.api.world import World
from tests.builders.roles import role
from tests.builders.users import account
from tests.smtp import post_office, smtp_settings
from tests.waiting import eventually

SERIES = f"{ADDRESS}/series"


@pytest.fixture
async def pool(api: Api, world: World) -> Pool:
    return await fill(api, world)


def named(*assets: int) -> list[dict[str, Any]]:
    return [{"asset_id": number} for number in assets]


async def test_every_week_four_times(loans: Loans, tmp_path: Path) -> None:
    answer = await loans.api.post(SERIES, series_body(loans, named(*loans.shelf.assets[:2]), 1, 2))
    made = answer.json()
    assert answer.status_code == 201, answer.text
    assert [one["start_date"] for one in made["loans"]] == [day(1 + 7 * n).isoformat() for n in range(4)]
    assert [one["due_date"] for one in made["loans"]] == [day(2 + 7 * n).isoformat() for n in range(4)]
    assert {(one["state"], one["items"], one["series_id"]) for one in made["loans"]} == {
        ("reserved", 2, made["id"])
    }
    assert len({one["number"] for one in made["loans"]}) == 4
    listed = (await loans.api.get(f"{ADDRESS}?series_id={made['id']}")).json()
    assert listed["total"] == 4
    assert await sound(loans.api, tmp_path)


async def test_conflicts_are_told_all_at_once_and_can_be_skipped(loans: Loans, tmp_path: Path) -> None:
    asset = loans.shelf.assets[0]
    for start in (8, 22):
        await loans.make([asset], start, start)
    body = series_body(loans, named(asset), 1, 2)
    answer = await loans.api.post(SERIES, body)
    told = answer.json()
    assert (answer.status_code, told["code"]) == (409, "loans.series_conflicts")
    assert [(one["start_date"], one["reason"]) for one in told["conflicts"]] == [
        (day(8).isoformat(), "taken"),
        (day(22).isoformat(), "taken"),
    ]
    assert all("P-1 (EM-" in one["about"] for one in told["conflicts"])
    assert (await loans.api.get(ADDRESS)).json()["total"] == 2, "none of its days was reserved"
    skipped = await loans.api.post(SERIES, body | {"skip": [one["start_date"] for one in told["conflicts"]]})
    assert [one["start_date"] for one in skipped.json()["loans"]] == [day(1).isoformat(), day(15).isoformat()]
    assert await sound(loans.api, tmp_path)


async def test_a_number_is_told_only_where_its_agreement_exists(api: Api, loans: Loans, world: World) -> None:
    """Whoever lends here without seeing loans is told the asset and the day alone, unless he asked for it."""
    async with api.work() as uow:
        await role(uow, "so_empresta", "assets.read", "people.read", "loans.request")
        lends = await account(uow, "so.empresta", role="so_empresta", at=world.building_a)
    who, asset = Loans(api.as_account(lends), loans.shelf), loans.shelf.assets[0]
    await loans.make([asset], 8, 8)
    own = await who.make([asset], 15, 15)
    told = (await who.api.post(SERIES, series_body(who, named(asset), 1, 2))).json()
    assert [one["about"] for one in told["conflicts"]] == ["P-1", f"P-1 ({own['number']})"]


async def test_of_a_category_too_few_is_a_conflict_of_its_day(
    loans: Loans, pool: Pool, tmp_path: Path
) -> None:
    await reserve_any(loans, any_of(pool, 3), 8, 8)
    body = series_body(loans, [any_of(pool, 2)], 1, 1)
    told = (await loans.api.post(SERIES, body)).json()
    assert [(one["start_date"], one["reason"], one["about"]) for one in told["conflicts"]] == [
        (day(8).isoformat(), "too_few", "Notebooks")
    ]
    made = await loans.api.post(SERIES, body | {"skip": [day(8).isoformat()]})
    assert made.status_code == 201, made.text
    pages = [(await loans.api.get(f"{ADDRESS}/{one['id']}")).json() for one in made.json()["loans"]]
    assert len({tuple(line["asset_id"] for line in page["lines"]) for page in pages}) == 1, "the same ones"
    assert await sound(loans.api, tmp_path)


async def test_an_asset_keeps_its_place_as_long_as_it_is_free(
    loans: Loans, pool: Pool, tmp_path: Path
) -> None:
    """Where one is taken the next in order steps in for that day alone."""
    await loans.make([pool.assets[0]], 8, 8)
    made = await loans.api.post(SERIES, series_body(loans, [any_of(pool), any_of(pool)], 1, 1))
    assert made.status_code == 201, made.text
    pages = [(await loans.api.get(f"{ADDRESS}/{one['id']}")).json() for one in made.json()["loans"]]
    first, second, third = pool.assets
    assert [asset_ids(one) for one in pages] == [
        [first, second], [second, third], [first, second], [first, second],
    ]  # fmt: skip
    assert await sound(loans.api, tmp_path)


async def test_the_category_is_searched_once_for_all_days(loans: Loans, pool: Pool) -> None:
    searched = []
    for times in (2, 9):
        with loans.api.counting() as statements:
            body = series_body(loans, [any_of(pool)], 1, 1, times=times)
            assert (await loans.api.post(SERIES, body)).status_code == 201
        searched.append(len([one for one in statements if "max(loans.start_date)" in str(one)]))
    assert searched == [1, 1]


async def test_this_one_or_it_and_the_following(loans: Loans, tmp_path: Path) -> None:
    asset = loans.shelf.assets[0]
    made = (await loans.api.post(SERIES, series_body(loans, named(asset), 0, 1, times=5))).json()["loans"]
    await loans.step(made[0]["id"], "entrega", handed(asset))
    await loans.step(made[1]["id"], "cancelamento", {"reason": "Feriado"})
    after = await loans.step(made[2]["id"], "cancelamento", {"reason": "Acabou", "following": True})
    assert after["state"] == "cancelled"
    states = [(await loans.api.get(f"{ADDRESS}/{one['id']}")).json()["state"] for one in made]
    assert states == ["active", "cancelled", "cancelled", "cancelled", "cancelled"]
    assert await sound(loans.api, tmp_path)


async def test_each_is_decided_for_itself_and_the_approval_is_withdrawn(api: Api, loans: Loans) -> None:
    fields = {
        "borrower_type": "third_party",
        "borrower_id": loans.shelf.company,
        "signer_id": loans.shelf.signer,
    }
    body = series_body(loans, named(loans.shelf.assets[0]), 1, 1, times=3) | fields
    made = (await loans.api.post(SERIES, body)).json()["loans"]
    assert {one["state"] for one in made} == {"pending"}
    first = (await loans.api.get(f"{ADDRESS}/{made[0]['id']}")).json()
    path = f"/movimentacoes/aprovacoes/{first['approval_id']}/decisao"
    assert (await api.as_role("approver").post(path, {"decision": "approve"})).status_code == 200
    assert (await loans.api.get(f"{ADDRESS}/{made[0]['id']}")).json()["state"] == "reserved"
    await loans.step(made[1]["id"], "cancelamento", {"reason": "x", "following": True})
    waiting = (await api.as_role("approver").get("/movimentacoes/aprovacoes/contagem")).json()
    assert waiting["waiting"] == 0


@pytest.mark.parametrize(
    ("rule", "due", "pointer"),
    [
        ({"times": None, "until": "2199-01-01", "weekdays": list(range(7))}, 0, "/recurrence/until"),
        ({"times": None, "until": "2001-01-01"}, 1, "/recurrence/until"),
        ({"times": 2}, 8, "/due_date"),
    ],
)
async def test_a_repetition_that_does_not_fit(
    loans: Loans, rule: dict[str, Any], due: int, pointer: str
) -> None:
    answer = await loans.api.post(SERIES, series_body(loans, named(loans.shelf.assets[0]), 0, due, **rule))
    assert (answer.status_code, answer.json()["code"]) == (422, "loans.bad_series")
    assert answer.json()["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize(
    "rule",
    [
        {"until": "2099-01-01"},
        {"times": None},
        {"weekdays": []},
        {"frequency": "monthly"},
        {"times": 61},
        {"every": 0},
    ],
)
async def test_a_rule_says_all_and_nothing_twice(loans: Loans, rule: dict[str, Any]) -> None:
    answer = await loans.api.post(SERIES, series_body(loans, named(loans.shelf.assets[0]), 0, 0, **rule))
    assert (answer.status_code, answer.json()["code"]) == (422, "request.invalid")


async def test_too_many_assets_in_all(loans: Loans, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recurring, "MOST_LOANS", 7)
    answer = await loans.api.post(SERIES, series_body(loans, named(*loans.shelf.assets[:2]), 0, 0))
    assert (answer.status_code, answer.json()["code"]) == (422, "loans.bad_series")


async def test_occurrences_with_their_buffer_do_not_touch(loans: Loans) -> None:
    await set_rules(loans.api, buffer_days=6)
    items = named(loans.shelf.assets[0])
    assert (await loans.api.post(SERIES, series_body(loans, items, 0, 1))).status_code == 422
    assert (await loans.api.post(SERIES, series_body(loans, items, 0, 0))).status_code == 201


async def test_two_series_at_once_share_no_day(loans: Loans, pool: Pool, tmp_path: Path) -> None:
    body = series_body(loans, [any_of(pool, 2), {"asset_id": loans.shelf.assets[0]}], 1, 2)
    answers = await asyncio.gather(*(loans.api.post(SERIES, body) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7
    assert await sound(loans.api, tmp_path)


@pytest.mark.parametrize("when", ["9999-12-31", "2200-01-01", "1999-12-31"])
async def test_days_at_the_end_of_the_calendar_are_refused(loans: Loans, when: str) -> None:
    """Buffers are added to days, and they recur for decades: there must be room for that."""
    days = {"start_date": when, "due_date": when}
    body = loans.body([loans.shelf.assets[0]]) | days
    own = {name: body[name] for name in ("items", "purpose")} | days
    made = await loans.make([loans.shelf.assets[0]])
    for path, sent in (
        ("", body),
        ("/series", body | {"recurrence": {"frequency": "monthly", "every": 12, "times": 60}}),
        ("/proprios", own),
        (f"/{made['id']}/prorrogacao", {"due_date": when, "reason": "x"}),
    ):
        answer = await loans.api.post(f"{ADDRESS}{path}", sent)
        assert (answer.status_code, answer.json()["code"]) == (422, "request.invalid"), path


async def test_the_last_day_recurs_for_sixty_years(loans: Loans, api: Api) -> None:
    await set_rules(api, most_days=3660, buffer_days=60)
    days = {"start_date": "2199-12-31", "due_date": "2199-12-31"}
    body = loans.body([loans.shelf.assets[0]]) | days
    body["recurrence"] = {"frequency": "monthly", "every": 12, "times": 60}
    made = await loans.api.post(f"{ADDRESS}/series", body)
    assert made.status_code == 201, made.text
    assert made.json()["loans"][-1]["start_date"] == "2258-12-31"


async def test_of_a_series_those_who_decide_hear_once(world_url: str, world: World, tmp_path: Path) -> None:
    """One letter names its days; of a single request the letter is as ever."""
    async with post_office() as post:
        settings = test_settings(tmp_path, **smtp_settings(post, run_worker=True))
        async with running_app(world_url, settings) as app:
            api = Api(app, world)
            loans = Loans(api.as_role("manager"), await furnish(api, world))
            fields = {
                "borrower_type": "third_party",
                "borrower_id": loans.shelf.company,
                "signer_id": loans.shelf.signer,
            }
            body = series_body(loans, named(loans.shelf.assets[0]), 1, 1, times=3) | fields
            made = await loans.api.post(SERIES, body)
            assert made.status_code == 201, made.text
            single = await loans.make(loans.shelf.assets[1:2], **fields)

            async def both_came() -> bool:
                return len(post.to("approver@example.org")) >= 2

            await eventually(both_came)
            letters = post.to("approver@example.org")
            series, other = sorted(letters, key=lambda letter: single["number"] in letter.text())
            assert len(letters) == 2
            assert series.message["subject"] == "3 datas esperam pela sua decisão"
            text = " ".join(series.text().split())
            assert f"de {day(1):%d/%m/%Y} a {day(15):%d/%m/%Y}: Semana pedagógica" in text
            assert "/aprovacoes" in text
            assert other.message["subject"] == f"{single['number']} espera pela sua decisão"
