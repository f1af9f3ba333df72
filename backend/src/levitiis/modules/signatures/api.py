"""The door of the room: a document has terms issued, withdraws them, and hears what became of them."""

from levitiis.modules.signatures.actions.issuing import issue_term, withdraw_terms
from levitiis.modules.signatures.actions.templates import ensure_templates
from levitiis.modules.signatures.content import TermLine, WantedTerm, money
from levitiis.modules.signatures.desk import TERM_DESK, TermDesk, desk_of
from levitiis.modules.signatures.policy import PaperBook, TermSubject
from levitiis.modules.signatures.queries.linked import initials
from levitiis.modules.signatures.queries.signers import name_of, signer_facts
from levitiis.modules.signatures.schemas import VerifiedTermOut

__all__ = [
    "TERM_DESK",
    "PaperBook",
    "TermDesk",
    "TermLine",
    "TermSubject",
    "VerifiedTermOut",
    "WantedTerm",
    "desk_of",
    "ensure_templates",
    "initials",
    "issue_term",
    "money",
    "name_of",
    "signer_facts",
    "withdraw_terms",
]
