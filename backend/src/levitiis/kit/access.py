"""Who acts, and where each permission of his holds.

A grant is a role with an optional place; it holds for that place and everything below it. Places
are named by their *path*, the ids from the root as in ``/1/4/17/``, so that "below" is a prefix.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from levitiis.kit.common_problems import FORBIDDEN
from levitiis.kit.problems import Texts


class ActorKind(StrEnum):
    """What kind of author a write has."""

    USER = "user"
    AGENT = "agent"
    JOB = "job"
    LINK = "link"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Scope:
    """The places for which something holds: everywhere, or the subtrees below ``prefixes``."""

    everywhere: bool = False
    prefixes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.prefixes)

    def covers(self, path: str | None) -> bool:
        """Tell whether the place at ``path`` is inside; a thing without a place only when everywhere."""
        return self.everywhere or (path is not None and path.startswith(self.prefixes or ("\0",)))

    def __and__(self, other: Scope) -> Scope:
        """The places that lie in both."""
        if self.everywhere or other.everywhere:
            return other if self.everywhere else self
        mine = filter(other.covers, self.prefixes)
        return Scope.of([*mine, *filter(self.covers, other.prefixes)])

    @staticmethod
    def of(prefixes: Iterable[str]) -> Scope:
        """The smallest scope that covers the given subtrees (a subtree within another is dropped)."""
        kept: list[str] = []
        for prefix in sorted(set(prefixes)):
            if not kept or not prefix.startswith(kept[-1]):
                kept.append(prefix)
        return Scope(prefixes=tuple(kept))


EVERYWHERE = Scope(everywhere=True)
NOWHERE = Scope()


_NO_TEXTS = Texts("", "")


@dataclass(frozen=True, slots=True)
class Permission:
    """A permission declared in code by a module; ``code`` is ``group.verb``.

    ``label`` is its name in a list, ``about`` one sentence for whoever decides on it.
    """

    code: str
    label: Texts
    about: Texts = _NO_TEXTS

    @property
    def group(self) -> str:
        """The group in which it is shown."""
        return self.code.partition(".")[0]


PERMISSIONS: dict[str, Permission] = {}
PERMISSION_GROUPS: dict[str, Texts] = {}
"""The headings below which permissions are shown, in the order of their declaration."""


def permission_group(code: str, pt: str, en: str) -> None:
    """Declare the heading of the permissions whose codes begin with ``code``."""
    if code in PERMISSION_GROUPS:
        raise ValueError(f"permission group {code!r} is declared twice")
    PERMISSION_GROUPS[code] = Texts(pt, en)


def permission(code: str, pt: str, en: str, about: tuple[str, str] = ("", "")) -> Permission:
    """Declare a permission once; ``about`` says in both languages what it allows."""
    if code in PERMISSIONS:
        raise ValueError(f"permission {code!r} is declared twice")
    PERMISSIONS[code] = Permission(code, Texts(pt, en), Texts(*about))
    return PERMISSIONS[code]


permission_group("identity", "Conta", "Account")
SELF = permission(
    "identity.self", "Usar a própria conta", "Use one's own account",
    ("Entrar, sair e mudar as próprias preferências; todos têm.",
     "Sign in, sign out and change one's own preferences; everybody has it."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Actor:
    """The author of a request: what he may do, and where."""

    kind: ActorKind
    id: int | None
    name: str
    scopes: Mapping[str, Scope] = field(default_factory=dict[str, Scope])
    session_id: int | None = None
    person_id: int | None = None
    unrestricted: bool = False

    def scope(self, wanted: Permission) -> Scope:
        """Where the actor has ``wanted``."""
        return EVERYWHERE if self.unrestricted else self.scopes.get(wanted.code, NOWHERE)

    def may(self, wanted: Permission, path: str | None = None) -> bool:
        """Tell whether the actor has ``wanted`` anywhere, or at the place ``path`` when one is given."""
        scope = self.scope(wanted)
        return bool(scope) if path is None else scope.covers(path)

    def common_scope(self, *wanted: Permission) -> Scope:
        """Where the actor has every one of ``wanted``."""
        found = EVERYWHERE
        for each in wanted:
            found &= self.scope(each)
        return found

    def within(self, places: Scope) -> Actor:
        """What the actor may do within ``places``: each of his permissions, held there only.

        It is nobody in particular, so that what exists for the actor because it is his own, wherever it
        lies, does not exist for it by that.
        """
        if places.everywhere:
            return self
        held = dict.fromkeys(PERMISSIONS, EVERYWHERE) if self.unrestricted else self.scopes
        return Actor(self.kind, None, self.name, {code: scope & places for code, scope in held.items()})

    def require(self, wanted: Permission) -> None:
        """Raise ``request.forbidden`` unless the actor has ``wanted`` somewhere."""
        if not self.scope(wanted):
            raise FORBIDDEN()

    def require_at(self, wanted: Permission, path: str | None) -> None:
        """Raise ``request.forbidden`` unless ``wanted`` holds at ``path`` (``None``: without a place)."""
        if not self.scope(wanted).covers(path):
            raise FORBIDDEN()


def job_actor(name: str) -> Actor:
    """The system itself, running the job ``name``."""
    return Actor(ActorKind.JOB, None, name, unrestricted=True)


PUBLIC_ACTOR = Actor(ActorKind.PUBLIC, None, "public")
