"""Run the parts of `make check` or `make test`, and say what each of them counted.

Parts with one process run beside others, the rest one after the other.

The last line is the sum, alone on its line: ``N passed, N failed``. A part fails when its command does, when
it reports a failure, or when it is a test runner that ran nothing. Parts may be named to run only those.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from levitiis.infra.db.embedded_binaries import npm_folder

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv" / "bin"
LIMIT_SECONDS = 30 * 60
COMPLAINT = re.compile(r"FAILED |ERROR |E   | FAIL |not ok | +\d+\) \[")  # pytest, vitest, node, Playwright
COMPLAINT_LINES = 80
FLAKY = re.compile(r"^ +\d+ flaky", re.MULTILINE)
COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass(frozen=True)
class Count:
    """What a part ran."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


@dataclass(frozen=True)
class Part:
    """One command; ``tests`` says that it counts by itself and must have run something."""

    name: str
    command: tuple[str, ...]
    folder: str = "."
    tests: bool = False
    environment: Callable[[], dict[str, str]] = field(default=dict)


@dataclass(frozen=True)
class Result:
    """How a part ended."""

    part: Part
    count: Count
    seconds: float
    output: str = ""


def chromium() -> dict[str, str]:
    """The browser for the browser tests, installed if need be."""
    found = subprocess.run(
        [ROOT / "scripts" / "find-chromium"], stdout=subprocess.PIPE, text=True, check=True
    )
    return {"LEVITIIS_CHROMIUM": found.stdout.strip()}


def nginx() -> dict[str, str]:
    """The proxy for the tests of the deployment, installed if need be."""
    found = subprocess.run([ROOT / "scripts" / "find-nginx"], stdout=subprocess.PIPE, text=True, check=True)
    return {"LEVITIIS_NGINX": found.stdout.strip()}


def behind_nginx() -> dict[str, str]:
    """The browser tests against the deployment instead of the demo."""
    return chromium() | nginx() | {"LEVITIIS_E2E_BEHIND_NGINX": "1"}


def npm_postgres() -> dict[str, str]:
    """PostgreSQL's programs from the npm package, in place of the system's."""
    return {"LEVITIIS_PG_BIN": str(npm_folder(ROOT / ".tools"))}


def python(*words: str) -> tuple[str, ...]:
    """A command of the project's environment."""
    return (str(VENV / words[0]), *words[1:])


Lane = tuple[Part, ...]
"""Parts that run one after the other."""
Stage = tuple[Lane, ...]
"""Lanes that run beside each other: a part with one process leaves a core to its neighbour."""

CHECKS: Lane = (
    Part("ruff", python("ruff", "check", "--quiet", ".")),
    Part("format", python("ruff", "format", "--check", "--quiet", ".")),
    Part("pyright", python("pyright"), "backend"),
    Part("imports", python("lint-imports"), "backend"),
    Part("tree", python("python", "scripts/check_tree.py")),
    Part("diagram", python("python", "scripts/draw_diagram.py", "--check")),
    Part("openapi", ("scripts/openapi", "--check")),
    Part("tsc", ("npm", "run", "--silent", "typecheck"), "frontend"),
    Part("tsc-e2e", ("npm", "run", "--silent", "typecheck"), "e2e"),
    Part("i18n", ("npm", "run", "--silent", "i18n:check"), "frontend"),
)
LINT: Lane = (Part("eslint", ("npm", "run", "--silent", "lint"), "frontend"),)
ON_NPM_POSTGRES = ("tests/db/test_embedded.py",)
ON_THE_DEMO = ("specs/sign-in.spec.ts", "specs/live.spec.ts")
BUILD: Lane = (
    Part("build", ("scripts/build-web",)),
    Part("size", ("npm", "run", "--silent", "size"), "frontend"),
)
ALONE: Lane = (
    Part("npm-postgres", python("pytest", "-q", *ON_NPM_POSTGRES), "backend", True, npm_postgres),
    # One process: there is one deployment, and its tests end parts of it.
    Part("deploy", python("pytest", "-q", "tests/deploy"), "backend", True, nginx),
)
WEB: Lane = (Part("web", ("npm", "test", "--silent"), "frontend", tests=True),)
BACKEND: Lane = (
    # One more than there are cores: every third moment of a test is spent waiting for the database.
    Part(
        "backend",
        python("pytest", "-q", "-n", "3", "--ignore", "tests/deploy", "--ignore", "tests/fuzz"),
        "backend",
        tests=True,
    ),
)
# Beside it, and not spread over its processes: each would make all the cases before it runs its share.
FUZZ: Lane = (Part("fuzz", python("pytest", "-q", "tests/fuzz"), "backend", tests=True),)
BROWSER: Lane = (
    # As it is deployed: HTTPS, nginx, two servers, a worker; then what differs where a person tries it out.
    Part("browser", ("npm", "test", "--silent"), "e2e", True, behind_nginx),
    Part("demo", ("npm", "test", "--silent", "--", "--no-deps", *ON_THE_DEMO), "e2e", True, chromium),
)
CHECK: tuple[Stage, ...] = ((CHECKS, LINT),)
TEST: tuple[Stage, ...] = (
    (BUILD,),
    (CHECKS + ALONE, LINT + WEB),
    (BACKEND, FUZZ),
    (BROWSER,),
)
PLANS = {"check": CHECK, "test": TEST}


