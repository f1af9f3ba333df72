"""The import graph of a folder of Python files, and the calls in them: read, never run."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
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
    for node in _running_nodes(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name if alias.name.startswith(f"{PACKAGE}.") else alias.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module.split(".")[0] != PACKAGE:
                yield node.module.split(".")[0]
                continue
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in files else node.module


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
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield name, _dotted(node.func), node.lineno


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return "()"
