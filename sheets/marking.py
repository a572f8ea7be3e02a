"""Marks the English that is translated where it is shown; the Thai stands in locale/."""


def gettext_noop(text: str) -> str:
    return text
