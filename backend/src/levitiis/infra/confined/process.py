"""The asking side: starts the confined process and takes its answer from a pipe."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from threading import Timer
from typing import IO, Any

import msgspec

from levitiis.kit.problems import CATALOGUE

Frame = dict[str, Any]
Revive = Callable[[int, memoryview], Any]

_MAX_FRAME = 512_000_000
_STDERR_TAIL = 2_000
_LENGTH = 4
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Confines:
    """What a confined process may take: address space, processor time, and how long it may say nothing."""

    memory_bytes: int
    cpu_seconds: int
    silent_seconds: int


class EndedEarly(Exception):
    """The confined process was ended by its limits, or by a fault in what it read."""


def frames(module: str, request: Frame, confines: Confines, revive: Revive | None = None) -> Iterator[Frame]:
    """Run ``module`` on ``request`` and yield its frames.

    Raises the problem that the process reports, or :class:`EndedEarly`. ``request`` is JSON, the frames
    are MessagePack, which, unlike pickle, cannot carry code; ``revive`` makes their extension types.
    """
    decoder = msgspec.msgpack.Decoder(Frame, ext_hook=revive)
    with _process(module, {**request, "confines": asdict(confines)}) as process:
        while True:
            content = _next(process, confines.silent_seconds)
            if content is None:
                _log.warning("%s ended early", module)
                raise EndedEarly(module)
            frame = decoder.decode(content)
            if "problem" in frame:
                raise CATALOGUE[frame["problem"]](**frame["params"])
            if "end" in frame:
                return
            yield frame


@contextmanager
def _process(module: str, request: Frame) -> Iterator[subprocess.Popen[bytes]]:
    # -B: the limit of file sizes would cut compiled modules short, and leave them for every later process.
    command = [sys.executable, "-I", "-B", "-m", module, json.dumps(request)]
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
            _report(module, complaints)


def _report(module: str, complaints: IO[bytes]) -> None:
    complaints.seek(0, 2)
    complaints.seek(max(0, complaints.tell() - _STDERR_TAIL))
    text = complaints.read().decode("utf-8", "replace").strip()
    if text:
        _log.warning("%s said: %s", module, text.splitlines()[-1])


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
