"""Words for condition and situation."""

import pytest

from levitiis.modules.assets.imports.choices import (
    CHOICES,
    CONDITION_LABELS,
    LIFECYCLE_LABELS,
    choice_code,
    is_placeholder_serial,
    says_nothing,
)
from levitiis.modules.assets.states import Condition, LifecycleState


def test_every_code_has_words_and_labels() -> None:
    assert set(CHOICES["condition"].values()) == set(Condition) == set(CONDITION_LABELS)
    assert set(CHOICES["status"].values()) == set(LifecycleState) == set(LIFECYCLE_LABELS)


@pytest.mark.parametrize("field", ["condition", "status"])
def test_every_label_is_understood(field: str) -> None:
    labels = CONDITION_LABELS if field == "condition" else LIFECYCLE_LABELS
    for code, texts in labels.items():
        assert choice_code(field, texts.pt.upper()) == choice_code(field, texts.en) == code


@pytest.mark.parametrize("text", ["-", "N/A", "não informado", "NÃO CONSTA", "—", "null"])
def test_words_for_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["0", "mesa", "-1", "sim"])
def test_words_for_something(text: str) -> None:
    assert not says_nothing(text)


@pytest.mark.parametrize(
    "text", ["To be filled by O.E.M.", "0000000000", "S/N", "sem número", "xxxx", "Default string", "-"]
)
def test_fillers(text: str) -> None:
    assert is_placeholder_serial(text)


@pytest.mark.parametrize("text", ["A84286", "1030151010064", "SN00000001", "Ltd."])
def test_serials(text: str) -> None:
    assert not is_placeholder_serial(text)
