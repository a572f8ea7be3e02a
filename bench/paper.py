"""The two lists that a crew keeps on paper: of the same people, who come and go and have new telephones."""

from datetime import date, timedelta

from saan.shared.thai import cid_holds

HEADINGS = ("เลขบัตรประชาชน", "ชื่อ", "นามสกุล", "วันเกิด", "บ้านเลขที่", "โทรศัพท์")
SYLLABLES = ("สม", "บุญ", "วิ", "ประ", "มา", "กัน", "อร", "จัน", "ทอง", "พร", "ศรี", "ดวง")
NAMES = [one + other for one in SYLLABLES for other in ("ชาย", "มี", "ลี", "ยา", "ใจ", "ทร์")]


class Paper:
    """`number` and `mark` set the people of one crew apart from those of another."""

    def __init__(self, rows, number, mark, random):
        self.number, self.mark, self.random = number, mark, random
        self.people = [self._invented(n) for n in range(rows)]

    def content(self, of_list):
        """The whole list as it is today, as CSV."""
        for person in self.random.sample(self.people, max(len(self.people) // 8, 1)):
            person[5] = self._telephone()
        for _ in range(len(self.people) // 12):
            self.people.remove(self.random.choice(self.people))
            self.people.append(self._invented(self.random.randrange(10**6)))
        shown = [self._as_listed(person, of_list) for person in self.people if self.random.random() < 0.9]
        return "\n".join([",".join(HEADINGS), *(",".join(row) for row in shown)])

    def _as_listed(self, person, of_list):
        """The other list knows few IDs and writes some names in its own way, so that there is something to ask."""
        if not of_list:
            return person
        given = person[1] if self.random.random() < 0.8 else person[1][:-1]
        return ["", given, *person[2:]] if self.random.random() < 0.7 else [person[0], given, *person[2:]]

    def _invented(self, number):
        born = date(1935, 1, 1) + timedelta(days=self.random.randrange(9000))
        return [
            citizen_id(self.number * 10**7 + number),
            self.random.choice(NAMES),
            f"{self.random.choice(NAMES)}{self.mark}",
            f"{born.day}/{born.month}/{born.year + 543}",
            str(self.random.randrange(1, 90)),
            self._telephone(),
        ]

    def _telephone(self):
        return f"08{self.random.randrange(10**8):08}"


def citizen_id(number):
    """A citizen ID that passes its check and begins like nobody's."""
    return next(cid for last in range(10) if cid_holds(cid := f"{number:012}{last}"))
