"""Who may call which operation: the second opinion on roles and routes.

Each operation of the OpenAPI document stands here with the roles that may call it; whoever changes a
role or a route must change this file too, on purpose. ``EVERYBODY`` needs no sign-in, ``SIGNED_IN``
no grant. What a role sees and changes *where* is another matter: the contract of each resource.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from levitiis.infra.http.route import PUBLIC
from levitiis.kit.access import SELF
from levitiis.modules.identity.roles import BUILT_IN, BuiltInRole

ROLES = ("reader", "buyer", "approver", "auditor", "technician", "manager", "administrator")
EVERYBODY = "everybody"
SIGNED_IN = "signed in"

ALL = "reader buyer approver auditor technician manager administrator"
TRAIL = "reader approver auditor technician manager administrator"
OFFICE = "manager administrator"
FIELD = "technician manager administrator"
ADMINISTRATOR = "administrator"

MATRIX: Mapping[str, str] = {
    # identity
    "login": EVERYBODY,
    "refreshSession": EVERYBODY,
    "logout": EVERYBODY,
    "completeSecondStep": EVERYBODY,
    "askForPasswordReset": EVERYBODY,
    "lookAtPasswordLink": EVERYBODY,
    "choosePassword": EVERYBODY,
    "changePassword": SIGNED_IN,
    "listOwnSessions": SIGNED_IN,
    "endOwnSession": SIGNED_IN,
    "endOtherSessions": SIGNED_IN,
    "getSecondFactor": SIGNED_IN,
    "enrolSecondFactor": SIGNED_IN,
    "confirmSecondFactor": SIGNED_IN,
    "renewRecoveryCodes": SIGNED_IN,
    "removeSecondFactor": SIGNED_IN,
    "getMe": SIGNED_IN,
    "savePreferences": SIGNED_IN,
    "listUsers": OFFICE,
    "getUser": OFFICE,
    "listGrants": OFFICE,
    "createUser": ADMINISTRATOR,
    "editUser": ADMINISTRATOR,
    "linkUserToPerson": ADMINISTRATOR,
    "deactivateUser": ADMINISTRATOR,
    "reactivateUser": ADMINISTRATOR,
    "sendPasswordLink": ADMINISTRATOR,
    "endUserSessions": ADMINISTRATOR,
    "removeUserSecondFactor": ADMINISTRATOR,
    "grantRole": ADMINISTRATOR,
    "revokeGrant": ADMINISTRATOR,
    "listRoles": OFFICE,
    "getRole": OFFICE,
    "createRole": ADMINISTRATOR,
    "editRole": ADMINISTRATOR,
    "copyRole": ADMINISTRATOR,
    "deleteRole": ADMINISTRATOR,
    "setRolePermissions": ADMINISTRATOR,
    "listPermissions": OFFICE,
    # live messages, jobs, search, trail
    "issueLiveTicket": SIGNED_IN,
    "openEventStream": EVERYBODY,
    "listJobs": SIGNED_IN,
    "getJob": SIGNED_IN,
    "cancelJob": SIGNED_IN,
    "searchEverything": SIGNED_IN,
    "listTrail": TRAIL,
    "listTrailAuthors": TRAIL,
    "exportTrail": "auditor manager administrator",
    "getTrailSeals": "auditor manager administrator",
    "verifyTrail": "auditor manager administrator",
    # places
    "listLocations": ALL,
    "getLocationTree": ALL,
    "listLocationKinds": ALL,
    "getLocation": ALL,
    "createLocation": OFFICE,
    "editLocation": OFFICE,
    "moveLocation": OFFICE,
    "deleteLocation": OFFICE,
    # people
    "listPeople": ALL,
    "getPerson": ALL,
    "createPerson": OFFICE,
    "editPerson": OFFICE,
    "readPersonCpf": OFFICE,
    "previewPersonMerge": OFFICE,
    "mergePerson": OFFICE,
    # catalogue and suppliers
    "listCategories": ALL,
    "getCategory": ALL,
    "createCategory": OFFICE,
    "editCategory": OFFICE,
    "deleteCategory": OFFICE,
    "listSuppliers": ALL,
    "getSupplier": ALL,
    "createSupplier": OFFICE,
    "editSupplier": OFFICE,
    # assets
    "listAssets": ALL,
    "summariseAssets": ALL,
    "findAssetByCode": ALL,
    "getAsset": ALL,
    "listAssetMovements": ALL,
    "listAssetTrail": ALL,
    "exportAssets": "reader auditor manager administrator",
    "createAsset": FIELD,
    "editAsset": FIELD,
    "moveAsset": FIELD,
    "moveAssets": FIELD,
    "listPositions": ALL,
    "getAssetPosition": ALL,
    "listCalendars": ALL,
    "getCalendar": ALL,
    "getCalendarYear": ALL,
    "getCalendarDue": ALL,
    "createCalendar": OFFICE,
    "editCalendar": OFFICE,
    "deleteCalendar": OFFICE,
    "addCalendarDay": OFFICE,
    "removeCalendarDay": OFFICE,
    # approvals and transfers
    "listApprovals": SIGNED_IN,
    "getApproval": SIGNED_IN,
    "decideApproval": "approver manager administrator",
    "countWaitingApprovals": SIGNED_IN,
    "decideApprovals": "approver manager administrator",
    "listDeciders": "approver manager administrator",
    "listDelegations": "approver manager administrator",
    "createDelegation": "approver manager administrator",
    "deleteDelegation": "approver manager administrator",
    "listApprovalRules": OFFICE,
    "createApprovalRule": OFFICE,
    "editApprovalRule": OFFICE,
    "deleteApprovalRule": OFFICE,
    "listTransfers": ALL,
    "getTransfer": ALL,
    "createTransfer": FIELD,
    "editTransfer": FIELD,
    "submitTransfer": FIELD,
    "effectTransfer": FIELD,
    "reverseTransfer": FIELD,
    "sendTransfer": FIELD,
    "receiveTransfer": FIELD,
    "resolveTransferExtra": FIELD,
    "takeBackTransfer": FIELD,
    "cancelTransfer": FIELD,
    "listLoans": SIGNED_IN,
    "getLoan": SIGNED_IN,
    "createLoan": FIELD,
    "handOverLoan": FIELD,
    "returnLoan": FIELD,
    "extendLoan": FIELD,
    "cancelLoan": FIELD,
    "remindOfLoan": FIELD,
    "getLoanRules": ALL,
    "setLoanRules": OFFICE,
    # leaving
    "getLeaving": "auditor technician manager administrator",
    "giveBackAssets": FIELD,
    "passOnAssets": FIELD,
    "issueClearance": OFFICE,
    "downloadClearance": "auditor technician manager administrator",
    "withdrawClearance": OFFICE,
    # occurrences
    "getPublicFoundPage": EVERYBODY,
    "reportFound": EVERYBODY,
    "getFoundPage": ADMINISTRATOR,
    "setFoundPage": ADMINISTRATOR,
    "listOccurrences": ALL,
    "getOccurrence": ALL,
    "recordOccurrence": FIELD,
    "resolveOccurrence": OFFICE,
    "listTerms": SIGNED_IN,
    "getTerm": SIGNED_IN,
    "downloadTerm": SIGNED_IN,
    "downloadSignedTerm": SIGNED_IN,
    "signTerm": SIGNED_IN,
    "addSignedTerm": SIGNED_IN,
    "sendTermLink": FIELD,
    "listTermTemplates": OFFICE,
    "previewTermTemplate": OFFICE,
    "publishTermTemplate": OFFICE,
    "openTermLink": EVERYBODY,
    "downloadTermByLink": EVERYBODY,
    "sendTermCode": EVERYBODY,
    "signTermByLink": EVERYBODY,
    "verifyTerm": EVERYBODY,
    "listAssetAttachments": ALL,
    "getAssetAttachment": ALL,
    "downloadAssetAttachment": ALL,
    "previewAssetAttachment": ALL,
    "showPageOfAssetAttachment": ALL,
    "addAssetAttachment": FIELD,
    "editAssetAttachment": FIELD,
    "makeMainAssetAttachment": FIELD,
    "deleteAssetAttachment": FIELD,
    "startAssetUpload": FIELD,
    "getAssetUpload": FIELD,
    "continueAssetUpload": FIELD,
    "concludeAssetUpload": FIELD,
    "cancelAssetUpload": FIELD,
    "listMovementDocumentAttachments": ALL,
    "getMovementDocumentAttachment": ALL,
    "downloadMovementDocumentAttachment": ALL,
    "previewMovementDocumentAttachment": ALL,
    "showPageOfMovementDocumentAttachment": ALL,
    "addMovementDocumentAttachment": FIELD,
    "editMovementDocumentAttachment": FIELD,
    "makeMainMovementDocumentAttachment": FIELD,
    "deleteMovementDocumentAttachment": FIELD,
    "startMovementDocumentUpload": FIELD,
    "getMovementDocumentUpload": FIELD,
    "continueMovementDocumentUpload": FIELD,
    "concludeMovementDocumentUpload": FIELD,
    "cancelMovementDocumentUpload": FIELD,
    "listMovementDocumentItemAttachments": ALL,
    "getMovementDocumentItemAttachment": ALL,
    "downloadMovementDocumentItemAttachment": ALL,
    "previewMovementDocumentItemAttachment": ALL,
    "showPageOfMovementDocumentItemAttachment": ALL,
    "addMovementDocumentItemAttachment": FIELD,
    "editMovementDocumentItemAttachment": FIELD,
    "makeMainMovementDocumentItemAttachment": FIELD,
    "deleteMovementDocumentItemAttachment": FIELD,
    "startMovementDocumentItemUpload": FIELD,
    "getMovementDocumentItemUpload": FIELD,
    "continueMovementDocumentItemUpload": FIELD,
    "concludeMovementDocumentItemUpload": FIELD,
    "cancelMovementDocumentItemUpload": FIELD,
    "listLoanAttachments": ALL,
    "getLoanAttachment": ALL,
    "downloadLoanAttachment": ALL,
    "previewLoanAttachment": ALL,
    "showPageOfLoanAttachment": ALL,
    "addLoanAttachment": FIELD,
    "editLoanAttachment": FIELD,
    "makeMainLoanAttachment": FIELD,
    "deleteLoanAttachment": FIELD,
    "startLoanUpload": FIELD,
    "getLoanUpload": FIELD,
    "continueLoanUpload": FIELD,
    "concludeLoanUpload": FIELD,
    "cancelLoanUpload": FIELD,
    "listAssetOccurrenceAttachments": ALL,
    "getAssetOccurrenceAttachment": ALL,
    "downloadAssetOccurrenceAttachment": ALL,
    "previewAssetOccurrenceAttachment": ALL,
    "showPageOfAssetOccurrenceAttachment": ALL,
    "addAssetOccurrenceAttachment": FIELD,
    "editAssetOccurrenceAttachment": FIELD,
    "makeMainAssetOccurrenceAttachment": FIELD,
    "deleteAssetOccurrenceAttachment": FIELD,
    "startAssetOccurrenceUpload": FIELD,
    "getAssetOccurrenceUpload": FIELD,
    "continueAssetOccurrenceUpload": FIELD,
    "concludeAssetOccurrenceUpload": FIELD,
    "cancelAssetOccurrenceUpload": FIELD,
    "archiveAsset": OFFICE,
    "unarchiveAsset": OFFICE,
    # labels
    "listLabelSheets": FIELD,
    "printLabels": FIELD,
    # importing a file
    "listImports": OFFICE,
    "uploadImport": OFFICE,
    "getImport": OFFICE,
    "mapImport": OFFICE,
    "checkImport": OFFICE,
    "listImportIssues": OFFICE,
    "applyImport": OFFICE,
    "forgetImport": OFFICE,
}


def may_call(actor: str, operation: str) -> bool:
    """What the matrix says of a role, of ``nobody`` (signed in without a grant) or of ``anonymous``."""
    allowed = MATRIX[operation]
    if allowed == EVERYBODY:
        return True
    if allowed == SIGNED_IN:
        return actor != "anonymous"
    return actor in allowed.split()


def matrix_faults(
    access: Mapping[str, str], declared: Iterable[str], roles: Mapping[str, BuiltInRole] = BUILT_IN
) -> list[str]:
    """Where matrix, routes (operation to permission code) and roles do not say the same."""
    faults = [f"{name} is not in the matrix" for name in sorted(set(access) - set(MATRIX))]
    faults += [f"{name} is in the matrix and no operation" for name in sorted(set(MATRIX) - set(access))]
    held = {name: role.codes(declared) for name, role in roles.items()}
    for operation in sorted(set(MATRIX) & set(access)):
        code, said = access[operation], MATRIX[operation]
        for role in ROLES:
            given = code in (PUBLIC, SELF.code) or code in held[role]
            if given != may_call(role, operation):
                verb = "may" if given else "may not"
                faults.append(f"{operation}: {role} {verb} by {code}, the matrix says {said!r}")
        if (code == PUBLIC) != (said == EVERYBODY) or (code == SELF.code) != (said == SIGNED_IN):
            faults.append(f"{operation} is {code!r}, the matrix says {said!r}")
    return faults
