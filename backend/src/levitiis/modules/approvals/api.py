"""The door of the room: a document asks for decisions, withdraws, and hears what was decided."""

from levitiis.modules.approvals.actions.deadlines import DEADLINES, deadlines
from levitiis.modules.approvals.actions.deciding import Wanted, request_approval, withdraw_approval
from levitiis.modules.approvals.actions.mailing import mailing, tell_of_series
from levitiis.modules.approvals.choosing import Facts, place_of
from levitiis.modules.approvals.policy import DECIDE, SUBJECTS, Subject

__all__ = [
    "DEADLINES",
    "DECIDE",
    "SUBJECTS",
    "Facts",
    "Subject",
    "Wanted",
    "deadlines",
    "mailing",
    "place_of",
    "request_approval",
    "tell_of_series",
    "withdraw_approval",
]
