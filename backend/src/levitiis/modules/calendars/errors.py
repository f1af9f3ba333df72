"""What can go wrong with calendars."""

from levitiis.kit.problems import constraint, declare

PLACE_HAS_ONE = declare(
    "calendars.place_has_one", 409,
    ("O local já tem calendário", "The place has a calendar"),
    ("Este local já tem um calendário próprio; altere o que existe.",
     "This place has a calendar of its own already; change the one there is."),
)  # fmt: skip
ORGANISATION_NEEDS_ONE = declare(
    "calendars.organisation_needs_one", 409,
    ("O calendário da organização fica", "The organisation's calendar stays"),
    ("O calendário da organização não pode ser excluído; os dos locais podem.",
     "The calendar of the organisation cannot be deleted; those of places can."),
)  # fmt: skip
DAY_TAKEN = declare(
    "calendars.day_taken", 409,
    ("Dia já cadastrado", "Day already there"),
    ("Este calendário já diz algo sobre esse dia.", "This calendar says something about that day already."),
)  # fmt: skip
NEVER_OPEN = declare(
    "calendars.never_open", 409,
    ("Calendário sem expediente", "Calendar without business hours"),
    ("Este calendário não tem expediente nos próximos anos; informe os horários.",
     "This calendar has no business hours in the years ahead; give it some."),
)  # fmt: skip

constraint("uq_calendars_location_id", PLACE_HAS_ONE, "/location_id")
constraint("uq_calendar_days_calendar_id_date", DAY_TAKEN, "/date")
