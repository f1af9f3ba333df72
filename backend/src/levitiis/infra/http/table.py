"""Finds the route of an address in a tree of its segments, however many routes there are.

FastAPI would try the pattern of each route in turn, several times over for nested routers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from fastapi import APIRouter

from levitiis.infra.http.route import Handler, LevitiisRoute

_PARAMETER = re.compile(r"^\{(\w+)(:path)?\}$")
_TAIL: Final = ":path"


class Found(NamedTuple):
    """The route of an address, and what the address says."""

    handle: Handler
    route: LevitiisRoute
    params: Mapping[str, str]


class _Node:
    """What may follow a number of segments."""

    __slots__ = ("here", "literal", "parameter", "tail")

    def __init__(self) -> None:
        self.literal: dict[str, _Node] = {}
        self.parameter: _Node | None = None
        self.tail: dict[str, _Entry] = {}
        self.here: dict[str, _Entry] = {}


_METHODS = ("DELETE", "GET", "PATCH", "POST", "PUT")


class _Entry(NamedTuple):
    handle: Handler
    route: LevitiisRoute
    names: tuple[str, ...]


class RouteTable:
    """Every operation of an application, by method and address. Literal segments come before parameters."""

    def __init__(self, prefix: str, routers: Iterable[APIRouter]) -> None:
        self._root = _Node()
        self._whole: dict[tuple[str, str], Found] = {}
        operations = (route for router in routers for route in router.routes)
        for route in operations:
            if isinstance(route, LevitiisRoute):
                for method in route.methods or ():
                    self._add(method, prefix + route.path, route)

    def find(self, method: str, path: str) -> Found | None:
        """The route for a request; None for what is not an operation here."""
        whole = self._whole.get((method, path))
        if whole is not None:
            return whole
        values: list[str] = []
        entry = _walk(self._root, path.split("/")[1:], 0, method, values)
        if entry is None:
            return None
        return Found(entry.handle, entry.route, dict(zip(entry.names, values, strict=True)))

    def methods(self, path: str) -> list[str]:
        """The methods that an address has; none for an address that is none of ours."""
        return [method for method in _METHODS if self.find(method, path) is not None]

    def _add(self, method: str, path: str, route: LevitiisRoute) -> None:
        names: list[str] = []
        node, last = self._root, path
        segments = path.split("/")[1:]
        for segment in segments:
            parameter = _PARAMETER.match(segment)
            if parameter is None:
                _require_literal(segment, path)
                node = node.literal.setdefault(segment, _Node())
                continue
            names.append(parameter[1])
            last = parameter[2] or ""
            if last == _TAIL:
                break
            node.parameter = node.parameter or _Node()
            node = node.parameter
        entry = _Entry(route.handler, route, tuple(names))
        (node.tail if last == _TAIL else node.here).setdefault(method, entry)
        if not names:
            self._whole.setdefault((method, path), Found(route.handler, route, {}))


def _require_literal(segment: str, path: str) -> None:
    if "{" in segment:
        raise TypeError(f"{path}: a parameter is a whole segment, {{name}} or at the end {{name:path}}")


def _walk(node: _Node, segments: list[str], index: int, method: str, values: list[str]) -> _Entry | None:
    if index == len(segments):
        return node.here.get(method)
    segment = segments[index]
    below = node.literal.get(segment)
    if below is not None:
        found = _walk(below, segments, index + 1, method, values)
        if found is not None:
            return found
    if node.parameter is not None and segment:
        values.append(segment)
        found = _walk(node.parameter, segments, index + 1, method, values)
        if found is not None:
            return found
        values.pop()
    if method in node.tail:
        values.append("/".join(segments[index:]))
        return node.tail[method]
    return None
