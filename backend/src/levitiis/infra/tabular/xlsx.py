"""The asking side of the workbook reader: starts the limited process and takes rows from its pipe."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from threading import Timer
from typing import IO, Any

import msgspec

from levitiis.infra.tabular import errors
from levitiis.infra.tabular.limits import Limits
from levitiis.infra.tabular.sheet_scan import CellNote
from levitiis.infra.tabular.table import Row, SheetInfo
from levitiis.kit.problems import CATALOGUE

DATE = 1
DATETIME = 2
Frame = dict[str, Any]

_MAX_FRAME = 512_000_000
_STDERR_TAIL = 2_000
_LENGTH = 4
_log = logging.getLogger(__name__)


def inspect(path: Path, filename: str, limits: Limits) -> list[SheetInfo]:
    """Check the container and walk its sheets; raises the problem of a workbook that is refused."""
    request: dict[str, Any] = {"command": "inspect"}
    frames = _frames(path, filename, request, limits)
    return [_sheet_info(sheet) for frame in frames for sheet in frame["sheets"]]


def read_rows(path: Path, filename: str, sheet: SheetInfo, limits: Limits) -> Iterator[list[Row]]:
    """Yield batches of rows; every row is as long as the sheet is wide."""
    request: dict[str, Any] = {
        "command": "rows",
        "sheet": sheet.name,
        "rows": sheet.rows,
        "columns": sheet.columns,
        "padding": dict(sheet.padding),
    }
    for frame in _frames(path, filename, request, limits):
        yield frame["rows"]


def _sheet_info(sheet: Frame) -> SheetInfo:
    return SheetInfo(
        name=sheet["name"],
        rows=sheet["rows"],
        columns=sheet["columns"],
        visible=sheet["visible"],
        notes=tuple(CellNote(*note) for note in sheet["notes"]),
        note_count=sheet["note_count"],
        padding={int(column): width for column, width in sheet["padding"].items()},
    )


def _revive(code: int, content: memoryview) -> Any:
    text = bytes(content).decode("ascii")
    return date.fromisoformat(text) if code == DATE else datetime.fromisoformat(text)


def _frames(path: Path, filename: str, request: dict[str, Any], limits: Limits) -> Iterator[Frame]:
    request |= {"path": str(path), "filename": filename, "limits": asdict(limits)}
    decoder = msgspec.msgpack.Decoder(Frame, ext_hook=_revive)
    with _process(request) as process:
        while True:
            content = _next(process, limits.silent_seconds)
            if content is None:
                _log.warning("the spreadsheet worker ended early: %s", request["command"])
                raise errors.TOO_COSTLY(filename=filename)
            frame = decoder.decode(content)
            if "problem" in frame:
                raise CATALOGUE[frame["problem"]](**frame["params"])
            if "end" in frame:
                return
            yield frame


@contextmanager
def _process(request: dict[str, Any]) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-I", "-m", "levitiis.infra.tabular.worker", json.dumps(request)]
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=complaints, cwd="/"
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()
            if process.stdout:
                process.stdout.close()
            _report(complaints)


def _report(complaints: IO[bytes]) -> None:
    complaints.seek(0, 2)
    complaints.seek(max(0, complaints.tell() - _STDERR_TAIL))
    text = complaints.read().decode("utf-8", "replace").strip()
    if text:
        _log.warning("the spreadsheet worker said: %s", text.splitlines()[-1])


def _next(process: subprocess.Popen[bytes], seconds: int) -> bytes | None:
    """Read one frame; None when the process ended or stayed silent for too long."""
    pipe = process.stdout
    if pipe is None:
        return None
    watch = Timer(seconds, process.kill)
    watch.daemon = True
    watch.start()
    try:
        head = pipe.read(_LENGTH)
        length = int.from_bytes(head, "big")
        if len(head) < _LENGTH or length > _MAX_FRAME:
            return None
        content = pipe.read(length)
    finally:
        watch.cancel()
    return content if len(content) == length else None
