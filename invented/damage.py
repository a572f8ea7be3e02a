"""What happens to a value between a person and a list: slips of the hand, of the ear, of the program."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

import numpy as np

_KEYBOARD = ("ๅ/-ภถุึคตจขช", "ๆไำพะัีรนยบล", "ฟหกดเ้่าสวง", "ผปแอิืทมใฝ", "1234567890")
NEIGHBOURS = {key: row[max(0, at - 1) : at] + row[at + 1 : at + 2] for row in _KEYBOARD for at, key in enumerate(row)}
_ALIKE = ("ณน", "ศสษ", "รล", "ภพ", "ธท", "ฐถ", "ฎด", "ฏต", "ญย", "ใไ", "ซส", "ฑท", "ฆค", "ฉช", "ฤร")
ALIKE = {letter: group.replace(letter, "") for group in _ALIKE for letter in group}
TONES, UPPER = "่้๊๋์", "ัิีึืุู"


@dataclass(frozen=True)
class Damage:
    """How often each thing happens to a row (probabilities)."""

    cid_missing: float = 0.27
    cid_slip: float = 0.03
    cid_excel: float = 0.012
    cid_of_relative: float = 0.003
    prefix_missing: float = 0.08
    prefix_other: float = 0.01  # นาง for นางสาว, or the other way round
    name_slip: float = 0.035
    name_alike: float = 0.035
    marks: float = 0.03
    names_swapped: float = 0.003
    given_name_missing: float = 0.0
    family_name_missing: float = 0.004
    birth_missing: float = 0.05
    birth_slip: float = 0.01
    day_month_swapped: float = 0.006
    era_mixed: float = 0.004
    year_only: float = 0.04
    two_digit_year: float = 0.01
    phone_missing: float = 0.35
    phone_slip: float = 0.02
    address_missing: float = 0.05
    house_slip: float = 0.04
    outdated: float = 0.5  # how much of what was once otherwise (married name, move, phone) the list still has
    same_list_twice: float = 0.01
    dirty: float = 0.0  # how much oftener the rows with damaged names and dates lack their ID
    of_other_row: float = 0.0  # a name or a birth date that is somebody else's: a line slipped, or a name given up


TYPICAL = Damage()
HARD = Damage(
    cid_missing=0.5, cid_slip=0.06, cid_excel=0.05, cid_of_relative=0.012, prefix_missing=0.2, prefix_other=0.04,
    name_slip=0.09, name_alike=0.09, marks=0.07, names_swapped=0.015, family_name_missing=0.015, birth_missing=0.1,
    birth_slip=0.035, day_month_swapped=0.02, era_mixed=0.015, year_only=0.12, two_digit_year=0.04,
    phone_missing=0.5, phone_slip=0.05, address_missing=0.1, house_slip=0.1, outdated=0.7, same_list_twice=0.02,
    dirty=0.3,
)  # fmt: skip
PRESETS = {"typical": TYPICAL, "hard": HARD}


def scaled(damage: Damage, rng: np.random.Generator, spread: float = 0.6) -> Damage:
    """The same habits in an agency that is more careful in one thing and less in another."""
    names = [field.name for field in fields(damage) if field.name != "of_other_row"]
    factors = zip(names, np.exp(rng.normal(0, spread, len(names))), strict=True)
    scaled = {name: min(0.9, getattr(damage, name) * factor) for name, factor in factors if name != "outdated"}
    return replace(damage, **scaled)


def slip(rng: np.random.Generator, text: str) -> str:
    """One letter wrong, missing, doubled or out of order."""
    if len(text) < 3:
        return text
    at, kind = int(rng.integers(1, len(text))), rng.integers(0, 4)
    if kind == 0:
        keys = NEIGHBOURS.get(text[at], "")
        return text[:at] + (keys[int(rng.integers(len(keys)))] if keys else "") + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at + 1 :]
    if kind == 2:
        return text[:at] + text[at] + text[at:]
    return text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]


def alike(rng: np.random.Generator, text: str) -> str:
    """Spelt as it sounds: ณ for น, a silent letter left out, a tone mark forgotten."""
    places = [at for at, letter in enumerate(text) if letter in ALIKE]
    kind = rng.random()
    if "์" in text and kind < 0.3:
        at = text.index("์")
        return text[:at] + text[at + 1 :] if kind < 0.1 else text[: max(at - 1, 1)] + text[at + 1 :]
    if any(tone in text for tone in TONES[:4]) and kind < 0.5:
        return "".join(letter for letter in text if letter not in TONES[:4])
    if not places:
        return text
    at = places[int(rng.integers(len(places)))]
    others = ALIKE[text[at]]
    return text[:at] + others[int(rng.integers(len(others)))] + text[at + 1 :]


def marks(rng: np.random.Generator, text: str) -> str:
    """What programs and hasty hands do to marks: same to the eye, other to the computer; or left out."""
    kind = rng.integers(0, 6)
    if kind == 0 and ("แ" in text or "ำ" in text):
        return text.replace("แ", "เเ").replace("ำ", "ํา")
    for at in range(len(text) - 1, 0, -1):
        if kind == 1 and text[at] in TONES and text[at - 1] in UPPER:
            return text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]
        if kind == 2 and text[at] in TONES + UPPER:
            return text[:at] + text[at] * 2 + text[at + 1 :]
        if kind == 5 and text[at] in TONES:
            return text[:at] + text[at + 1 :]
    at = int(rng.integers(0, len(text) + 1))
    return text[:at] + ("\u200b" if kind < 4 else " " if at in (0, len(text)) else "\u200b") + text[at:]


def digit_slip(rng: np.random.Generator, digits: str) -> str:
    """One digit wrong, two exchanged, or one missing."""
    at, kind = int(rng.integers(1, len(digits))), rng.random()
    if kind < 0.5:
        return digits[:at] + str((int(digits[at]) + int(rng.integers(1, 10))) % 10) + digits[at + 1 :]
    return (
        digits[: at - 1] + digits[at] + digits[at - 1] + digits[at + 1 :]
        if kind < 0.8
        else digits[:at] + digits[at + 1 :]
    )


def of_other_rows(rng: np.random.Generator, values: np.ndarray, share: float) -> np.ndarray:
    """Exchange that share of the values (in place) among their rows, and say which (bool)."""
    hit = rng.random(len(values)) < share
    values[hit] = rng.permutation(values[hit])
    return hit


def thai_digits(text: str) -> str:
    return text.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))


def apply_to(
    rng: np.random.Generator, values: np.ndarray, share: float, change: Callable[[str], str | None]
) -> np.ndarray:
    """Change that share of the values in place, and say which (bool)."""
    hit = rng.random(len(values)) < share
    for at in np.flatnonzero(hit):
        if values[at] is not None:
            values[at] = change(values[at])
    return hit
