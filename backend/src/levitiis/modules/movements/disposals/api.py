"""What sets up an installation needs of disposals."""

from levitiis.modules.movements.disposals.actions.ruling import ensure_disposal_rules

__all__ = ["ensure_disposal_rules"]
