"""What a module contributes to the search over everything."""

from __future__ import annotations

from levitiis.kit.wire import Out


class SearchHit(Out):
    """One thing found: a title, a line that places it, its code, and its page in the web app."""

    id: int
    title: str
    subtitle: str | None = None
    code: str | None = None
    url: str
