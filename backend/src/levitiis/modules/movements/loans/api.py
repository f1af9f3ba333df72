"""What the composition root, and whatever sets up an installation, need of loans."""

from levitiis.modules.movements.loans.actions.answering import answers
from levitiis.modules.movements.loans.actions.reminding import MAILING, REMINDERS, mailing, reminders
from levitiis.modules.movements.loans.actions.ruling import ensure_rules

__all__ = ["MAILING", "REMINDERS", "answers", "ensure_rules", "mailing", "reminders"]
