"""The door of the room: a document has terms issued, withdraws them, and hears what became of them."""

from levitiis.modules.signatures.actions.issuing import issue_term, withdraw_terms
from levitiis.modules.signatures.actions.templates import ensure_templates
from levitiis.modules.signatures.content import TermLine, WantedTerm, money
from levitiis.modules.signatures.desk import TERM_DESK, TermDesk
from levitiis.modules.signatures.policy import TermSubject

__all__ = [
    "TERM_DESK",
    "TermDesk",
    "TermLine",
    "TermSubject",
    "WantedTerm",
    "ensure_templates",
    "issue_term",
    "money",
    "withdraw_terms",
]
