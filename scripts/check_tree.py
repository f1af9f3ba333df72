"""Check what no linter does: sizes of files and functions, and locks that name no registry."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FILE_LINES = 400
FUNCTION_LINES = 40
SOURCES = {".py", ".ts", ".tsx", ".js", ".mjs", ".css", ".sh", ".sql"}
# Migrations count as generated: a tool writes them, and they are history once they have run.
GENERATED = ("contracts/", "frontend/src/api/generated/", "docs/reference/", "backend/migrations/versions/")
LOCKS = ("requirements.lock", "requirements-serve.lock", "requirements-build.lock", "package-lock.json")
REGISTRY = re.compile(
    r'"resolved":|--(?:extra-)?index-url|--find-links|://[^\s"]*(?:/simple\b|\.whl|\.tar\.gz|\.tgz)'
)
FORBIDDEN_FILES = ("uv.lock", "pylock.toml")


def tracked_files() -> list[str]:
    """Files of the checkout that git knows or would add."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if done.returncode == 0:
        names = done.stdout.decode().split("\0")
    else:  # an archive without its repository
        skipped = {".venv", ".tools", "node_modules", "dist", ".git"}
        paths = (path.relative_to(ROOT) for path in ROOT.rglob("*"))
        names = [path.as_posix() for path in paths if not skipped & set(path.parts)]
    return sorted(name for name in names if name and (ROOT / name).is_file())


def long_functions(name: str, text: str) -> Iterator[str]:
    """Functions of a Python file whose body, without its docstring, is over the limit."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            start = node.lineno
            if ast.get_docstring(node) is not None:
                start += (node.body[0].end_lineno or 0) - node.body[0].lineno + 1
            length = (node.end_lineno or start) - start + 1
            if length > FUNCTION_LINES:
                yield f"{name}:{node.lineno}: {node.name} has {length} lines, the limit is {FUNCTION_LINES}"


def holes(name: str, packages: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Optional packages that a npm lock asks for but does not hold: `npm ci` refuses such a lock."""
    held = {path.rpartition("node_modules/")[2] for path in packages}
    for path, package in packages.items():
        if path and "version" not in package and not package.get("link"):
            yield f"{name}: {path} has no version"
        for wanted in package.get("optionalDependencies", {}):
            if wanted not in held:
                yield f"{name}: {path or 'the project'} asks for {wanted}, which is not in the lock"


def findings(name: str) -> Iterator[str]:
    """What is wrong with one file."""
    path = ROOT / name
    if path.name in FORBIDDEN_FILES:
        yield f"{name}: carries the addresses of registries; backend/requirements.lock is the lock"
    if path.name in LOCKS:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if REGISTRY.search(line):
                yield f"{name}:{number}: names a registry: {line.strip()[:80]}"
    if path.name == "package-lock.json":
        yield from holes(name, json.loads(path.read_text(encoding="utf-8"))["packages"])
    if path.suffix not in SOURCES or name.startswith(GENERATED):
        return
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    if lines > FILE_LINES:
        yield f"{name}: has {lines} lines, the limit is {FILE_LINES}"
    if path.suffix == ".py":
        yield from long_functions(name, text)


def main() -> int:
    """Print every finding; the exit code says whether there was one."""
    names = tracked_files()
    found = [finding for name in names for finding in findings(name)]
    for finding in found:
        print(finding)
    print(f"{len(names)} files, {len(found)} findings")
    return 1 if found or not names else 0


if __name__ == "__main__":
    sys.exit(main())
