"""Area keys: 64-bit integers in which every subtree is one contiguous range.

A key is twelve decimal digits: region 2, province 2, district 2, subdistrict 2, village or community 4. The key of a
node has zeros below its level; `key_end` has nines. Villages use the number in their DOPA code (1-999); urban
communities, which have no official code, start at 5001 within their subdistrict.
"""

WIDTHS = {"COUNTRY": 12, "REGION": 10, "PROVINCE": 8, "DISTRICT": 6, "SUBDISTRICT": 4, "VILLAGE": 0, "COMMUNITY": 0}
COUNTRY_CODE = "TH"
FIRST_COMMUNITY = 5001
BANGKOK = "10"

# Health regions (เขตสุขภาพ) 1-13 and their provinces: Ministry of Public Health.
REGION_PROVINCES = {
    1: (50, 51, 52, 54, 55, 56, 57, 58),
    2: (53, 63, 64, 65, 67),
    3: (18, 60, 61, 62, 66),
    4: (12, 13, 14, 15, 16, 17, 19, 26),
    5: (70, 71, 72, 73, 74, 75, 76, 77),
    6: (11, 20, 21, 22, 23, 24, 25, 27),
    7: (40, 44, 45, 46),
    8: (38, 39, 41, 42, 43, 47, 48),
    9: (30, 31, 32, 36),
    10: (33, 34, 35, 37, 49),
    11: (80, 81, 82, 83, 84, 85, 86),
    12: (90, 91, 92, 93, 94, 95, 96),
    13: (10,),
}


def key_range(level, region=0, province=0, district=0, subdistrict=0, village=0):
    """The (key, key_end) of a node given the numbers down to its level, each as in its DOPA code."""
    low = region * 10**10 + province * 10**8 + district * 10**6 + subdistrict * 10**4 + village
    return low, low + 10 ** WIDTHS[level] - 1


def full_name(level, code, name_th):
    """The name as officials say it; Bangkok has its own words for district and subdistrict."""
    in_bangkok = code.startswith(BANGKOK)
    if level == "PROVINCE":
        return name_th if in_bangkok else f"จังหวัด{name_th}"
    if level == "DISTRICT":
        return f"เขต{name_th}" if in_bangkok else f"อำเภอ{name_th}"
    if level == "SUBDISTRICT":
        return f"แขวง{name_th}" if in_bangkok else f"ตำบล{name_th}"
    if level == "VILLAGE":
        return f"หมู่\N{NO-BREAK SPACE}{int(code[-2:])} {name_th}"
    if level == "COMMUNITY":
        return name_th if name_th.startswith("ชุมชน") else f"ชุมชน{name_th}"
    return name_th
