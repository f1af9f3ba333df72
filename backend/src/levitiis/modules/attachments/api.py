"""The door of the room: what an owner declares, the columns of its table, the job that cleans up."""

from levitiis.modules.attachments.actions.janitor import CLEANING, cleaning
from levitiis.modules.attachments.models import AttachmentColumns, one_main
from levitiis.modules.attachments.policy import AttachmentOwner

__all__ = ["CLEANING", "AttachmentColumns", "AttachmentOwner", "cleaning", "one_main"]
