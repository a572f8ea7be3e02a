"""The filters of the list of people, as words one can read aloud; what cannot be understood is left out."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saan.areas.models import Area
from saan.partners.models import DataGroup
from saan.people.models import PersonGroup, VitalStatus

ELDER = "ELDER"
GROUP_WORDS = {
    ELDER: _("Elders"),
    PersonGroup.DISABLED: _("Disabled"),
    PersonGroup.BED_BOUND: _("Bed-bound"),
    PersonGroup.HOME_BOUND: _("Home-bound"),
    PersonGroup.CHRONIC: _("Long-term illness"),
    PersonGroup.LOW_INCOME: _("Low income"),
    PersonGroup.REHAB_WAITING: _("Waiting for rehabilitation"),
    PersonGroup.IN_REHAB: _("In rehabilitation"),
    PersonGroup.PALLIATIVE: _("Palliative care"),
    PersonGroup.HOMELESS: _("Homeless"),
    PersonGroup.STATELESS: _("Stateless"),
    PersonGroup.ORPHAN: _("Orphan"),
    PersonGroup.ALONE: _("Lives alone"),
}
AGE_WORDS = {
    "0-14": _("Children under 15"),
    "15-59": _("15–59 years old"),
    "60-69": _("60–69 years old"),
    "70-79": _("70–79 years old"),
    "80+": _("80 and older"),
}
AGES = {"0-14": (0, 15), "15-59": (15, 60), "60-69": (60, 70), "70-79": (70, 80), "80+": (80, 150)}
CHECK_WORDS = {
    "CONFLICT": _("Sources disagree"),
    "NO_ID": _("No citizen ID"),
    "NO_BIRTH_DATE": _("No birth date"),
    "CARD_EXPIRING": _("Disability card expires within 90 days"),
    "CARD_EXPIRED": _("Disability card has expired"),
}
SEX_WORDS = {"M": pgettext_lazy("sex", "Male"), "F": pgettext_lazy("sex", "Female")}
STATUS_WORDS = {VitalStatus.ALIVE: _("Alive"), VitalStatus.DEAD: _("Has died")}
CARD_WARNING = timedelta(days=90)


@dataclass(frozen=True)
class PersonFilter:
    area: Area | None = None
    group: str = ""
    age: str = ""
    sex: str = ""
    check: str = ""
    status: str = VitalStatus.ALIVE

    @classmethod
    def from_query(cls, query):
        """The filter that a query string asks for."""
        return cls(
            area=_area(query.get("area", "")),
            group=_known(query.get("group"), GROUP_WORDS),
            age=_known(query.get("age"), AGE_WORDS),
            sex=_known(query.get("sex"), SEX_WORDS),
            check=_known(query.get("check"), CHECK_WORDS),
            status=_known(query.get("status"), STATUS_WORDS) or VitalStatus.ALIVE,
        )

    def apply(self, persons, reach, on):
        """Keep the persons of this filter, as of the day `on`."""
        return persons.filter(self.condition(reach, on), vital_status=self.status)

    def condition(self, reach, on):
        """The filter but for alive or dead, as a Q."""
        condition = Q()
        if self.area:
            condition &= Q(area_key__range=(self.area.key, self.area.key_end))
        if self.group == ELDER:
            condition &= Q(birth_date__lte=years_before(on, 60))
        elif self.group:
            condition &= Q(groups__contains=[self.group])
        if self.age:
            youngest, oldest = AGES[self.age]
            condition &= Q(birth_date__lte=years_before(on, youngest), birth_date__gt=years_before(on, oldest))
        if self.sex:
            condition &= Q(sex=self.sex)
        return condition & self._check(reach, on) if self.check else condition

    def words(self):
        """What is chosen, as (parameter, words) in the order one would say it."""
        chosen = [
            ("group", GROUP_WORDS.get(self.group)),
            ("sex", SEX_WORDS.get(self.sex)),
            ("age", AGE_WORDS.get(self.age)),
            ("area", self.area.full_name if self.area else None),
            ("check", CHECK_WORDS.get(self.check)),
            ("status", STATUS_WORDS[self.status] if self.status != VitalStatus.ALIVE else None),
        ]
        return [(name, words) for name, words in chosen if words]

    def _check(self, reach, on):
        # Card dates belong to the disability group: only where every holder shares it does the filter speak of them.
        shared = Q(holder_ids__contained_by=sorted(reach.sources(DataGroup.DISABILITY)))
        return {
            "CONFLICT": Q(has_conflict=True),
            "NO_ID": Q(cid_index=None),
            "NO_BIRTH_DATE": Q(birth_date=None),
            "CARD_EXPIRING": shared & Q(disability_card_expires__range=(on, on + CARD_WARNING)),
            "CARD_EXPIRED": shared & Q(disability_card_expires__lt=on),
        }[self.check]


def years_before(day, years):
    """The same day so many years earlier; 29 February becomes 28."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)


def _known(value, words):
    return value if value in words else ""


def _area(code):
    return Area.objects.filter(code=code).first() if 0 < len(code) <= 12 else None
