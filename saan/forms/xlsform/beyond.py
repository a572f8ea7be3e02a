"""What a form asks that ODK Collect can do and the field app, which draws with ODK Web Forms, cannot."""

SKIPS = {"background-audio", "audit"}
PICTURES = {"image", "photo"}
DRAWN = {"draw", "annotate", "signature"}


def check_beyond(survey):
    """The warnings, at their rows."""
    for number, row in enumerate(survey, start=2):
        kind, looks = row.get("type", "").strip().lower(), row.get("appearance", "").strip().lower()
        place = {"sheet": "survey", "row": number, "facts": {"type": kind}, "words": ""}
        if kind in SKIPS:
            yield {**place, "code": "FIELD_APP_SKIPS", "column": "type"}
        elif kind == "barcode":
            yield {**place, "code": "FIELD_APP_TYPES", "column": "type"}
        elif looks.startswith("ex:"):
            yield {**place, "code": "FIELD_APP_ALONE", "column": "appearance"}
        elif kind in PICTURES and DRAWN & set(looks.split()):
            yield {**place, "code": "FIELD_APP_PICTURE", "column": "appearance"}
