"""Files that nobody on this project wrote; the figures are those of the data's README."""

import os
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from levitiis.infra.tabular.reader import open_table_file
from levitiis.modules.assets.imports.check import CheckResult, check_file, read_results
from levitiis.modules.assets.imports.draft import AssetDraft
from levitiis.modules.assets.imports.proposal import Proposal, propose
from tests.unit.imports.files import TODAY, brief

FOLDER = os.environ.get("LEVITIIS_SAMPLE_DATA")
pytestmark = pytest.mark.skipif(not FOLDER, reason="LEVITIIS_SAMPLE_DATA is unset")


def read(name: str) -> tuple[Proposal, CheckResult, list[AssetDraft]]:
    table = open_table_file(Path(FOLDER or "") / "assets" / name)
    proposal = propose(table, today=TODAY)
    drafts = [r.draft for r in read_results(table, proposal.mapping, TODAY) if r.draft]
    return proposal, check_file(table, proposal.mapping, TODAY), drafts


def test_sam_avare() -> None:
    proposal, found, drafts = read("sam_avare.xlsx")
    assert (proposal.sheet.name, proposal.header_row, proposal.mapping.skip_rows) == (
        "Regras Dos campos ",
        1,
        (2,),
    )
    assert len(proposal.columns) == 53
    assert sum(1 for column in proposal.columns if not column.filled) == 36
    assert {c.field for c in proposal.columns if not c.filled} == {None}
    assert (found.valid_rows, found.invalid_rows) == (5_724, 0)
    assert found.total_purchase_value == Decimal("6942232.91")
    assert (len(found.locations), len(found.people)) == (23, 46)
    assert found.conditions == {"good": 5_023, "uneconomic": 701}
    assert brief(found.errors) == [(3543, "H", "invalid_date"), (4780, "H", "invalid_date")]
    assert {issue.value for issue in found.errors} == {"18/0/82014"}
    assert Counter(issue.code for issue in found.warnings) == {"control_characters": 10}
    assert len({draft.tag_key for draft in drafts}) == 5_724
    by_row = {draft.row: draft for draft in drafts}
    assert min(by_row) == 3
    assert (by_row[3319].tag, by_row[3319].patrimonio) == ("SF-64523", "64523")
    assert "DSPA-ALG-000027" in {draft.tag for draft in drafts}
    assert by_row[2498].name == "CADEIRA FIXA 04 PATAS COURVIN"
    assert by_row[3543].extra["Data de Aquisição"] == "18/0/82014"
    assert sum(draft.acquisition_date is None for draft in drafts) == 1_048 + 2
    assert {draft.inclusion_date for draft in drafts} == {date(2021, 5, 1)}
    assert sum(draft.responsible is None for draft in drafts) == 4


def test_suap() -> None:
    _, found, drafts = read("suap_ifpe_4linhas.csv")
    assert (found.valid_rows, found.invalid_rows, found.total_purchase_value) == (4, 0, Decimal("0.04"))
    assert Counter(draft.extra["ED"] for draft in drafts) == {"449052-42": 3, "449052-33": 1}
    assert [draft.tag for draft in drafts] == ["835", "882", "888", "7263"]
    assert {(d.responsible, d.responsible_sector) for d in drafts} == {
        ("SERVIDOR 001", "REIFPE REI-DTI"), ("SERVIDOR 002", "REIFPE REI-DTI"),
    }  # fmt: skip
    assert drafts[0].extra["RÓTULOS"] == [
        "Inventário 2016 - REIT - DADT",
        "Inventário 2016 - REIT - TOTALIZADO",
    ]
    assert {draft.invoice_number for draft in drafts} == {None}
    assert {draft.acquisition_date for draft in drafts} == {date(2010, 6, 16)}
    assert found.issues == []


def test_ipm() -> None:
    _, found, drafts = read("ipm_joao_pessoa_28linhas.csv")
    codes = Counter(issue.code for issue in found.issues)
    assert found.valid_rows + found.invalid_rows == 28
    assert len({draft.tag_key for draft in drafts} | {"IPMJP0354"}) == 23
    assert (codes["repeated_tag"], codes["repeated_serial"], codes["required"]) == (5, 2, 1)
    repeated = {i.value: i.params["rows"] for i in found.warnings if i.code == "repeated_serial"}
    assert repeated == {"Ltd.": [5, 6, 9], "A84286": [2, 7]}
    assert [i.row for i in found.warnings if i.code == "suspicious_serial"] == [5, 6, 9]
    assert [i.row for i in found.errors if i.code == "required"] == [15]
    assert {draft.category for draft in drafts} == {"Informática"}


def test_snipe_it() -> None:
    _, found, drafts = read("snipe-it-assets-sample.csv")
    assert (found.valid_rows, found.invalid_rows, found.total_purchase_value) == (22, 0, Decimal("56926.75"))
    assert (drafts[0].acquisition_date, drafts[0].purchase_value) == (date(2023, 1, 23), Decimal("2266.13"))
    assert drafts[2].acquisition_date == date(2023, 3, 1)
    assert drafts[1].responsible == "Gage McCrackem"
    assert not any("@" in str(value) for draft in drafts for value in draft.extra.values())
    assert not any("Username" in header for draft in drafts for header in draft.extra)
    assert found.issues == []
