"""``levitiis import assets FILE``: check a file, and apply it unless told otherwise."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from levitiis.commands.failures import CommandFailed, sentence
from levitiis.infra.tabular.reader import open_table_file
from levitiis.kit.problems import DEFAULT_LANGUAGE, Problem
from levitiis.modules.assets.imports.check import check_file
from levitiis.modules.assets.imports.mapping import Mapping
from levitiis.modules.assets.imports.proposal import propose


def run(file: Path, *, mapping: Path | None, dry_run: bool, as_json: bool, data_dir: Path | None) -> int:
    """Return the exit code: 0, or 1 when the file cannot be used."""
    try:
        report = _dry_run(file, mapping) if dry_run else _apply(file, mapping, data_dir)
    except Problem as problem:
        body = problem.body(DEFAULT_LANGUAGE)
        sys.stderr.write((json.dumps(body, ensure_ascii=False) if as_json else _told(problem)) + "\n")
        return 1
    _print(report, as_json=as_json)
    return 0


def _told(problem: Problem) -> str:
    body = problem.body(DEFAULT_LANGUAGE)
    faults = [f"  {error['pointer']}: {error['message']}" for error in body.get("errors", ())]
    return "\n".join([body["detail"], *faults])


def _dry_run(file: Path, mapping_file: Path | None) -> dict[str, Any]:
    table = open_table_file(file)
    return check_file(table, read_mapping(mapping_file) or propose(table).mapping).report()


def read_mapping(file: Path | None) -> Mapping | None:
    """The mapping in a JSON file, when one is named. Raises ``CommandFailed`` when it holds none."""
    if file is None:
        return None
    try:
        return Mapping.model_validate_json(file.read_bytes())
    except ValidationError as error:
        raise CommandFailed(f"{file} holds no mapping: {sentence(error)}") from error


def _apply(file: Path, mapping_file: Path | None, data_dir: Path | None) -> dict[str, Any]:
    from levitiis.commands.apply_import import apply_file

    return apply_file(file, read_mapping(mapping_file), data_dir)


def _print(report: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=1, default=str) + "\n")
        return
    for name, value in report.items():
        if not isinstance(value, list):
            sys.stdout.write(f"{name}: {value}\n")
    for issue in [*report.get("errors", []), *report.get("warnings", [])][:50]:
        sys.stdout.write(f"{issue['row']} {issue.get('column') or ''}: {issue['message']}\n")