def counted(output: str) -> Count | None:
    """What a test runner says it ran: pytest, vitest, Playwright, node's own, or the plain line."""
    plain = COLOUR.sub("", output)
    summaries = (
        r"^[= ]*((?:\d+ \w+(?:, )?)+) in [\d.]+s.*$",  # pytest
        r"^ *Tests +(.*)\(\d+\) *$",  # vitest
        r"^ *(\d+ passed, \d+ failed(?:, \d+ skipped)?) *$",  # the plain line
    )
    for pattern in summaries:
        found = re.findall(pattern, plain, re.MULTILINE)
        if found:
            return _sum(re.findall(r"(\d+) (passed|failed|skipped|errors?|xfailed)\b", found[-1]))
    playwright = re.findall(
        r"^ +(\d+) (passed|failed|skipped|flaky|did not run|interrupted)\b", plain, re.MULTILINE
    )
    node = re.findall(r"^(?:#|ℹ) (pass|fail|cancelled|skipped) (\d+)$", plain, re.MULTILINE)
    pairs = playwright or [(number, word) for word, number in node]
    return _sum(pairs) if pairs else None


def _sum(pairs: list[tuple[str, str]]) -> Count:
    total = Count()
    for number, word in pairs:
        # a flaky test passed when tried again; it is named under what its part complains of
        if word in ("passed", "pass", "xfailed", "flaky"):
            total += Count(passed=int(number))
        elif word == "skipped":
            total += Count(skipped=int(number))
        else:
            total += Count(failed=int(number))
    return total


def run_stage(stage: Stage) -> list[Result]:
    """Run lanes beside each other; only a lane of its own shows its output as it comes."""
    if len(stage) == 1:
        return [run(part) for part in stage[0]]
    with ThreadPoolExecutor(max_workers=len(stage)) as threads:
        lanes = threads.map(lambda lane: [run(part, quietly=True) for part in lane], stage)
        return [result for lane in lanes for result in lane]


def run(part: Part, *, quietly: bool = False) -> Result:
    """Run a part, showing its output as it comes or, ``quietly``, when it has ended."""
    if not quietly:
        print(f"\n--- {part.name}", flush=True)
    began = time.monotonic()
    try:
        environment = os.environ | {"PYRIGHT_PYTHON_CACHE_DIR": str(ROOT / ".tools" / "pyright")}
        environment |= {"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"} | part.environment()
        code, output = _stream(part, environment, show=not quietly)
    except (OSError, subprocess.CalledProcessError) as error:
        code, output = 1, str(error)
        if not quietly:
            print(error, flush=True)
    if quietly:
        print(f"\n--- {part.name}\n{output}", end="", flush=True)
    count = (counted(output) or Count()) if part.tests else Count(passed=int(code == 0))
    if (code != 0 and count.failed == 0) or (part.tests and count.passed + count.failed == 0):
        count += Count(failed=1)
    return Result(part, count, time.monotonic() - began, output)


_running: set[int] = set()


def _stream(part: Part, environment: dict[str, str], *, show: bool) -> tuple[int, str]:
    """The exit code and the output of a part; it is ended when it takes too long."""
    process = subprocess.Popen(
        part.command,
        cwd=ROOT / part.folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    lines: list[str] = []
    assert process.stdout is not None
    with _ended_in_time(process.pid):
        for raw in process.stdout:
            lines.append(raw.decode(errors="replace"))
            if show:
                sys.stdout.write(lines[-1])
                sys.stdout.flush()
        return process.wait(), "".join(lines)


@contextmanager
def _ended_in_time(group: int) -> Iterator[None]:
    """Kill a part that takes too long, and let :func:`_interrupt` know that it runs."""
    late = threading.Timer(LIMIT_SECONDS, _send, (group, signal.SIGKILL))
    _running.add(group)
    late.start()
    try:
        yield
    finally:
        late.cancel()
        _running.discard(group)


def _send(group: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, number)


def _interrupt(*_: object) -> None:
    """Ctrl+C: the parts have process groups of their own, and are told too."""
    for group in tuple(_running):
        _send(group, signal.SIGINT)
    raise KeyboardInterrupt


def complaints(output: str) -> str:
    """What a part says of what failed, or passed only when tried again; else the end of what it printed."""
    lines = COLOUR.sub("", output).splitlines()
    starts = [number for number, line in enumerate(lines) if COMPLAINT.match(line)]
    chosen = sorted({n for start in starts for n in range(start, min(start + 12, len(lines)))})
    return "\n".join(lines[number] for number in (chosen or range(len(lines)))[-COMPLAINT_LINES:])


def report(results: list[Result], seconds: float) -> int:
    """Print the table, how long all of it took, and the sum; the exit code."""
    total = Count()
    for result in results:
        if result.count.failed or FLAKY.search(result.output):
            print(f"\n--- what {result.part.name} complains of\n{complaints(result.output)}")
    print("\n--- summary")
    for result in results:
        print(f"{result.part.name:14} {result.seconds:7.1f} s   {result.count}")
        total += result.count
    print(f"{'all':14} {seconds:7.1f} s\n")
    print(total, flush=True)
    return 1 if total.failed or not total.passed else 0


def main() -> int:
    """Run what the command line names."""
    names = {
        plan: [part.name for stage in stages for lane in stage for part in lane]
        for plan, stages in PLANS.items()
    }
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("plan", choices=PLANS)
    parser.add_argument("parts", nargs="*", help="only these parts, of: " + " ".join(names["test"]))
    arguments = parser.parse_args()
    wanted = set(arguments.parts or names[arguments.plan])
    if unknown := wanted - set(names[arguments.plan]):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    began, results = time.monotonic(), list[Result]()
    for stage in PLANS[arguments.plan]:
        lanes = (tuple(part for part in lane if part.name in wanted) for lane in stage)
        if chosen := tuple(lane for lane in lanes if lane):
            results += run_stage(chosen)
    return report(results, time.monotonic() - began)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, _interrupt)
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
