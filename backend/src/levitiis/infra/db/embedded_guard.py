"""The guard of an embedded PostgreSQL: a small process that stands between the program and its server.

It is run by path with the standard library alone (``python -I -S embedded_guard.py PLAN``) and

- starts ``postgres``, as the unprivileged user the plan names where the program runs as root;
- starts it again when it was killed, so that a program whose connections reconnect goes on;
- stops it when the program has ended, however it ended, and nobody else uses the server. The program holds
  the other end of this process's standard input, which the system closes for it even after ``kill -9``;
- on Linux asks the kernel to stop the server should the guard itself be killed.

A guard is needed because the kernel's parent-death signal follows the *thread* that started a process, and a
server may be started from a thread that soon ends.
"""

from __future__ import annotations

import ctypes
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FAST_STOP_SECONDS = 60
QUICK_END_SECONDS = 5
MOST_RESTARTS = 8
LOG_LIMIT = 10_000_000
PR_SET_PDEATHSIG = 1


def take_lock(handle: IO[str], *, shared: bool = False) -> bool:
    """Try to lock an open file until it is closed; ``False`` when somebody else holds it.

    Windows knows no shared lock here: there a shared one is never refused and keeps nobody out.
    """
    if sys.platform == "win32":
        if shared:
            return True
        try:
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def drop_lock(handle: IO[str]) -> None:
    """Give a lock of :func:`take_lock` back."""
    if sys.platform != "win32":
        fcntl.flock(handle, fcntl.LOCK_UN)
    else:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_UNLCK, 1)


class Guard:
    """Watches one server for one program."""

    def __init__(self, plan: dict[str, Any], users: IO[str]) -> None:
        self.plan = plan
        self.users = users
        self.messages: queue.Queue[tuple[str, Any]] = queue.Queue()
        self.program_gone = False

    def run(self) -> int:
        """Keep the server running until it shall stop; the exit code."""
        threading.Thread(target=self._read_program, daemon=True).start()
        signal.signal(signal.SIGTERM, lambda *_: self.messages.put(("program", "stop")))
        restarts = 0
        while True:
            began = time.monotonic()
            server = self._spawn()
            code = self._watch(server)
            if code is None:
                return self._halt(server)
            quick = time.monotonic() - began < QUICK_END_SECONDS
            restarts = restarts + 1 if quick else 0
            if restarts > MOST_RESTARTS or (code >= 0 and quick and not self._left_behind()):
                return 1
            time.sleep(min(0.1 * 2**restarts, 2))

    def _read_program(self) -> None:
        for line in sys.stdin:
            self.messages.put(("program", line.strip()))
        self.messages.put(("program", "gone"))

    def _spawn(self) -> subprocess.Popen[Any]:
        options: dict[str, Any] = {}
        if self.plan["uid"] is not None:
            options = {"user": self.plan["uid"], "group": self.plan["gid"], "extra_groups": []}
        if sys.platform == "linux":
            libc = ctypes.CDLL(None)
            options["preexec_fn"] = lambda: libc.prctl(PR_SET_PDEATHSIG, signal.SIGINT)
        server = subprocess.Popen(
            self.plan["command"],
            stdin=subprocess.DEVNULL,
            stdout=2,
            stderr=2,
            cwd=self.plan["cwd"],
            **options,
        )
        threading.Thread(target=self._await_end, args=(server,), daemon=True).start()
        return server

    def _await_end(self, server: subprocess.Popen[Any]) -> None:
        self.messages.put(("ended", (server.pid, server.wait())))

    def _watch(self, server: subprocess.Popen[Any]) -> int | None:
        """The code with which the server ended by itself, or nothing when it shall be stopped."""
        while True:
            kind: str
            value: Any
            try:
                kind, value = self.messages.get(timeout=1)
            except queue.Empty:
                kind, value = "tick", None
            if kind == "ended" and value[0] == server.pid:
                return int(value[1])
            if kind == "program" and value == "stop":
                return None
            if kind == "program" or (os.name == "posix" and os.getppid() != self.plan["parent"]):
                self.program_gone = True
            if self.program_gone and take_lock(self.users):
                return None
            self._trim_log()

    def _halt(self, server: subprocess.Popen[Any]) -> int:
        """Stop the server: politely, then at once."""
        if os.name == "posix":
            server.send_signal(signal.SIGINT)
        else:
            subprocess.Popen([self.plan["pg_ctl"], "stop", "-m", "fast", "-D", self.plan["cluster"]]).wait()
        for stronger in ("SIGQUIT", "SIGKILL"):
            try:
                server.wait(FAST_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                server.send_signal(getattr(signal, stronger, signal.SIGTERM))
        server.wait()
        return 0

    def _left_behind(self) -> bool:
        """Whether the log's end says that processes of a killed server still hold its memory."""
        try:
            with Path(self.plan["log"]).open("rb") as log:
                log.seek(max(0, os.fstat(log.fileno()).st_size - 2000))
                return b"shared memory block" in log.read()
        except OSError:
            return False

    def _trim_log(self) -> None:
        """Keep one older log of bounded size; the server appends, so the file may be cut beneath it."""
        log = Path(self.plan["log"])
        try:
            if log.stat().st_size > LOG_LIMIT:
                log.with_suffix(".log.1").write_bytes(log.read_bytes())
                os.truncate(log, 0)
        except OSError:
            return


def main() -> int:
    """Run the plan given as JSON in the first argument."""
    plan = json.loads(sys.argv[1])
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            # Not SIG_IGN, which the server would inherit.
            signal.signal(getattr(signal, name), lambda *_: None)
    lock_path, users_path = Path(plan["lock"]), Path(plan["users"])
    with lock_path.open("a", encoding="utf-8") as lock, users_path.open("a", encoding="utf-8") as users:
        while not take_lock(lock):
            time.sleep(0.02)
        return Guard(plan, users).run()


if __name__ == "__main__":
    sys.exit(main())
