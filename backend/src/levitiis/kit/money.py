"""Money: Decimal with two places, NUMERIC(16,2) in the database."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

CENT = Decimal("0.01")
MAX_MONEY = Decimal("99999999999999.99")


def to_cents(value: Decimal) -> Decimal:
    """Round to cents, half to even (ABNT NBR 5891). Raises ValueError when not finite or out of range."""
    if not value.is_finite() or abs(value) > MAX_MONEY:
        raise ValueError("money is out of range")
    return value.quantize(CENT, rounding=ROUND_HALF_EVEN)
