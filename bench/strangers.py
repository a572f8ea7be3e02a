"""Lists made in another way than the model was trained on: other names, households, habits and slips, written anew.

Nothing here uses `invented`: what holds here is not learnt by heart.
"""

import random
from datetime import date, timedelta

import numpy as np
import polars as pl

_ONSETS = [*"กขคจชณดตทธนบปพภมยรลวศสหอ", "กร", "ปร", "พร", "ตร", "กล", "สว"]
_VOWELS = ["า{}", "ิ{}", "ี{}", "ุ{}", "ู{}", "ั{}", "{}", "ำ", "ือ", "อ{}"]
_ENDS = ["", "น", "ง", "ม", "ก", "ต", "ล", "ย", "ว", "ชร์", "ต์", "ท์"]
_ALIKE = {"ณ": "น", "น": "ณ", "ศ": "ส", "ส": "ศ", "ร": "ล", "ล": "ร", "ภ": "พ", "พ": "ภ", "ธ": "ท", "ท": "ธ", "ต": "ฏ"}
_LETTERS = "กขคงจชซญณดตถทธนบปผพภมยรลวศษสหอะาิีึืุูเแโใไ่้"
_MONTHS = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]
HARSH = {"mild": 0.35, "rough": 1.0}


def strangers(people: int, harsh: float, seed: int, *, ids: float = 1.0) -> tuple[pl.DataFrame, np.ndarray]:
    """(raw rows, person of each row): four lists, about 2.2 rows a person; `ids` scales how many rows keep their ID."""
    r = random.Random(seed)
    world = _world(r, people)
    lists = [_list(r, world, place, harsh, ids) for place in range(4)]
    raw = pl.concat(
        [
            pl.DataFrame(rows, infer_schema_length=None).with_columns(source=pl.lit(str(place)))
            for place, (rows, _) in enumerate(lists)
        ],
        how="diagonal",
    )
    return raw, np.array([person for _, truth in lists for person in truth])


def _syllable(r):
    vowel = r.choice(_VOWELS)
    return ("เ" if r.random() < 0.1 else "") + r.choice(_ONSETS) + vowel.format(r.choice(_ENDS) if "{" in vowel else "")


def _names(r, count, least, most):
    return ["".join(_syllable(r) for _ in range(r.randint(least, most))) for _ in range(count)]


def _cid(r):
    digits = [r.randint(1, 8)] + [r.randint(0, 9) for _ in range(11)]
    return "".join(map(str, [*digits, (11 - sum(d * (13 - i) for i, d in enumerate(digits)) % 11) % 10]))


