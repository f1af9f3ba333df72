"""Kinds and states of terms, and the ways to sign one."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class TermKind(StrEnum):
    """What a term is about; each kind has its template."""

    RESPONSIBILITY = "responsibility"
    LOAN = "loan"
    LOAN_RETURN = "loan_return"
    DISPOSAL = "disposal"


class TermState(StrEnum):
    """``pending`` until its signer has signed or refused; ``void`` when its document was undone first."""

    PENDING = "pending"
    SIGNED = "signed"
    REFUSED = "refused"
    VOID = "void"


class PaperKind(StrEnum):
    """What a paper with a code is: a term of some kind, or one that another room issues."""

    RESPONSIBILITY = "responsibility"
    LOAN = "loan"
    LOAN_RETURN = "loan_return"
    CLEARANCE = "clearance"


class PaperState(StrEnum):
    """Where a paper stands: as a term does; ``valid`` for what nobody has to sign."""

    PENDING = "pending"
    SIGNED = "signed"
    REFUSED = "refused"
    VOID = "void"
    VALID = "valid"


class TermStep(StrEnum):
    """What settles a term."""

    SIGN = "sign"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


TERM_STEPS: Mapping[tuple[TermState, TermStep], TermState] = {
    (TermState.PENDING, TermStep.SIGN): TermState.SIGNED,
    (TermState.PENDING, TermStep.REFUSE): TermState.REFUSED,
    (TermState.PENDING, TermStep.WITHDRAW): TermState.VOID,
}
"""Every step that exists, and where it leads. What is not here is refused."""


class SignatureMethod(StrEnum):
    """How it was signed: on the screen of who collects it, in one's own account, by link, as a signed PDF."""

    ON_SITE = "on_site"
    OWN_ACCOUNT = "own_account"
    LINK = "link"
    SIGNED_PDF = "signed_pdf"


class SignatureLevel(StrEnum):
    """The levels of Lei 14.063/2020, art. 4º."""

    SIMPLE = "simple"
    ADVANCED = "advanced"
    QUALIFIED = "qualified"


LEVELS: Mapping[SignatureMethod, SignatureLevel] = {
    SignatureMethod.ON_SITE: SignatureLevel.SIMPLE,
    SignatureMethod.OWN_ACCOUNT: SignatureLevel.SIMPLE,
    SignatureMethod.LINK: SignatureLevel.ADVANCED,
}
"""What a way of signing amounts to; a signed PDF is what its certificate makes it."""


class TermDecision(StrEnum):
    """What the signer says."""

    SIGN = "sign"
    REFUSE = "refuse"


PREFIX = "TM"
"""What the numbers of terms begin with."""
