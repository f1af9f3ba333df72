"""Every code that the code can utter has both texts, and every text belongs to a code."""

import re
from pathlib import Path

import pytest

from levitiis.modules.assets.imports import messages
from levitiis.modules.assets.imports.dates import DATE_FORMATS
from levitiis.modules.assets.imports.issues import CellIssue
from levitiis.modules.assets.imports.messages import FORMAT_NAMES, MESSAGES, issue_message
from levitiis.modules.assets.imports.numbers import NUMBER_FORMATS

SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in Path(messages.__file__).parent.glob("*.py")
    if path.name != "messages.py"
)
UTTERED = re.compile(
    r"(?:CellError|Finding|Note|lost)\(\s*\"([a-z_]+)\"|\"([a-z_]+)\", (?:\"(?:error|warning)\"|blocks=)"
)


def test_every_code_in_the_source_has_a_text() -> None:
    uttered = {first or second for first, second in UTTERED.findall(SOURCE)} - {"error"}
    assert len(uttered) > 20
    assert uttered <= MESSAGES.keys()


def test_every_text_is_used() -> None:
    kinds = {"formula_without_value", "error_value"}  # come from the reader's notes
    assert {code for code in MESSAGES if f'"{code}"' not in SOURCE} <= kinds


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_both_languages_speak_of_the_same_things(code: str) -> None:
    texts = MESSAGES[code]
    assert texts.pt
    assert texts.en
    assert texts.pt != texts.en
    assert set(re.findall(r"{(\w+)}", texts.pt)) == set(re.findall(r"{(\w+)}", texts.en))


def test_every_format_has_a_name() -> None:
    assert {*NUMBER_FORMATS, *DATE_FORMATS, "name", "name_detail"} <= FORMAT_NAMES.keys()


def test_a_finding_is_told_with_label_value_and_format() -> None:
    issue = CellIssue(3, 7, "18/0/82014", "invalid_date", field="acquisition_date", params={"format": "dmy"})
    assert issue_message(issue, "pt-BR") == "“18/0/82014” não é uma data no formato dd/mm/aaaa."
    assert issue_message(issue, "en") == "“18/0/82014” is not a date in the format dd/mm/yyyy."
    assert issue.letter == "H"
