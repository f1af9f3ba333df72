"""The import graph of a folder of Python files, and the calls in them: read, never run."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import levitiis

PACKAGE = "levitiis"
SOURCE = Path(levitiis.__file__).resolve().parent
Graph = Mapping[str, frozenset[str]]


def module_files(folder: Path = SOURCE) -> dict[str, Path]:
    """Every module below ``folder``, which is the package itself."""
    found: dict[str, Path] = {}
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        found[".".join((PACKAGE, *parts))] = path
    return found


def import_graph(folder: Path = SOURCE) -> Graph:
    """What each module imports when it runs: modules of ours by full name, others by their top name."""
    files = module_files(folder)
    return {name: frozenset(_imports(path, files)) for name, path in files.items()}


def _imports(path: Path, files: Mapping[str, Path]) -> Iterator[str]:
    for module, names in _written_imports(path.read_text(encoding="utf-8")):
        if module is None:
            for name in names:
                yield name if name.startswith(f"{PACKAGE}.") else name.split(".")[0]
        elif module.split(".")[0] != PACKAGE:
            yield module.split(".")[0]
        else:
            for name in names:
                whole = f"{module}.{name}"
                yield whole if whole in files else module


@cache
def _written_imports(source: str) -> tuple[tuple[str | None, tuple[str, ...]], ...]:
    """The ``from`` (None for a plain import) and the names of each import; of each text once in a run."""
    found: list[tuple[str | None, tuple[str, ...]]] = []
    for node in _running_nodes(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = node.module if isinstance(node, ast.ImportFrom) else None
            if module or isinstance(node, ast.Import):
                found.append((module, tuple(alias.name for alias in node.names)))
    return tuple(found)


def _running_nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node but those under ``if TYPE_CHECKING``."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            for other in child.orelse:
                yield other
                yield from _running_nodes(other)
            continue
        yield child
        yield from _running_nodes(child)


def calls(folder: Path = SOURCE) -> Iterator[tuple[str, str, int]]:
    """(module, dotted name of what is called, line) of every call."""
    for name, path in module_files(folder).items():
        for called, line in _written_calls(path.read_text(encoding="utf-8")):
            yield name, called, line


@cache
def _written_calls(source: str) -> tuple[tuple[str, int], ...]:
    nodes = ast.walk(ast.parse(source))
    return tuple((_dotted(node.func), node.lineno) for node in nodes if isinstance(node, ast.Call))


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return "()"
