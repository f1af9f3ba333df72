"""Every id that a request may carry is attacked with one of another subtree, or stands here with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.api.attack.foreign_ids import IN_BODIES, IN_PATHS, Attack
from tests.api.client import PREFIX
from tests.contract import contract

NO_PLACE = "has no place: whoever has the permission has it for all of them"
EVERYWHERE_ONLY = "the operation takes a permission that holds organisation-wide only"
OWN = "only one's own exist"
OF_DOCUMENT = "is looked up among the items of the document alone"
NARROWS = "narrows what is visible anyway (see test_filters_searches_exports_and_sums_find_nothing_elsewhere)"

IN_ADDRESSES = {
    "category_id": NO_PLACE,
    "supplier_id": NO_PLACE,
    "role_id": EVERYWHERE_ONLY,
    "user_id": EVERYWHERE_ONLY,
    "template_id": EVERYWHERE_ONLY,
    "rule_id": EVERYWHERE_ONLY,
    "delegation_id": OWN,
    "extra_id": OF_DOCUMENT,
    "grant_id": EVERYWHERE_ONLY,
    "import_id": EVERYWHERE_ONLY,
    "job_id": OWN,
    "session_id": OWN,
    "feed_id": OWN,
    "token": "is a secret; see tests/api/loans/test_feeds",
    "upload_id": OWN,
    "page": "is a number of a page",
    "year": "is a year",
    "code": "is no id; see test_filters_searches_exports_and_sums_find_nothing_elsewhere",
}
EXEMPT = {
    "receiveTransfer /received/*/asset_id": OF_DOCUMENT,
    "receiveTransfer /extras/*/asset_id": "see tests/api/movements: it needs a transfer that is under way",
    "takeBackTransfer /asset_ids": OF_DOCUMENT,
    "handOverLoan /items/*/asset_id": OF_DOCUMENT,
    "returnLoan /items/*/asset_id": OF_DOCUMENT,
    "loseLoan /asset_ids": OF_DOCUMENT,
    "findLostLoan /items/*/asset_id": OF_DOCUMENT,
    "concludeDisposal /items/*/asset_id": OF_DOCUMENT,
    "concludeDisposal /certificate_id": OF_DOCUMENT,
    "reverseDisposal {disposal_id}": "no manager has the permission; see tests/api/disposals",
    "findLostLoan /location_id": "needs something that was lost; see tests/api/disposals",
    "concludeDisposal /receiver_id": "needs a disposal that was approved; see tests/api/disposals",
    **{f"{verb}Disposal /supplier_id": NO_PLACE for verb in ("create", "edit", "conclude")},
    "swapLoanAsset /asset_id": OF_DOCUMENT,
    "createLoan /items/*/category_id": NO_PLACE,
    "createLoanSeries /items/*/category_id": NO_PLACE,
    "createOwnLoan /items/*/category_id": NO_PLACE,
    "createOwnLoanSeries /items/*/category_id": NO_PLACE,
    "createLoanSeries /signer_id": "as createLoan's",
    "setLoanRules /calendar_id": EVERYWHERE_ONLY,
    "createLoan /signer_id": "is required as the borrower is, for a third party; see tests/api/loans",
    "decideApprovals /approval_ids": "decided one by one, as the single one is; see tests/api/approvals",
    "createDelegation /delegate_id": "who decides elsewhere alone is no decider; see tests/api/approvals",
    **{
        f"{operation} /{name}": EVERYWHERE_ONLY
        for operation in ("createApprovalRule", "editApprovalRule")
        for name in (
            "origin_id", "destination_id", "category_id", "levels/*/location_id", "levels/*/approver_ids",
            "levels/*/substitute_ids",
        )
    },
    **{
        f"{verb}{owner}Attachment {{attachment_id}}": "the operations of assets' attachments, which are tried"
        for owner in (
            "MovementDocument", "MovementDocumentItem", "Loan", "Disposal", "DisposalItem", "AssetOccurrence"
        )
        for verb in ("get", "download", "preview", "showPageOf", "edit", "makeMain", "delete")
    },
    "createAsset /category_id": NO_PLACE,
    "createAsset /supplier_id": NO_PLACE,
    "editAsset /category_id": NO_PLACE,
    "editAsset /supplier_id": NO_PLACE,
    "createCategory /parent_id": NO_PLACE,
    "editCategory /parent_id": NO_PLACE,
    "createUser /location_id": EVERYWHERE_ONLY,
    "createUser /person_id": EVERYWHERE_ONLY,
    "grantRole /location_id": EVERYWHERE_ONLY,
    "linkUserToPerson /person_id": EVERYWHERE_ONLY,
    "previewPersonMerge {person_id}": EVERYWHERE_ONLY,
    "mergePerson {person_id}": EVERYWHERE_ONLY,
    "mergePerson /into_id": EVERYWHERE_ONLY,
    **{
        f"{operation} /selection/{name}": NARROWS
        for operation in ("printLabels", "moveAssets")
        for name in (
            "exclude_ids", "filter/category_id", "filter/import_id", "filter/location_id",
            "filter/responsible_id", "filter/supplier_id",
        )
    },
}  # fmt: skip
NO_IDS = {"tax_id"}


def ids_in_body(document: dict[str, Any], schema: dict[str, Any], at: str = "") -> Iterator[str]:
    """Pointers of the fields of a schema whose names say that they hold ids."""
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    for kind in ("anyOf", "oneOf", "allOf"):
        for part in schema.get(kind, ()):
            yield from ids_in_body(document, part, at)
    for name, part in schema.get("properties", {}).items():
        if name.endswith(("_id", "_ids")) or name == "ids":
            if name not in NO_IDS:
                yield f"{at}/{name}"
        else:
            yield from ids_in_body(document, part, f"{at}/{name}")
    if "items" in schema:
        yield from ids_in_body(document, schema["items"], f"{at}/*")


def all_ids(document: dict[str, Any]) -> set[str]:
    """``operation {parameter}`` and ``operation /pointer`` of every id that a request may carry."""
    found: set[str] = set()
    for methods in document["paths"].values():
        for operation in methods.values():
            name = operation["operationId"]
            found |= {
                f"{name} {{{parameter['name']}}}"
                for parameter in operation.get("parameters", ())
                if parameter["in"] == "path"
            }
            content = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if content:
                found |= {f"{name} {pointer}" for pointer in ids_in_body(document, content["schema"])}
    return found


def attacked(document: dict[str, Any], attack: Attack) -> str:
    """Which id of which operation an attack is about."""
    method, address, body, _ = attack
    path = address.partition("?")[0]
    if attack[1].endswith("/person_a"):
        path = path.replace("person_a", "1")
    template, operation = next(
        (template, methods[method.lower()])
        for template, methods in sorted(document["paths"].items(), key=lambda item: item[0].count("{"))
        if method.lower() in methods
        and re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", template.removeprefix(PREFIX)), path)
    )
    segments = template.removeprefix(PREFIX).split("/")
    for segment, given in zip(segments, path.split("/"), strict=True):
        if given == "$":
            return f"{operation['operationId']} {segment}"
    return f"{operation['operationId']} {_pointer(body)}"


def _pointer(value: Any, at: str = "") -> str:
    if value == "$" or (isinstance(value, list) and "$" in value):
        return at
    parts: list[str] = []
    if isinstance(value, dict):
        parts = [_pointer(part, f"{at}/{name}") for name, part in value.items()]
    elif isinstance(value, list):
        parts = [_pointer(part, f"{at}/*") for part in value]
    return next((part for part in parts if part), "")


def test_no_id_is_left_out() -> None:
    document = contract()
    every = all_ids(document)
    assert len(every) > 50
    tried = {attacked(document, attack) for attack in [*IN_PATHS, *IN_BODIES]}
    assert tried <= every
    excused = {name for name in every if name.partition(" ")[2].strip("{}") in IN_ADDRESSES}
    assert every - tried - excused - set(EXEMPT) == set()
    assert set(EXEMPT) <= every, "an exemption of what is not there"
    assert not set(EXEMPT) & tried, "an exemption of what is attacked"
