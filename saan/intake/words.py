"""What pages call fields, steps, phases, ways of mending and groups of rows."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saan.intake import ways
from saan.intake.models import BatchState as State
from saan.people.fields import FIELDS as PERSON_FIELDS
from sheets import FIELDS as COLUMN_FIELDS

# As the mapping page groups them.
CHOICES = (
    (
        _("Who it is"),
        ("cid", "prefix", "given_name", "family_name", "full_name", "sex", "birth_date", "birth_year", "age", "phone"),
    ),
    (
        _("Where they live"),
        (
            *(
                "house_no",
                "moo",
                "village",
                "soi",
                "road",
                "subdistrict",
                "district",
                "province",
                "postcode",
                "area_code",
            ),
            *("address", "house_code", "latitude", "longitude"),
        ),
    ),
    (
        _("Where they are registered"),
        (
            *("registered_house_no", "registered_moo", "registered_village", "registered_subdistrict"),
            *("registered_district", "registered_province", "registered_address", "typearea"),
        ),
    ),
    (
        _("Disability and health"),
        (
            *("disability_types", "disability_card_no", "disability_card_issued", "disability_card_expires"),
            *("disability_cause", "disability_since", "adl_score", "adl_group", "conditions", "health_right"),
            *("caregiver_name", "caregiver_phone"),
        ),
    ),
    (
        _("Life and welfare"),
        (
            *("groups", "allowance", "vital_status", "death_date", "marital_status", "nationality", "religion"),
            *("occupation", "education", "income", "consent", "note"),
        ),
    ),
    (
        _("The sender's own numbers"),
        ("local_id", "household_local_id", "hospcode", "recorded_at", "order"),
    ),
)
WHY = {
    "HEADING": _("by its heading"),
    "CONTENT": _("by its values"),
    "BOTH": _("by heading and values"),
    "REMEMBERED": _("as you chose before"),
    "NONE": _("not recognised"),
}
STEPS = (_("Choose files"), _("Columns"), _("Look before"), _("In the registry"))
# Counting from 1; a batch that stopped stands where it was.
STEP_OF = {
    State.READING: 1,
    State.MAPPING: 2,
    State.STAGING: 2,
    State.READY: 3,
    State.COMMITTING: 3,
    State.COMMITTED: 5,
    State.UNDOING: 4,
    State.UNDONE: 4,
    State.DISCARDED: 1,
}
PHASES = {
    State.READING: (("READ", _("Reading the files")),),
    State.STAGING: (
        ("READ", _("Reading the files")),
        ("CHECK", _("Checking every value")),
        ("LAY", _("Keeping every row as it was sent")),
        ("LINK", _("Finding who is already known")),
        ("COMPARE", _("Comparing with the last delivery")),
    ),
    State.COMMITTING: (("COMMIT", _("Bringing the rows into the registry")),),
    State.UNDOING: (("UNDO", _("Taking everything back")),),
}
# (label, icon, tone) of each state as lists show it.
STATES = {
    State.READING: (_("Being read"), "loader-2", "waits"),
    State.MAPPING: (_("Columns wait for you"), "columns-3", "waits"),
    State.STAGING: (_("Being checked"), "loader-2", "waits"),
    State.READY: (_("Waits for your word"), "eye-check", "waits"),
    State.COMMITTING: (_("Being brought in"), "loader-2", "waits"),
    State.COMMITTED: (_("In the registry"), "circle-check", "ours"),
    State.UNDOING: (_("Being taken back"), "loader-2", "waits"),
    State.UNDONE: (_("Taken back"), "arrow-back-up", "past"),
    State.DISCARDED: (_("Put away"), "trash", "past"),
    State.FAILED: (_("Stopped"), "alert-circle", "danger"),
}
WAYS = {
    ways.SWAP: _("Day and month changed places: swap them"),
    ways.BUDDHIST: _("These years are Buddhist (พ.ศ.)"),
    ways.COMMON: _("These years are of the common era (ค.ศ.)"),
    ways.LEAVE: _("It is known; leave it empty"),
    ways.PLACE: _("They all belong to"),
}


@dataclass(frozen=True)
class RowGroup:
    """One number of the preview."""

    label: Promise
    meaning: Promise
    icon: str
    tone: str = ""


KINDS = {
    "added": RowGroup(label=_("New rows"), meaning=_("Rows that this list has for the first time."), icon="plus"),
    "changed": RowGroup(label=_("Changed rows"), meaning=_("Rows that the last delivery had otherwise."), icon="edit"),
    "same": RowGroup(label=_("Unchanged"), meaning=_("Rows just as they were in the last delivery."), icon="equal"),
    "gone": RowGroup(
        label=_("No longer on the list"),
        meaning=_("Rows of the last delivery that this one does not have."),
        icon="minus",
    ),
    "perhaps": RowGroup(
        label=_("Perhaps the same person"),
        meaning=_(
            "They may be somebody the registry already knows, or the same as another row. "
            "A person decides after the list is brought in."
        ),
        icon="users",
        tone="waits",
    ),
    "bad": RowGroup(
        label=_("With problems"),
        meaning=_("Rows of which some value could not be read. The row comes in; the value stays empty."),
        icon="alert-triangle",
        tone="waits",
    ),
    "aside": RowGroup(
        label=_("Set aside"),
        meaning=_("Rows about nobody, such as totals and signatures. They are kept, but are no persons."),
        icon="folder",
    ),
}
GROUPS = {
    "DISABLED": _("Disabled"),
    "BED_BOUND": _("Bed-bound"),
    "HOME_BOUND": _("Home-bound"),
    "CHRONIC": _("Chronically ill"),
    "LOW_INCOME": _("On a low income"),
    "REHAB_WAITING": _("Waiting for rehabilitation"),
    "IN_REHAB": _("In rehabilitation"),
    "PALLIATIVE": _("In palliative care"),
    "HOMELESS": _("Homeless"),
    "STATELESS": _("Stateless"),
    "ORPHAN": _("Orphans"),
    "ALONE": _("Living alone"),
}


def label(field):
    """What a field is called."""
    if field in PERSON_FIELDS:
        return PERSON_FIELDS[field].label
    return gettext(COLUMN_FIELDS[field].label) if field in COLUMN_FIELDS else field
