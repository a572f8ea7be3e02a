"""What a column of an agency's list can mean."""

from dataclasses import dataclass
from enum import StrEnum

from .marking import gettext_noop as _


class Kind(StrEnum):
    """How the values of a field look and are checked."""

    CITIZEN_ID = "CITIZEN_ID"
    NAME = "NAME"
    PREFIX = "PREFIX"
    SEX = "SEX"
    DATE = "DATE"
    YEAR = "YEAR"
    NUMBER = "NUMBER"
    PHONE = "PHONE"
    PLACE = "PLACE"
    CODE = "CODE"
    TEXT = "TEXT"
    ORDER = "ORDER"  # the running number: says nothing of the person


@dataclass(frozen=True)
class Field:
    """One meaning; `label` is a gettext msgid, `files43` its names in the 43 standard files."""

    name: str
    label: str
    kind: Kind
    files43: tuple[str, ...] = ()


_ROWS = (
    # Who it is; the names are those of linkage's raw frame.
    ("cid", _("Citizen ID"), Kind.CITIZEN_ID, "CID"),
    ("prefix", _("Title"), Kind.PREFIX, "PRENAME"),
    ("given_name", _("Given name"), Kind.NAME, "NAME"),
    ("family_name", _("Family name"), Kind.NAME, "LNAME"),
    ("full_name", _("Full name"), Kind.NAME, ""),
    ("sex", _("Sex"), Kind.SEX, "SEX"),
    ("birth_date", _("Birth date"), Kind.DATE, "BIRTH"),
    ("birth_year", _("Birth year"), Kind.YEAR, ""),
    ("age", _("Age"), Kind.NUMBER, ""),
    ("phone", _("Phone"), Kind.PHONE, "MOBILE TELEPHONE"),
    # Where the person lives
    ("house_no", _("House number"), Kind.PLACE, "HOUSE HOUSENO"),
    ("moo", _("Village number (moo)"), Kind.NUMBER, "VILLAGE"),
    ("village", _("Village or community"), Kind.PLACE, "VILLANAME"),
    ("soi", _("Lane (soi)"), Kind.PLACE, "SOIMAIN SOISUB"),
    ("road", _("Road"), Kind.PLACE, "ROAD"),
    ("subdistrict", _("Subdistrict"), Kind.PLACE, "TAMBON"),
    ("district", _("District"), Kind.PLACE, "AMPUR"),
    ("province", _("Province"), Kind.PLACE, "CHANGWAT"),
    ("postcode", _("Postcode"), Kind.CODE, ""),
    ("area_code", _("Area code"), Kind.CODE, "VID"),
    ("address", _("Address"), Kind.TEXT, ""),
    ("house_code", _("House registration number"), Kind.CODE, "HOUSE_ID"),
    ("latitude", _("Latitude"), Kind.NUMBER, "LATITUDE"),
    ("longitude", _("Longitude"), Kind.NUMBER, "LONGITUDE"),
    # Where the person is registered, when that is told apart
    ("registered_house_no", _("Registered house number"), Kind.PLACE, ""),
    ("registered_moo", _("Registered village number"), Kind.NUMBER, ""),
    ("registered_village", _("Registered village"), Kind.PLACE, ""),
    ("registered_subdistrict", _("Registered subdistrict"), Kind.PLACE, ""),
    ("registered_district", _("Registered district"), Kind.PLACE, ""),
    ("registered_province", _("Registered province"), Kind.PLACE, ""),
    ("registered_address", _("Registered address"), Kind.TEXT, ""),
    ("typearea", _("Residence status"), Kind.CODE, "TYPEAREA"),
    # Disability and dependency
    ("disability_types", _("Disability types"), Kind.TEXT, "DISABTYPE"),
    ("disability_card_no", _("Disability card number"), Kind.CODE, "DISABID"),
    ("disability_card_issued", _("Disability card issued"), Kind.DATE, ""),
    ("disability_card_expires", _("Disability card expires"), Kind.DATE, ""),
    ("disability_cause", _("Cause of disability"), Kind.TEXT, "DISABCAUSE"),
    ("disability_since", _("Disabled since"), Kind.DATE, "DATE_DISAB"),
    ("adl_score", _("ADL score"), Kind.NUMBER, ""),
    ("adl_group", _("ADL group"), Kind.TEXT, ""),
    ("conditions", _("Diseases"), Kind.TEXT, "DIAGCODE"),
    ("caregiver_name", _("Caregiver"), Kind.NAME, ""),
    ("caregiver_phone", _("Caregiver's phone"), Kind.PHONE, ""),
    ("health_right", _("Health care right"), Kind.TEXT, "INSTYPE"),
    ("allowance", _("Allowance"), Kind.TEXT, ""),
    ("groups", _("Groups"), Kind.TEXT, ""),
    # Life
    ("vital_status", _("Alive, dead or moved"), Kind.TEXT, "DISCHARGE"),
    ("death_date", _("Date of death"), Kind.DATE, "DDISCHARGE"),
    ("marital_status", _("Marital status"), Kind.TEXT, "MSTATUS"),
    ("nationality", _("Nationality"), Kind.TEXT, "NATION"),
    ("religion", _("Religion"), Kind.TEXT, "RELIGION"),
    ("occupation", _("Occupation"), Kind.TEXT, "OCCUPATION_NEW OCCUPATION_OLD OCCUPATION"),
    ("education", _("Education"), Kind.TEXT, "EDUCATION"),
    ("income", _("Income"), Kind.NUMBER, ""),
    # The sender's own numbers
    ("local_id", _("The organisation's own number"), Kind.CODE, "PID HN"),
    ("household_local_id", _("The organisation's household number"), Kind.CODE, "HID"),
    ("hospcode", _("Health facility code"), Kind.CODE, "HOSPCODE"),
    ("recorded_at", _("Recorded on"), Kind.DATE, "D_UPDATE"),
    ("consent", _("Consent"), Kind.TEXT, ""),
    ("note", _("Note"), Kind.TEXT, ""),
    ("order", _("Running number"), Kind.ORDER, ""),
)

FIELDS: dict[str, Field] = {
    name: Field(name, label, kind, tuple(files43.split())) for name, label, kind, files43 in _ROWS
}

# A row that has none of these is about nobody; a birth date without a name is somebody whose name is missing.
IDENTIFYING = (
    *("cid", "given_name", "family_name", "full_name", "disability_card_no", "local_id"),
    *("prefix", "birth_date", "birth_year", "phone"),
)

# Fields that an address block can hold twice: where one lives and where one is registered.
REGISTERED = {name.removeprefix("registered_"): name for name in FIELDS if name.startswith("registered_")}
