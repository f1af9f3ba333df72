"""The door of the room: the calendar as it holds at a place, and the organisation's own."""

from levitiis.modules.calendars.actions import ensure_calendar
from levitiis.modules.calendars.queries import require_calendar, working_time, working_time_by_id
from levitiis.modules.calendars.working_time import WorkingTime

__all__ = ["WorkingTime", "ensure_calendar", "require_calendar", "working_time", "working_time_by_id"]
