"""Tables of users, roles, grants and sessions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from levitiis.infra.db.base import FINGERPRINT, OMIT, Base, Stamped, Versioned
from levitiis.infra.db.types import JsonData, Moment, PrimaryKey, string


class User(Versioned, Base):
    """A person who signs in. Rights are the union of grants; ``role`` names the one that is shown first.

    It is one of the granted roles, or null for whoever has none. Who was invited and has not chosen a
    password yet has no ``password_hash``.
    """

    __tablename__ = "users"
    __history__ = "user"

    id: Mapped[PrimaryKey]
    username: Mapped[str] = mapped_column(string(60))
    username_key: Mapped[str] = mapped_column(string(60), unique=True, info=OMIT)
    email: Mapped[str] = mapped_column(string(254), info=FINGERPRINT)
    email_key: Mapped[str] = mapped_column(string(254), unique=True, info=OMIT)
    password_hash: Mapped[str | None] = mapped_column(string(200), info=FINGERPRINT)
    role: Mapped[str | None] = mapped_column(string(60))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), unique=True)
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    last_sign_in_at: Mapped[Moment | None] = mapped_column(info=OMIT)
    preferences: Mapped[dict[str, Any]] = mapped_column(JsonData, default=dict, info=OMIT)


class Role(Versioned, Base):
    """A named set of permissions. Built-in roles cannot be removed."""

    __tablename__ = "roles"
    __history__ = "role"

    id: Mapped[PrimaryKey]
    name: Mapped[str] = mapped_column(string(60), unique=True)
    label_pt: Mapped[str] = mapped_column(string(80))
    label_en: Mapped[str] = mapped_column(string(80))
    built_in: Mapped[bool] = mapped_column(Boolean, default=False)


class PermissionRow(Base):
    """A permission that the code declares, mirrored so that roles can point at it."""

    __tablename__ = "permissions"

    id: Mapped[PrimaryKey]
    name: Mapped[str] = mapped_column(string(60), unique=True)


class RolePermission(Base):
    """That a role has a permission."""

    __tablename__ = "role_permissions"
    __history__ = "role_permission"
    __table_args__ = (UniqueConstraint("role_id", "permission_id"),)

    id: Mapped[PrimaryKey]
    role_id: Mapped[int] = mapped_column(ForeignKey("roles.id", ondelete="CASCADE"))
    permission_id: Mapped[int] = mapped_column(ForeignKey("permissions.id", ondelete="CASCADE"), index=True)


class UserRole(Base):
    """A grant: a role, for a place and everything below it, or organisation-wide (no place)."""

    __tablename__ = "user_roles"
    __history__ = "grant"
    __table_args__ = (UniqueConstraint("user_id", "role_id", "place_key"),)

    id: Mapped[PrimaryKey]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    role_id: Mapped[int] = mapped_column(ForeignKey("roles.id"), index=True)
    location_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"), index=True)
    place_key: Mapped[int] = mapped_column(default=0, info=OMIT)


class AuthSession(Stamped, Base):
    """A sign-in on one device: a family of refresh tokens of which one is current.

    It ends when revoked, at ``expires_at`` (idle), or a fixed time after ``created_at`` (absolute). It
    was opened from ``address`` with ``user_agent``, and last renewed, at ``rotated_at``, from
    ``used_address`` with ``used_agent`` (null as long as it was not).
    """

    __tablename__ = "auth_sessions"
    __history__ = "session"

    id: Mapped[PrimaryKey]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(string(64), unique=True, info=OMIT)
    previous_hash: Mapped[str | None] = mapped_column(string(64), index=True, info=OMIT)
    generation: Mapped[int] = mapped_column(Integer, default=0, info=OMIT)
    rotated_at: Mapped[Moment] = mapped_column(info=OMIT)
    expires_at: Mapped[Moment] = mapped_column(info=OMIT)
    revoked_at: Mapped[Moment | None]
    revoked_reason: Mapped[str | None] = mapped_column(string(40))
    user_agent: Mapped[str | None] = mapped_column(string(200), info=FINGERPRINT)
    address: Mapped[str | None] = mapped_column(string(60), info=FINGERPRINT)
    used_agent: Mapped[str | None] = mapped_column(string(200), info=OMIT)
    used_address: Mapped[str | None] = mapped_column(string(60), info=OMIT)

    def revoke(self, at: datetime, reason: str) -> None:
        """End the session; one that has ended stays as it ended."""
        if self.revoked_at is None:
            self.revoked_at, self.revoked_reason = at, reason


class SpentToken(Base):
    """Refresh tokens that were used up: seen again later, they betray theft and end the family.

    ``salt``: what its successor was made with, so that a lost answer can be given again; null for a
    token that an earlier version of the program exchanged.
    """

    __tablename__ = "auth_spent_tokens"

    token_hash: Mapped[str] = mapped_column(string(64), primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("auth_sessions.id", ondelete="CASCADE"), index=True)
    spent_at: Mapped[Moment] = mapped_column(index=True)
    salt: Mapped[str | None] = mapped_column(string(64))


class SignInAttempt(Base):
    """A failed sign-in, counted per account and per address within a sliding window."""

    __tablename__ = "auth_attempts"
    __table_args__ = (Index("ix_auth_attempts_subject_at", "subject", "at"),)

    id: Mapped[PrimaryKey]
    subject: Mapped[str] = mapped_column(string(80))
    at: Mapped[Moment]


class SocketTicket(Base):
    """A single-use ticket of 30 s that opens one live connection."""

    __tablename__ = "socket_tickets"

    token_hash: Mapped[str] = mapped_column(string(64), primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("auth_sessions.id", ondelete="CASCADE"))
    expires_at: Mapped[Moment] = mapped_column(index=True)


class PasswordLink(Base):
    """A one-time link by which somebody chooses his password: he was invited, or forgot the old one."""

    __tablename__ = "auth_links"
    __table_args__ = (CheckConstraint("purpose IN ('reset', 'invitation')", name="purpose"),)

    token_hash: Mapped[str] = mapped_column(string(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(string(20))
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]


class SecondFactor(Base):
    """The secret of a user's authenticator, encrypted; it counts once ``confirmed_at`` is set.

    ``last_step`` is the newest interval of thirty seconds whose code was taken: none is taken twice.
    """

    __tablename__ = "auth_second_factors"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[Moment]
    confirmed_at: Mapped[Moment | None]
    last_step: Mapped[int] = mapped_column(default=0)


class RecoveryCode(Base):
    """A code on paper that stands in for the authenticator, once."""

    __tablename__ = "auth_recovery_codes"

    code_hash: Mapped[str] = mapped_column(string(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    used_at: Mapped[Moment | None]


class SignInChallenge(Base):
    """A sign-in whose password was right and whose second step is still to come."""

    __tablename__ = "auth_challenges"

    token_hash: Mapped[str] = mapped_column(string(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    expires_at: Mapped[Moment] = mapped_column(index=True)
