"""The door of the room: a document asks for decisions, withdraws, and hears what was decided."""

from levitiis.modules.approvals.actions import Wanted, request_approval, withdraw_approval
from levitiis.modules.approvals.policy import DECIDE, SUBJECTS, Subject

__all__ = ["DECIDE", "SUBJECTS", "Subject", "Wanted", "request_approval", "withdraw_approval"]
