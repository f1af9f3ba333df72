"""A method that an address does not have is answered as such, whatever the address."""

from __future__ import annotations

import re
from typing import Any

import httpx2

from tests.api.client import PREFIX, Api
from tests.contract import contract

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def pattern(template: str) -> str:
    return re.sub(r"\{[^}]+\}", "[^/]+", template)


def methods_of(document: dict[str, Any], path: str) -> set[str]:
    """The methods of every address that ``path`` may be read as: ``/users/1`` and ``/users/{id}`` alike."""
    return {
        method.upper()
        for template, methods in document["paths"].items()
        if re.fullmatch(pattern(template), path)
        for method in methods
    }


def says_so(answer: httpx2.Response, had: set[str]) -> bool:
    allowed = {name.strip() for name in answer.headers.get("allow", "").split(",")}
    is_problem = answer.headers["content-type"] == "application/problem+json"
    code = answer.json()["code"] if is_problem else ""
    return (answer.status_code, code, allowed) == (405, "request.method_not_allowed", had)


async def test_every_address_names_its_methods(api: Api) -> None:
    document, tried, wrong = contract(), 0, list[str]()
    for template in document["paths"]:
        path = re.sub(r"\{[^}]+\}", "1", template)
        had = methods_of(document, path)
        for method in sorted(set(METHODS) - had):
            answer = await api.as_role("administrator").http.request(method, path.removeprefix(PREFIX))
            tried += 1
            if not says_so(answer, had):
                wrong.append(f"{method} {path}: {answer.status_code} {answer.headers.get('allow')}")
    assert tried > 100
    assert wrong == []
