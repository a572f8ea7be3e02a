"""Which ways of mending are offered for which problem. Pure."""

SWAP, BUDDHIST, COMMON, LEAVE, PLACE = "SWAP", "BUDDHIST", "COMMON", "LEAVE", "PLACE"
# What may help against which code; the first is offered first.
WAYS = {
    "CID_MISSING": [],
    "DATE_UNREADABLE": [SWAP, LEAVE],
    "DATE_IMPOSSIBLE": [SWAP, LEAVE],
    "DATE_FUTURE": [BUDDHIST, COMMON, SWAP, LEAVE],
    "DATE_TOO_OLD": [COMMON, BUDDHIST, LEAVE],
    "DATE_ERA_ASSUMED": [BUDDHIST, COMMON],
    "UNKNOWN_PROVINCE": [PLACE],
    "UNKNOWN_DISTRICT": [PLACE],
    "UNKNOWN_SUBDISTRICT": [PLACE],
    "UNKNOWN_VILLAGE": [PLACE],
    "UNKNOWN_CODE": [PLACE],
    "AMBIGUOUS": [PLACE],
    "PLACE_OUTSIDE": [],
}
ANYTHING_ELSE = [LEAVE]


def offered(code):
    return WAYS.get(code, ANYTHING_ELSE)
