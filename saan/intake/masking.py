"""Citizen IDs live sealed. Where one stands in a note or serves as another number, only its last four
digits are kept in clear."""

import re

THIRTEEN = r"\d(?:[ -]?\d){12}"
_THIRTEEN = re.compile(rf"(?<!\d){THIRTEEN}(?!\d)")


def mask(text):
    """'เลข 1-1017-00230-70-8' → 'เลข •••••••••0708'"""
    return text and _THIRTEEN.sub(lambda found: "•••••••••" + re.sub(r"\D", "", found[0])[-4:], text)
