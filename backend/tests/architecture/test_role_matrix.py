"""The matrix, the routes and the roles say the same; and the comparison bites."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from levitiis.kit.access import PERMISSIONS, SELF
from levitiis.modules.identity.roles import BUILT_IN, undeclared
from tests.architecture.role_matrix import MATRIX, ROLES, matrix_faults
from tests.architecture.routes import operations, whole_app
from tests.architecture.test_routes import WIDENING


@pytest.fixture(scope="module")
def access(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    app = whole_app(tmp_path_factory.mktemp("app"))
    return {name: operation.access for name, operation in operations(app).items()}


def test_all_three_agree(access: Mapping[str, str]) -> None:
    assert matrix_faults(access, PERMISSIONS) == []


def test_every_permission_stands_in_the_matrix(access: Mapping[str, str]) -> None:
    assert {access[operation] for operation in MATRIX} >= set(PERMISSIONS) - set(WIDENING)


def test_roles_name_declared_permissions_only(access: Mapping[str, str]) -> None:
    assert undeclared() == {}
    assert set(ROLES) == set(BUILT_IN)
    assert all(SELF.code not in role.codes(PERMISSIONS) for role in BUILT_IN.values())


def test_the_administrator_has_everything(access: Mapping[str, str]) -> None:
    assert BUILT_IN["administrator"].codes(PERMISSIONS) == set(PERMISSIONS) - {SELF.code}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"newThing": "assets.read"}, "newThing is not in the matrix"),
        ({"createUser": "users.read"}, "createUser: manager may by users.read"),
        ({"listAssets": "assets.archive"}, "listAssets: reader may not by assets.archive"),
        ({"listAssets": "public"}, "listAssets is 'public'"),
        ({"getMe": "assets.read"}, "getMe is 'assets.read'"),
        ({"editAsset": "identity.self"}, "editAsset: reader may by identity.self"),
    ],
)
def test_a_changed_route_is_found(access: Mapping[str, str], changed: dict[str, str], told: str) -> None:
    faults = matrix_faults({**access, **changed}, PERMISSIONS)
    assert any(told in fault for fault in faults), faults


def test_a_route_that_vanished_is_found(access: Mapping[str, str]) -> None:
    left = {name: code for name, code in access.items() if name != "getAsset"}
    assert matrix_faults(left, PERMISSIONS) == ["getAsset is in the matrix and no operation"]


def test_a_changed_role_is_found(access: Mapping[str, str]) -> None:
    reader = BUILT_IN["reader"]
    bolder = replace(reader, permissions=(*(reader.permissions or ()), "assets.move"))
    faults = matrix_faults(access, PERMISSIONS, {**BUILT_IN, "reader": bolder})
    assert [fault.split(" by ")[0] for fault in faults] == [
        "giveBackAssets: reader may",
        "moveAsset: reader may",
        "moveAssets: reader may",
    ]


def test_the_matrix_is_readable() -> None:
    source = Path(__file__).with_name("role_matrix.py").read_text(encoding="utf-8")
    assert len(MATRIX) == source.count('": ')
