"""The mathematics of a tree whose rows carry their whole path: pure, shared by places and categories.

A node's :class:`Standing` follows from its parent's and from its own id, name and code. When a node
moves or is renamed, everything below it changes by one replaced prefix (:meth:`Standing.rebased`),
which is what the database does to all of them in one statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Final

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from levitiis.kit.text import clean_line, has_bad_characters, search_key, sort_key

SEPARATOR: Final = " › "
"""Between the names of a full name; the mark itself may not occur in a name."""

MARK: Final = "›"
BRANCH: Final = "\t"
"""Between the parts of a sort key: lower than any printable character, so a subtree stays together."""

AFTER_DIGITS: Final = ":"
"""The character after ``9``: ``path + ":"`` is the end of the range of paths that begin with ``path``."""

NAME_LIMIT = 120
CODE_LIMIT = 40
KEY_LIMIT = 200
_SORT_PIECE = 50
_SEARCH_PIECE = 150


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a node stands: everything about it that depends on the nodes above."""

    path: str
    full_name: str
    sort_key: str
    search_text: str
    depth: int

    def rebased(self, old: Standing, new: Standing) -> Standing:
        """The standing of a node below ``old`` once that has become ``new``."""
        return Standing(
            new.path + self.path[len(old.path) :],
            new.full_name + self.full_name[len(old.full_name) :],
            new.sort_key + self.sort_key[len(old.sort_key) :],
            new.search_text + self.search_text[len(old.search_text) :],
            self.depth - old.depth + new.depth,
        )

    def holds(self, other: Standing) -> bool:
        """Tell whether ``other`` is this node or stands below it."""
        return other.path.startswith(self.path)


def standing(parent: Standing | None, node_id: int, name: str, code: str | None = None) -> Standing:
    """The standing of a node below ``parent`` (None: a root)."""
    sort, search = sort_piece(name), search_piece(name, code)
    if parent is None:
        return Standing(f"/{node_id}/", name, sort, search, 1)
    return Standing(
        f"{parent.path}{node_id}/",
        parent.full_name + SEPARATOR + name,
        parent.sort_key + BRANCH + sort,
        parent.search_text + SEPARATOR + search,
        parent.depth + 1,
    )


def name_key(name: str) -> str:
    """The form in which the names below one parent must differ: no case, no accents."""
    return search_key(name)[:KEY_LIMIT]


def sort_piece(name: str) -> str:
    """What one name adds to the sort key."""
    return sort_key(name, _SORT_PIECE).rstrip()


def search_piece(name: str, code: str | None = None) -> str:
    """What one name and its code add to the searched text."""
    found = search_key(name)[:_SEARCH_PIECE].rstrip()
    return f"{found} {search_key(code)[:CODE_LIMIT]}".rstrip() if code else found


def ids_of(path: str) -> tuple[int, ...]:
    """The ids in a path, root first."""
    return tuple(int(part) for part in path.split("/") if part)


def names_of(full_name: str) -> tuple[str, ...]:
    """The names in a full name, root first."""
    return tuple(full_name.split(SEPARATOR))


@lru_cache(maxsize=4096)
def path_items(path: str, full_name: str) -> Sequence[Mapping[str, int | str]]:
    """The steps from the root to a node, itself included, as ``{"id", "name"}``: no query needed.

    Remembered, as many assets are at one place: only to be read.
    """
    pairs = zip(ids_of(path), names_of(full_name), strict=True)
    return tuple({"id": node_id, "name": name} for node_id, name in pairs)


def ancestor_ids(paths: Iterable[str]) -> set[int]:
    """The ids of all nodes above those at ``paths``."""
    return {node_id for path in paths for node_id in ids_of(path)[:-1]}


def clean_names(names: Iterable[str]) -> tuple[str, ...]:
    """Names from the root down, fit to be stored. Raises ValueError for a blank or overlong one."""
    cleaned = tuple(clean_line(name.replace(MARK, ">")) for name in names)
    if not cleaned or any(len(name) > NAME_LIMIT or not name_key(name) for name in cleaned):
        raise ValueError(f"every name of a path needs 1 to {NAME_LIMIT} readable characters")
    return cleaned


def _node_name(value: str) -> str:
    if has_bad_characters(value) or MARK in value:
        raise PydanticCustomError("bad_characters", "control or bidirectional characters, or the separator")
    name = clean_line(value)
    if not name_key(name):
        raise PydanticCustomError("required", "blank")
    return name


NodeName = Annotated[str, Field(max_length=NAME_LIMIT), AfterValidator(_node_name)]
"""The name of a node as typed: one line, not blank, without the mark that separates names."""
