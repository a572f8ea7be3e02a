"""Every area of Thailand that has a DOPA code, as rows ready for the table: pure, from the geothai package.

Codes that DOPA abolished are rows too, with the day they ended and the codes that took their place.
"""

from dataclasses import dataclass
from datetime import date

import geothai
from geothai.abolished import abolished_areas

from saan.areas.keys import COUNTRY_CODE, REGION_PROVINCES, key_range
from saan.areas.models import Level
from saan.shared.sorting import search_key, sort_key

LEVEL_OF_LENGTH = {2: Level.PROVINCE, 4: Level.DISTRICT, 6: Level.SUBDISTRICT}
REGION_OF = {f"{number:02}": region for region, numbers in REGION_PROVINCES.items() for number in numbers}


@dataclass(frozen=True)
class Row:
    """One area as the table wants it, its parent and successors still named by code."""

    code: str
    level: str
    name_th: str
    name_en: str
    parent_code: str | None
    postal_code: str = ""
    valid_to: date | None = None
    successors: tuple[str, ...] = ()

    def columns(self):
        """The values of the area's own columns."""
        key, key_end = keys_of(self.level, self.code)
        return {
            "level": self.level,
            "name_th": self.name_th,
            "name_en": self.name_en,
            "key": key,
            "key_end": key_end,
            "sort_key": sort_key(self.name_th),
            "search_key": search_key(f"{self.name_th} {self.name_en}"),
            "postal_code": self.postal_code,
            "valid_to": self.valid_to,
        }


def keys_of(level, code):
    """The (key, key_end) that a DOPA code, TH or R01-R13 stands for."""
    if level == Level.COUNTRY:
        return key_range(level)
    if level == Level.REGION:
        return key_range(level, int(code[1:]))
    province, district, subdistrict, village = code[:2], code[2:4] or 0, code[4:6] or 0, code[6:] or 0
    return key_range(level, REGION_OF[province], int(province), int(district), int(subdistrict), int(village))


def rows():
    """From the country down: whoever stands in the list comes after its parent."""
    yield Row(COUNTRY_CODE, Level.COUNTRY, "ประเทศไทย", "Thailand", None)
    for number in REGION_PROVINCES:
        yield Row(f"R{number:02}", Level.REGION, f"เขตสุขภาพที่ {number}", f"Health region {number}", COUNTRY_CODE)
    provinces = geothai.provinces()
    districts = [district for province in provinces for district in geothai.districts(province.code)]
    for province in provinces:
        yield Row(province.code, Level.PROVINCE, province.name_th, province.name_en, f"R{REGION_OF[province.code]:02}")
    for district in districts:
        yield Row(district.code, Level.DISTRICT, _bare(district.name_th), district.name_en, district.province_code)
    for district in districts:
        for each in geothai.subdistricts(district.code):
            postal = each.postal_codes[0]
            yield Row(each.code, Level.SUBDISTRICT, each.name_th, each.name_en, each.district_code, postal)
    for past in sorted(abolished_areas(), key=lambda area: len(area.code)):
        level, ended = LEVEL_OF_LENGTH[len(past.code)], date.fromisoformat(past.abolished_on)
        parent, name_en = past.parent_code, past.name_en or ""
        yield Row(past.code, level, past.name_th, name_en, parent, "", ended, past.successors)


# geothai writes the districts of Bangkok with their word for "district"; ours is added on screen.
def _bare(name):
    return name.removeprefix("เขต")
