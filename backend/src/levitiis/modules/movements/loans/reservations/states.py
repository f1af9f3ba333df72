"""What recurs how, and what a calendar feed is about."""

from __future__ import annotations

from enum import StrEnum


class Frequency(StrEnum):
    """On some days of every n-th week, or on one day of every n-th month."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"


class FeedKind(StrEnum):
    """Of what one borrowed oneself, or of the assets of a category, of a place, or of one asset."""

    OWN = "own"
    CATEGORY = "category"
    PLACE = "place"
    ASSET = "asset"


class ConflictReason(StrEnum):
    """Why an occurrence cannot be: an asset is taken, too few are free, or the desk is closed."""

    TAKEN = "taken"
    TOO_FEW = "too_few"
    CLOSED = "closed"
