"""Thai or English, without Django: whoever mends the machine is spoken to when Django cannot start."""

import gettext as catalogues
import os
from pathlib import Path

LOCALE = Path(__file__).resolve().parent / "locale"


def language():
    """What LC_ALL, LC_MESSAGES or LANG asks for; Thai unless that is English."""
    asked = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "en" if asked.startswith("en") else "th"


def gettext(text):
    """The text in the language asked for."""
    return catalogues.translation("django", LOCALE, [language()], fallback=True).gettext(text)