def _world(r, people):
    given, family = _names(r, 2500, 1, 3), _names(r, max(300, people // 5), 2, 4)
    places = [
        ("ท่าช้าง", "เมือง"),
        ("บ้านสวน", "เมือง"),
        ("นาดี", "นาดี"),
        ("ทุ่งโพธิ์", "นาดี"),
        ("สำพันตา", "นาดี"),
        ("หนองแสง", "ปากพลี"),
        ("เกาะหวาย", "ปากพลี"),
        ("นาหินลาด", "ปากพลี"),
    ]
    world = []
    while len(world) < people:
        surname = family[min(int(r.expovariate(1) * len(family) / 4), len(family) - 1)]
        home = {
            "house": f"{r.randint(1, 250)}" + (f"/{r.randint(1, 9)}" if r.random() < 0.4 else ""),
            "moo": r.randint(1, 9),
            "place": r.choice(places),
            "phone": f"0{r.choice('689')}{r.randint(0, 10**8 - 1):08d}",
        }
        born = date(1930, 1, 1) + timedelta(r.randint(0, 29000))
        for number in range(r.choice([1, 1, 2, 2, 3, 4, 5])):
            name = given[min(int(r.expovariate(1) * len(given) / 5), len(given) - 1)]
            birthday = (
                born + timedelta(r.randint(-2500, 2500)) if number < 2 else born + timedelta(r.randint(7000, 14000))
            )
            twin = number > 2 and r.random() < 0.06
            person = {
                "given": name,
                "family": surname if r.random() < 0.9 else r.choice(family),
                "born": world[-1]["born"] if twin else min(birthday, date(2025, 12, 1)),
                "male": r.random() < 0.5,
                "cid": _cid(r),
                "home": home,
                "phone": home["phone"] if r.random() < 0.4 else f"0{r.choice('689')}{r.randint(0, 10**8 - 1):08d}",
            }
            if twin:
                person["given"] = world[-1]["given"][:3] + _syllable(r)
            if number > 1 and r.random() < 0.02:
                person["given"] = world[-2]["given"]  # named after the father
            person["maiden"] = r.choice(family) if not person["male"] and r.random() < 0.3 else person["family"]
            person["before"] = (
                {**home, "house": str(r.randint(1, 250)), "moo": r.randint(1, 9), "place": r.choice(places)}
                if r.random() < 0.12
                else home
            )
            world.append(person)
    return world


def _list(r, world, place, harsh, ids):
    rows, truth = [], []
    for number, person in enumerate(world):
        for _ in range((r.random() < 0.55) + (r.random() < 0.008)):
            rows.append(_row(r, world, number, person, place, harsh, ids))
            truth.append(number)
    return rows, truth


def _hurt(r, text, harsh):
    if r.random() < 0.1 * harsh:
        at, kind = r.randrange(len(text)), r.random()
        text = (
            text[:at] + (r.choice(_LETTERS) if kind < 0.35 else "") + text[at + (kind < 0.7) :]
            if kind < 0.7
            else text[:at] + text[at : at + 2][::-1] + text[at + 2 :]
        )
    if r.random() < 0.12 * harsh:
        places = [at for at, letter in enumerate(text) if letter in _ALIKE]
        if places:
            at = r.choice(places)
            text = text[:at] + _ALIKE[text[at]] + text[at + 1 :]
    if r.random() < 0.08 * harsh:
        text = r.choice(
            [
                lambda t: t.replace("ำ", "ํา"),
                lambda t: t + " ",
                lambda t: t[:1] + "\u200b" + t[1:],
                lambda t: t.replace("่", "").replace("้", ""),
                lambda t: t.replace("ี", "ีี"),
            ]
        )(text)
    return text


def _birth(r, born, place, harsh):
    if r.random() < 0.12 * harsh:
        return None
    y, m, d = born.year, born.month, born.day
    if r.random() < 0.12 * harsh:
        return r.choice([f"1/1/{y + 543}", str(y + 543)])
    if r.random() < 0.05 * harsh:
        y, m, d = r.choice(
            [
                (y + r.choice([-1, 1, 10]), m, d),
                (y, m, min(28, d + r.choice([1, 10]))),
                (y, r.randint(1, 12), min(d, 28)),
            ]
        )
    if r.random() < 0.03 * harsh and d <= 12:
        m, d = d, m
    if r.random() < 0.02 * harsh:
        y += 543
    return [
        f"{d:02d}/{m:02d}/{y + 543}",
        f"{y:04d}-{m:02d}-{d:02d}",
        f"{d} {_MONTHS[m - 1]} {(y + 543) % 100:02d}",
        f"{d} {_MONTHS[m - 1]} {y + 543}",
    ][place]


def _row(r, world, number, person, place, harsh, ids):
    cid = person["cid"]
    fate = r.random()
    if fate > (1 - 0.5 * harsh) * ids or r.random() > ids:
        cid = None
    elif r.random() < 0.05 * harsh:
        at = r.randrange(13)
        cid = r.choice([cid[:at] + str(r.randint(0, 9)) + cid[at + 1 :], cid[:at] + cid[at + 1 :], f"{int(cid):.5E}"])
    elif r.random() < 0.01 * harsh:
        cid = world[max(0, number - 1)]["cid"]
    old = r.random() < 0.35
    home = person["before"] if old else person["home"]
    given, family = _hurt(r, person["given"], harsh), _hurt(r, person["maiden"] if old else person["family"], harsh)
    if r.random() < 0.012 * harsh:
        given, family = family, given
    title = "" if r.random() < 0.2 * harsh else ("นาย" if person["male"] else "น.ส." if old else "นาง")
    name = (
        {"full_name": f"{title}{given} {family}"}
        if place % 2
        else {"prefix": title or None, "given_name": given, "family_name": family}
    )
    phone = (
        None
        if r.random() < 0.3 + 0.3 * harsh
        else person["phone"]
        if r.random() < 0.85
        else f"08{r.randint(0, 10**8 - 1):08d}"
    )
    sub, district = home["place"]
    house = home["house"] if r.random() > 0.08 * harsh else str(r.randint(1, 250))
    where = (
        {"address": f"{house} หมู่ {home['moo']} ต.{sub} อ.{district}"}
        if place == 3
        else {"house_no": house, "moo": str(home["moo"]), "subdistrict": sub, "district": district}
    )
    if r.random() < 0.1 * harsh:
        where = {}
    return {"cid": cid, "birth_date": _birth(r, person["born"], place, harsh), "phone": phone, **name, **where}
