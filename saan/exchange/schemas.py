"""What the API takes and gives. Names follow FHIR where it has one; ids are bounded."""

from datetime import date
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field, StringConstraints

Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,20}$")]
# NUL is the one character that PostgreSQL cannot keep in text.
Text = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")]


class AreaOut(Schema):
    code: str
    level: str
    name_th: str
    name_en: str
    parent_code: str | None
    latitude: float | None
    longitude: float | None


class OrganisationOut(Schema):
    code: str
    name_th: str
    name_en: str
    kind: str
    hospcode: str


class PersonOut(Schema):
    """The registry core: what everybody sees who may see the person at all."""

    id: int
    prefix: str
    given_name: str
    family_name: str
    sex: str
    birth_date: date | None
    birth_precision: str
    vital_status: str
    area_code: str
    groups: list[str]


class PersonPage(Schema):
    items: list[PersonOut]
    next: str | None = Field(None, description="give it back as `cursor` for what follows")


class SourcedValue(Schema):
    field: str
    value: str
    organisation: str
    as_of: date | None
    is_golden: bool


class PersonDetail(PersonOut):
    values: list[SourcedValue]


class KnownIn(Schema):
    """A row as one has it; every field is text exactly as it stands in one's own list."""

    cid: Text | None = None
    prefix: Text | None = None
    given_name: Text | None = None
    family_name: Text | None = None
    full_name: Text | None = None
    sex: Text | None = None
    birth_date: Text | None = None
    phone: Text | None = None
    house_no: Text | None = None
    moo: Text | None = None
    subdistrict: Text | None = None
    district: Text | None = None
    province: Text | None = None


class KnownOut(Schema):
    person: PersonOut
    probability: float
    decision: Literal["merge", "ask", ""]


class Problem(Schema):
    """A no: in a sentence, or what is wrong with each thing that was asked for."""

    detail: str | list[dict]


REFUSED = frozenset({400, 401, 403, 404, 422})
