"""The door of the room: what an owner declares, the columns of its table, the job that cleans up."""

from levitiis.modules.attachments.actions.janitor import CLEANING, cleaning
from levitiis.modules.attachments.models import AttachmentColumns, one_main
from levitiis.modules.attachments.policy import AttachmentOwner, ToldOn

__all__ = ["CLEANING", "AttachmentColumns", "AttachmentOwner", "ToldOn", "cleaning", "one_main"]
