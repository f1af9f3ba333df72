"""Nothing declared is half declared: problems, field errors, events, tables, constraints, labels."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, MetaData, UniqueConstraint
from sqlalchemy.dialects.postgresql import ExcludeConstraint

from levitiis.bootstrap import create_app, metadata
from levitiis.infra.db.base import Base
from levitiis.infra.http import catalogue
from levitiis.infra.settings import Settings
from levitiis.kit.access import PERMISSION_GROUPS, PERMISSIONS
from levitiis.kit.events import EVENT_TYPES, Event
from levitiis.kit.problems import CATALOGUE, CONSTRAINTS, FIELD_TEXTS, Texts
from tests.architecture.graph import SOURCE
from tests.architecture.routes import NO_DATABASE

CONTRACTS = SOURCE.parents[2] / "contracts"

WITHOUT_HISTORY = {
    "audit_logs": "is the trail",
    "audit_seals": "seals the trail, and is sealed itself",
    "audit_seal_gaps": "says what the seals passed over",
    "movements": "is the ledger: rows are only added, and reversed by later rows",
    "outbox_events": "tells of changes that have their own trail",
    "outbox_deliveries": "how far a subscriber has come",
    "jobs": "keeps its own story: who, when, progress, result",
    "idempotency_keys": "stored answers, removed after a day",
    "stored_files": "content that rows with a trail point at",
    "asset_attachments": "told, with before and after, as acts on the asset",
    "movement_document_attachments": "told, with before and after, as acts on the document",
    "movement_item_attachments": "told, with before and after, as acts on the document",
    "loan_reminders": "told as acts on their agreement",
    "disposal_attachments": "told, with before and after, as acts on the disposal",
    "disposal_item_attachments": "told, with before and after, as acts on the disposal",
    "loan_attachments": "told, with before and after, as acts on the agreement",
    "occurrence_attachments": "told, with before and after, as acts on the occurrence",
    "found_reports": "personal data of finders: the occurrence tells that it came and that it was erased",
    "attachment_uploads": "files on their way in, forgotten after a day; what becomes of them has a trail",
    "attachment_upload_parts": "pieces of files on their way in",
    "asset_import_issues": "findings of a check, made anew by each check",
    "tag_counters": "the last number given out",
    "document_counters": "the last number given out",
    "movement_document_items": "told as acts on their document",
    "movement_document_extras": "told as acts on their document",
    "permissions": "a mirror of what the code declares",
    "auth_spent_tokens": "hashes of used refresh tokens",
    "auth_attempts": "a sliding window; failures stand in the trail as acts",
    "socket_tickets": "live thirty seconds",
    "auth_links": "hashes of one-time links; asking for one and using it stand in the trail as acts",
    "term_links": "hashes of one-time links; sending one and what it led to stand in the trail",
    "auth_second_factors": "secrets; switching them on and off stands in the trail as acts",
    "auth_recovery_codes": "hashes; making and using them stands in the trail as acts",
    "auth_challenges": "live five minutes",
}


@pytest.fixture(scope="module", autouse=True)
def everything_imported(tmp_path_factory: pytest.TempPathFactory) -> None:
    create_app(Settings(data_dir=tmp_path_factory.mktemp("app"), run_worker=False), NO_DATABASE)


@pytest.fixture(scope="module")
def tables() -> MetaData:
    return metadata()


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def assert_bilingual(name: str, texts: Texts) -> None:
    assert texts.pt.strip(), name
    assert texts.en.strip(), name
    assert placeholders(texts.pt) == placeholders(texts.en), name


def test_every_problem_has_both_languages() -> None:
    assert len(CATALOGUE) > 50
    for code, kind in CATALOGUE.items():
        assert_bilingual(code, kind.title)
        assert_bilingual(code, kind.detail)
        assert 400 <= kind.status <= 599, code
        assert kind.detail.pt != kind.detail.en, code
        assert not placeholders(kind.title.pt), code


def test_every_field_error_has_both_languages() -> None:
    for code, texts in FIELD_TEXTS.items():
        assert_bilingual(code, texts)


def test_every_permission_has_both_labels() -> None:
    for code, known in PERMISSIONS.items():
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+", code)
        assert_bilingual(code, known.label)
        assert_bilingual(f"{code}: what it allows", known.about)
        assert known.about.pt.endswith("."), code


def test_every_permission_has_a_group_with_both_labels() -> None:
    """``permission_group("assets", …)`` stands before the first ``permission("assets.…")``."""
    assert {known.group for known in PERMISSIONS.values()} == set(PERMISSION_GROUPS)
    for name, texts in PERMISSION_GROUPS.items():
        assert_bilingual(name, texts)


def test_a_code_belongs_to_the_module_that_declares_it() -> None:
    """``suppliers.taken`` is declared in ``modules/suppliers``; the kit's are ``request``, ``server`` …"""
    for path in SOURCE.joinpath("modules").rglob("errors.py"):
        room = path.relative_to(SOURCE / "modules").parts[0]
        declared = re.findall(r'declare\(\s*"([a-z_]+)\.', path.read_text(encoding="utf-8"))
        assert set(declared) <= {room, *ALSO.get(room, ())}, path


