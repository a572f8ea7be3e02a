"""Names as they are written: the prefix without a space before the given name."""


def person_name(prefix: str | None, given: str | None, family: str | None = "") -> str:
    """นายสมชาย ใจดี; a Latin name keeps the space after its prefix; a single name stands alone."""
    prefix, given, family = ((part or "").strip() for part in (prefix, given, family))
    glue = " " if given[:1].isascii() and given else ""
    return " ".join(f"{prefix}{glue}{given}".split() + family.split())


def initials(given: str | None, family: str | None = "") -> str:
    """The first consonants, for a round sign beside the name: สจ"""
    return "".join(_first_consonant(part or "") for part in (given, family))


def _first_consonant(word: str) -> str:
    consonants = [letter for letter in word if "ก" <= letter <= "ฮ"]
    return (consonants or list(word) or [""])[0]
