"""The fields of the registry: what each is called, how it looks, who may see it, and which source wins.

Names are those of the sheets library, so that a column of a list and a value of a person are one word. What a
SourceRecord's `values` hold, by kind: DATE an ISO date, with its precision (people.models.Precision) under
`birth_precision`; NUMBER a JSON number; SEX "M" or "F"; VITAL "ALIVE" or "DEAD"; CODES a list of codes; AREA the id of
an Area; everything else text. The citizen ID is never among them. An empty value is left out.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from saan.partners.models import DataGroup

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Kind(StrEnum):
    CITIZEN_ID = "CITIZEN_ID"
    NAME = "NAME"
    SEX = "SEX"
    DATE = "DATE"
    NUMBER = "NUMBER"
    PHONE = "PHONE"
    CODE = "CODE"
    CODES = "CODES"
    VITAL = "VITAL"
    AREA = "AREA"
    TEXT = "TEXT"


class Wins(StrEnum):
    """Which of several sources is believed. A human's choice stands above them all.

    VALID_ID: an ID that passes its check, by majority, then the newest. OFFICIAL: the newest of the lists that know the
    citizen ID, then of the others. MAJORITY: what most sources say, then the newest. BIRTH: the finest precision, then
    the majority, then the newest. NEWEST: the newest. PLACE: house and place together, from the newest that names a
    place. DEATH: a death stands, whatever is older or silent. UNION: all of them.
    """

    VALID_ID = "VALID_ID"
    OFFICIAL = "OFFICIAL"
    MAJORITY = "MAJORITY"
    BIRTH = "BIRTH"
    NEWEST = "NEWEST"
    PLACE = "PLACE"
    DEATH = "DEATH"
    UNION = "UNION"


@dataclass(frozen=True, slots=True)
class Field:
    """`is_disputed`: sources that disagree here are a question to a human, not just an older answer."""

    name: str
    label: "StrPromise"
    kind: Kind
    group: DataGroup
    wins: Wins = Wins.NEWEST
    is_disputed: bool = False


_ALL = (
    Field("cid", _("Citizen ID"), Kind.CITIZEN_ID, DataGroup.IDENTIFIER, Wins.VALID_ID, True),
    Field("prefix", _("Title"), Kind.TEXT, DataGroup.REGISTRY),
    Field("given_name", _("Given name"), Kind.NAME, DataGroup.REGISTRY, Wins.OFFICIAL, True),
    Field("family_name", _("Family name"), Kind.NAME, DataGroup.REGISTRY, Wins.OFFICIAL, True),
    Field("sex", _("Sex"), Kind.SEX, DataGroup.REGISTRY, Wins.MAJORITY, True),
    Field("birth_date", _("Birth date"), Kind.DATE, DataGroup.REGISTRY, Wins.BIRTH, True),
    Field("vital_status", _("Alive or dead"), Kind.VITAL, DataGroup.REGISTRY, Wins.DEATH, True),
    Field("death_date", _("Date of death"), Kind.DATE, DataGroup.REGISTRY, Wins.DEATH),
    Field("groups", _("Groups"), Kind.CODES, DataGroup.REGISTRY, Wins.UNION),
    # Where the person lives
    Field("area", _("Place"), Kind.AREA, DataGroup.REGISTRY, Wins.PLACE),
    Field("house_no", _("House number"), Kind.TEXT, DataGroup.CONTACT, Wins.PLACE),
    Field("moo", _("Village number (moo)"), Kind.TEXT, DataGroup.CONTACT, Wins.PLACE),
    Field("village", _("Village or community"), Kind.TEXT, DataGroup.CONTACT, Wins.PLACE),
    Field("soi", _("Lane (soi)"), Kind.TEXT, DataGroup.CONTACT, Wins.PLACE),
    Field("road", _("Road"), Kind.TEXT, DataGroup.CONTACT, Wins.PLACE),
    Field("subdistrict", _("Subdistrict"), Kind.TEXT, DataGroup.CONTACT, Wins.PLACE),
    Field("district", _("District"), Kind.TEXT, DataGroup.CONTACT, Wins.PLACE),
    Field("province", _("Province"), Kind.TEXT, DataGroup.CONTACT, Wins.PLACE),
    Field("postcode", _("Postcode"), Kind.CODE, DataGroup.CONTACT, Wins.PLACE),
    Field("area_code", _("Area code"), Kind.CODE, DataGroup.CONTACT, Wins.PLACE),
    Field("address", _("Address"), Kind.TEXT, DataGroup.CONTACT, Wins.PLACE),
    Field("house_code", _("House registration number"), Kind.CODE, DataGroup.CONTACT, Wins.PLACE),
    Field("latitude", _("Latitude"), Kind.NUMBER, DataGroup.CONTACT, Wins.PLACE),
    Field("longitude", _("Longitude"), Kind.NUMBER, DataGroup.CONTACT, Wins.PLACE),
    # Where the person is registered
    Field("registered_area", _("Registered place"), Kind.AREA, DataGroup.CONTACT),
    Field("registered_house_no", _("Registered house number"), Kind.TEXT, DataGroup.CONTACT),
    Field("registered_moo", _("Registered village number"), Kind.TEXT, DataGroup.CONTACT),
    Field("registered_village", _("Registered village"), Kind.TEXT, DataGroup.CONTACT),
    Field("registered_subdistrict", _("Registered subdistrict"), Kind.TEXT, DataGroup.CONTACT),
    Field("registered_district", _("Registered district"), Kind.TEXT, DataGroup.CONTACT),
    Field("registered_province", _("Registered province"), Kind.TEXT, DataGroup.CONTACT),
    Field("registered_address", _("Registered address"), Kind.TEXT, DataGroup.CONTACT),
    Field("typearea", _("Residence status"), Kind.CODE, DataGroup.CONTACT),
    Field("phone", _("Phone"), Kind.PHONE, DataGroup.CONTACT),
    Field("caregiver_name", _("Caregiver"), Kind.NAME, DataGroup.CONTACT),
    Field("caregiver_phone", _("Caregiver's phone"), Kind.PHONE, DataGroup.CONTACT),
    # Disability and health
    Field("disability_types", _("Disability types"), Kind.CODES, DataGroup.DISABILITY, Wins.UNION),
    Field("disability_card_no", _("Disability card number"), Kind.CODE, DataGroup.DISABILITY),
    Field("disability_card_issued", _("Disability card issued"), Kind.DATE, DataGroup.DISABILITY),
    Field("disability_card_expires", _("Disability card expires"), Kind.DATE, DataGroup.DISABILITY),
    Field("disability_cause", _("Cause of disability"), Kind.TEXT, DataGroup.DISABILITY),
    Field("disability_since", _("Disabled since"), Kind.DATE, DataGroup.DISABILITY),
    Field("adl_score", _("ADL score"), Kind.NUMBER, DataGroup.HEALTH),
    Field("adl_group", _("ADL group"), Kind.TEXT, DataGroup.HEALTH),
    Field("conditions", _("Diseases"), Kind.TEXT, DataGroup.HEALTH),
    Field("health_right", _("Health care right"), Kind.TEXT, DataGroup.HEALTH),
    # Welfare
    Field("allowance", _("Allowance"), Kind.TEXT, DataGroup.WELFARE),
    Field("marital_status", _("Marital status"), Kind.TEXT, DataGroup.WELFARE),
    Field("nationality", _("Nationality"), Kind.TEXT, DataGroup.WELFARE),
    Field("religion", _("Religion"), Kind.TEXT, DataGroup.WELFARE),
    Field("occupation", _("Occupation"), Kind.TEXT, DataGroup.WELFARE),
    Field("education", _("Education"), Kind.TEXT, DataGroup.WELFARE),
    Field("income", _("Income"), Kind.NUMBER, DataGroup.WELFARE),
    Field("consent", _("Consent"), Kind.TEXT, DataGroup.WELFARE),
    Field("note", _("Note"), Kind.TEXT, DataGroup.HEALTH),
    # The sender's own numbers
    Field("local_id", _("The organisation's own number"), Kind.CODE, DataGroup.IDENTIFIER),
    Field("household_local_id", _("The organisation's household number"), Kind.CODE, DataGroup.IDENTIFIER),
    Field("hospcode", _("Health facility code"), Kind.CODE, DataGroup.IDENTIFIER),
    Field("recorded_at", _("Recorded on"), Kind.DATE, DataGroup.REGISTRY),
)

FIELDS: dict[str, Field] = {field.name: field for field in _ALL}
PLACE = tuple(field.name for field in _ALL if field.wins is Wins.PLACE and field.name != "area")
# A row that has none of these names no place of its own.
NAMES_A_PLACE = frozenset(
    {"house_no", "moo", "village", "subdistrict", "district", "province", "area_code", "address", "latitude"}
)