ALSO: dict[str, set[str]] = {
    "assets": {"labels", "imports", "asset_imports"},
    "catalogue": {"categories"},
    "movements": {"clearances", "disposals", "loans", "occurrences"},
}
"""What a room with several kinds of things may begin its codes with besides its own name."""


def test_every_event_has_a_schema_that_its_payload_fits() -> None:
    assert EVENT_TYPES
    for name, event in EVENT_TYPES.items():
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+", name)
        assert event.__doc__
        assert event.VERSION >= 1
        assert event.PERMISSION in PERMISSIONS, name
        for made in (event(), event(object_ids=(1, 2), location_paths=("/1/4/",), user_id=7, data={"a": 1})):
            assert fits(made.payload(), catalogue.event_schema(event)), name


def test_a_schema_refuses_what_is_no_payload() -> None:
    event = next(iter(EVENT_TYPES.values()))
    schema = catalogue.event_schema(event)
    good = event(object_ids=(1,)).payload()
    bad: list[dict[str, Any]] = [
        {"v": 99}, {"ids": ["1"]}, {"ids": [0]}, {"paths": ["1/2"]}, {"user_id": "x"}, {"permission": ""},
        {"data": []}, {"row": {}},
    ]  # fmt: skip
    assert all(not fits({**good, **changed}, schema) for changed in bad)
    assert not fits({name: value for name, value in good.items() if name != "ids"}, schema)


def fits(payload: dict[str, Any], schema: dict[str, Any]) -> bool:
    from jsonschema_rs import Draft202012Validator

    return Draft202012Validator(schema).is_valid(json.loads(json.dumps(payload)))


def test_events_are_frozen() -> None:
    def subclasses(of: type[Event]) -> set[type[Event]]:
        return {leaf for direct in of.__subclasses__() for leaf in {direct, *subclasses(direct)}}

    for event in EVENT_TYPES.values():
        with pytest.raises((AttributeError, TypeError)):
            event().user_id = 1  # type: ignore[misc]
    shipped = {event for event in subclasses(Event) if event.__module__.startswith("levitiis.")}
    assert {event.TYPE for event in shipped} == set(EVENT_TYPES), "an event lacks @register"


def test_every_table_has_history_or_a_reason(tables: MetaData) -> None:
    entities = {mapper.local_table.name: mapper.class_.__history__ for mapper in Base.registry.mappers}  # type: ignore[attr-defined]
    shipped = set(tables.tables)
    assert {name for name in shipped if not entities.get(name)} == set(WITHOUT_HISTORY)
    named = [entity for name, entity in entities.items() if entity and name in shipped]
    assert len(named) == len(set(named)), "two tables write their changes under one name"


def test_personal_fields_never_reach_the_trail_in_clear(tables: MetaData) -> None:
    personal = re.compile(r"(^|_)(cpf|email|phone|password|token|registration|user_agent|address|contact)")
    for table in tables.tables.values():
        if table.name in WITHOUT_HISTORY:
            continue
        for column in table.columns:
            if personal.search(column.name):
                assert column.info.get("history") in ("fingerprint", "omit"), f"{table.name}.{column.name}"


def test_constraints_that_are_explained_exist(tables: MetaData) -> None:
    names: set[str] = set()
    for table in tables.tables.values():
        names.update(str(index.name) for index in table.indexes if index.unique)
        for constraint in table.constraints:
            if isinstance(constraint, ExcludeConstraint):
                names.add(str(constraint.name))
            if isinstance(constraint, UniqueConstraint | CheckConstraint) and constraint.name:
                names.add(convention("ck" if isinstance(constraint, CheckConstraint) else "uq", constraint))
        names.update(f"fk_{table.name}_{key.parent.name}" for key in table.foreign_keys)
    assert set(CONSTRAINTS) - names == set()


def convention(prefix: str, constraint: UniqueConstraint | CheckConstraint) -> str:
    """The name in the database."""
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.schema import CreateTable

    table = constraint.table
    sql = str(CreateTable(table).compile(dialect=postgresql.dialect()))
    if isinstance(constraint, UniqueConstraint):
        return f"{prefix}_{table.name}_{'_'.join(column.name for column in constraint.columns)}"
    found = [name for name in re.findall(r"CONSTRAINT (\w+) CHECK", sql) if str(constraint.name) in name]
    return found[0] if found else ""


@pytest.mark.parametrize(
    ("file", "current"), [("errors.json", catalogue.document), ("events.json", catalogue.event_document)]
)
def test_contracts_say_what_the_code_says(file: str, current: Any) -> None:
    kept = json.loads((CONTRACTS / file).read_text(encoding="utf-8"))
    now = json.loads(json.dumps(current()))
    assert kept == now, f"contracts/{file} is out of date: run `make openapi`"


def test_the_openapi_snapshot_names_the_same_operations(tmp_path: Path) -> None:
    app = create_app(Settings(data_dir=tmp_path, run_worker=False), NO_DATABASE)
    kept = json.loads((CONTRACTS / "openapi.json").read_text(encoding="utf-8"))
    assert kept == json.loads(json.dumps(app.openapi())), "contracts/openapi.json: run `make openapi`"
