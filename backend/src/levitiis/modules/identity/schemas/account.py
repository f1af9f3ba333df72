"""Wire models of one's own account: password, links, sessions, second step."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from levitiis.kit.wire import In, Out, UtcOut
from levitiis.modules.identity.schemas.fields import EMAIL_LENGTH, Password

Token = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[A-Za-z0-9_-]+$")]
Code = Annotated[str, Field(min_length=1, max_length=40)]
"""Six digits of the authenticator, or a recovery code."""


class PasswordChange(In):
    """A new password in place of the present one; ``revoke_feeds``: one's calendar addresses end too."""

    current_password: Password
    new_password: Password
    revoke_feeds: bool = False


class ResetRequest(In):
    """Whose password was forgotten: a user name or an e-mail."""

    username: Annotated[str, Field(min_length=1, max_length=EMAIL_LENGTH)]


class LinkIn(In):
    """The token of a one-time link."""

    token: Token


class LinkRedemption(LinkIn):
    """The password that is chosen by a one-time link."""

    password: Password


class LinkOut(Out):
    """What a one-time link is for."""

    purpose: Literal["reset", "invitation"]
    username: str
    expires_at: UtcOut


class OwnSession(Out):
    """A device one is signed in on: where it was opened, and where it was last renewed (``used_…``).

    A device is empty when it did not say what it is. A session in use is renewed every few minutes.
    """

    id: int
    device: str
    address: str | None
    created_at: UtcOut
    used_at: UtcOut
    used_device: str
    used_address: str | None
    current: bool


class OwnSessions(Out):
    """Live sessions, the last used first."""

    items: list[OwnSession]


class SecondFactorState(Out):
    """Whether signing in takes a second step, and how many recovery codes are left."""

    enabled: bool
    enabled_at: UtcOut | None
    recovery_codes_left: int


class OwnPassword(In):
    """The present password, to confirm who asks."""

    current_password: Password


class Enrolment(Out):
    """What an authenticator app takes: the secret, and the same as an address for its QR code."""

    secret: str
    uri: str


class CodeIn(In):
    """A code of the second step."""

    code: Code


class SecondFactorRemoval(OwnPassword):
    """Password and code: both are needed to do without the code."""

    code: Code


class RecoveryCodes(Out):
    """Recovery codes, shown this once."""

    codes: list[str]
