"""What higher rooms keep of a user that opens something without signing in: secret addresses."""

from __future__ import annotations

from typing import Protocol

from levitiis.infra.db.uow import UnitOfWork

USER_SECRETS = "identity.user_secrets"
"""Where the composition root puts the keeper among the services."""


class UserSecrets(Protocol):
    """Whoever keeps such addresses. They end where sessions end because somebody else may have them."""

    async def revoke_all(self, uow: UnitOfWork, user_id: int) -> None:
        """None of the user's addresses answers any more; the trail tells each."""
        ...
