"""What a column of an agency's list can mean."""

from dataclasses import dataclass
from enum import StrEnum


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
    ("cid", "Citizen ID", Kind.CITIZEN_ID, "CID"),
    ("prefix", "Title", Kind.PREFIX, "PRENAME"),
    ("given_name", "Given name", Kind.NAME, "NAME"),
    ("family_name", "Family name", Kind.NAME, "LNAME"),
    ("full_name", "Full name", Kind.NAME, ""),
    ("sex", "Sex", Kind.SEX, "SEX"),
    ("birth_date", "Birth date", Kind.DATE, "BIRTH"),
    ("birth_year", "Birth year", Kind.YEAR, ""),
    ("age", "Age", Kind.NUMBER, ""),
    ("phone", "Phone", Kind.PHONE, "MOBILE TELEPHONE"),
    # Where the person lives
    ("house_no", "House number", Kind.PLACE, "HOUSE HOUSENO"),
    ("moo", "Village number (moo)", Kind.NUMBER, "VILLAGE"),
    ("village", "Village or community", Kind.PLACE, "VILLANAME"),
    ("soi", "Lane (soi)", Kind.PLACE, "SOIMAIN SOISUB"),
    ("road", "Road", Kind.PLACE, "ROAD"),
    ("subdistrict", "Subdistrict", Kind.PLACE, "TAMBON"),
    ("district", "District", Kind.PLACE, "AMPUR"),
    ("province", "Province", Kind.PLACE, "CHANGWAT"),
    ("postcode", "Postcode", Kind.CODE, ""),
    ("area_code", "Area code", Kind.CODE, "VID"),
    ("address", "Address", Kind.TEXT, ""),
    ("house_code", "House registration number", Kind.CODE, "HOUSE_ID"),
    ("latitude", "Latitude", Kind.NUMBER, "LATITUDE"),
    ("longitude", "Longitude", Kind.NUMBER, "LONGITUDE"),
    # Where the person is registered, when that is told apart
    ("registered_house_no", "Registered house number", Kind.PLACE, ""),
    ("registered_moo", "Registered village number", Kind.NUMBER, ""),
    ("registered_village", "Registered village", Kind.PLACE, ""),
    ("registered_subdistrict", "Registered subdistrict", Kind.PLACE, ""),
    ("registered_district", "Registered district", Kind.PLACE, ""),
    ("registered_province", "Registered province", Kind.PLACE, ""),
    ("registered_address", "Registered address", Kind.TEXT, ""),
    ("typearea", "Residence status", Kind.CODE, "TYPEAREA"),
    # Disability and dependency
    ("disability_types", "Disability types", Kind.TEXT, "DISABTYPE"),
    ("disability_card_no", "Disability card number", Kind.CODE, "DISABID"),
    ("disability_card_issued", "Disability card issued", Kind.DATE, ""),
    ("disability_card_expires", "Disability card expires", Kind.DATE, ""),
    ("disability_cause", "Cause of disability", Kind.TEXT, "DISABCAUSE"),
    ("adl_score", "ADL score", Kind.NUMBER, ""),
    ("adl_group", "ADL group", Kind.TEXT, ""),
    ("conditions", "Diseases", Kind.TEXT, "DIAGCODE"),
    ("caregiver_name", "Caregiver", Kind.NAME, ""),
    ("caregiver_phone", "Caregiver's phone", Kind.PHONE, ""),
    ("health_right", "Health care right", Kind.TEXT, "INSTYPE"),
    ("allowance", "Allowance", Kind.TEXT, ""),
    ("groups", "Groups", Kind.TEXT, ""),
    # Life
    ("vital_status", "Alive, dead or moved", Kind.TEXT, "DISCHARGE"),
    ("death_date", "Date of death", Kind.DATE, "DDISCHARGE"),
    ("marital_status", "Marital status", Kind.TEXT, "MSTATUS"),
    ("nationality", "Nationality", Kind.TEXT, "NATION"),
    ("religion", "Religion", Kind.TEXT, "RELIGION"),
    ("occupation", "Occupation", Kind.TEXT, "OCCUPATION_NEW OCCUPATION_OLD OCCUPATION"),
    ("education", "Education", Kind.TEXT, "EDUCATION"),
    ("income", "Income", Kind.NUMBER, ""),
    # The sender's own numbers
    ("local_id", "The organisation's own number", Kind.CODE, "PID HN"),
    ("household_local_id", "The organisation's household number", Kind.CODE, "HID"),
    ("hospcode", "Health facility code", Kind.CODE, "HOSPCODE"),
    ("recorded_at", "Recorded on", Kind.DATE, "D_UPDATE"),
    ("consent", "Consent", Kind.TEXT, ""),
    ("note", "Note", Kind.TEXT, ""),
    ("order", "Running number", Kind.ORDER, ""),
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
