"""The confined side: binds its own process to the limits, serves one request, answers in frames.

A frame is four bytes of length, then MessagePack. A hostile file can ask its reader for any amount of
memory; here it takes down only this process, and whoever asked gets a problem.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

import msgspec

from levitiis.infra.confined.process import Confines, Frame
from levitiis.kit.problems import Problem

_COMPLAINT_BYTES = 65_536
_encoder = msgspec.msgpack.Encoder()


def serve(
    arguments: list[str], answer: Callable[[Frame], Iterator[Frame]], too_costly: Callable[[Frame], Problem]
) -> int:
    """Answer the one request that the arguments hold; ``too_costly`` is what running out of memory means."""
    request: dict[str, Any] = json.loads(arguments[0])
    restrict(Confines(**request.pop("confines")))
    out = sys.stdout.buffer
    try:
        for frame in answer(request):
            _send(out, frame)
    except Problem as problem:
        _send_problem(out, problem)
    except MemoryError:
        _send_problem(out, too_costly(request))
    _send(out, {"end": True})
    return 0


def restrict(confines: Confines) -> None:
    """Bind this process to the limits: memory, processor time, no files but its complaints."""
    try:
        import resource
    except ImportError:
        return  # Windows: the parent's clock is the only limit there
    resource.setrlimit(resource.RLIMIT_AS, (confines.memory_bytes, confines.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (confines.cpu_seconds, confines.cpu_seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_COMPLAINT_BYTES, _COMPLAINT_BYTES))


def _send_problem(out: BinaryIO, problem: Problem) -> None:
    _send(out, {"problem": problem.code, "params": dict(problem.params)})


def _send(out: BinaryIO, frame: Frame) -> None:
    content = _encoder.encode(frame)
    out.write(len(content).to_bytes(4, "big"))
    out.write(content)
    out.flush()
