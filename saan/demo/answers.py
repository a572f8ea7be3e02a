"""What visitors of the demo world found: plausible courses of blood pressure, weight, daily living and mood."""

from dataclasses import dataclass

import numpy as np

# The Barthel items in the order in which they are usually lost last, with the most points of each.
BARTHEL = {
    "feeding": 2, "bowels": 2, "bladder": 2, "grooming": 1, "transfer": 3, "mobility": 3, "toilet": 2, "dressing": 2,
    "bathing": 1, "stairs": 2,
}  # fmt: skip
ADL = {"BED_BOUND": (1, 4), "HOME_BOUND": (6, 11)}
NEEDS = {
    "BED_BOUND": ("AIR_MATTRESS", "BED", "DIAPERS", "CARER_RESPITE", "SUCTION_PUMP"),
    "HOME_BOUND": ("WALKER", "WHEELCHAIR", "HOME_REPAIR", "TRANSPORT", "REHABILITATION"),
    "": ("HOME_REPAIR", "INCOME_SUPPORT", "TRANSPORT", "DENTAL_CARE", "FOOD"),
}
WORDS = {
    "AIR_MATTRESS": "เริ่มมีรอยแดงที่ก้นกบ อยากได้ที่นอนลม",
    "BED": "นอนฟูกกับพื้น ผู้ดูแลอุ้มลุกลำบาก",
    "DIAPERS": "ใช้วันละ 4 ผืน ค่าใช้จ่ายเดือนละพันกว่าบาท",
    "CARER_RESPITE": "ลูกดูแลคนเดียวทั้งวันทั้งคืน อยากมีคนผลัดสัปดาห์ละวัน",
    "SUCTION_PUMP": "เสมหะมาก ต้องไปดูดที่ รพ.สต. ทุกวัน",
    "WALKER": "เดินเกาะฝา เคยล้มหน้าห้องน้ำ",
    "WHEELCHAIR": "รถเข็นคันเดิมเบรกหลวม ล้อเอียง",
    "HOME_REPAIR": "พื้นห้องน้ำลื่น ไม่มีราวจับ",
    "TRANSPORT": "หมอนัดกายภาพทุกวันพุธ ไม่มีรถไป",
    "REHABILITATION": "แขนขวายังยกไม่สุด อยากฝึกต่อที่บ้าน",
    "INCOME_SUPPORT": "อยู่กับหลานสองคน มีแต่เบี้ยผู้สูงอายุ",
    "DENTAL_CARE": "ฟันปลอมหลวม เคี้ยวข้าวไม่ได้",
    "FOOD": "เพื่อนบ้านแบ่งกับข้าวให้ ข้าวสารใกล้หมด",
}
NOTES = (
    "สบายดี กินข้าวได้ นอนหลับ ลูกสาวดูแลทุกวัน",
    "บ่นปวดเข่าตอนเช้า เดินในบ้านต้องเกาะผนัง แนะนำท่าบริหาร",
    "ยาความดันเหลือครึ่งแผง ทบทวนการกินยา แนะนำลดเค็ม",
    "นอนไม่ค่อยหลับ คิดถึงลูกที่ไปทำงานไกล นั่งคุยด้วยเกือบชั่วโมง",
    "อยู่คนเดียวตอนกลางวัน เพื่อนบ้านแวะมาดู ไม่มีไข้",
    "ฝึกลุกนั่งข้างเตียงได้ห้านาที ยิ้มแย้มดี",
    "แผลแห้งขึ้น พลิกตัวทุกสองชั่วโมง ผู้ดูแลทำได้คล่อง",
    "ปลูกผักหลังบ้าน ชวนไปร่วมโรงเรียนผู้สูงอายุวันศุกร์",
)
NOTES_AWAY = "ไปหาหมอที่โรงพยาบาล ลูกบ้านข้าง ๆ บอกว่ากลับเย็น"


@dataclass
class Course:
    """One person over the months, and how they are at the visit before them."""

    rng: np.random.Generator
    group: str  # BED_BOUND, HOME_BOUND or neither
    is_female: bool
    is_chronic: bool

    def __post_init__(self):
        rng = self.rng
        low, high = ADL.get(self.group, (13, 20))
        self.adl = int(rng.integers(low, high + 1))
        self.sbp, self.weight = rng.normal(131 if self.is_chronic else 119, 8), rng.normal(54, 9)
        self.height, self.sugar = round(rng.normal(156, 6)), rng.normal(116 if self.is_chronic else 98, 12)
        self.waist = float(np.clip(34 + 0.85 * self.weight + rng.normal(0, 4), 60, 118))
        self.drift = rng.normal(0, 1.5)
        self.spirits = rng.random()
        self.will_fall = rng.random() < 0.07

    def month(self):
        """A month goes by."""
        rng = self.rng
        self.sbp = float(np.clip(self.sbp + self.drift + rng.normal(0, 3), 98, 186))
        self.weight = float(np.clip(self.weight + rng.normal(-0.1, 0.5), 34, 95))
        self.sugar = float(np.clip(self.sugar + rng.normal(0, 8), 74, 290))
        step = -4 if self.will_fall and rng.random() < 0.2 else int(rng.choice((-1, 0, 0, 0, 0, 1)))
        self.adl = int(np.clip(self.adl + step, 0, 20))

    def note(self, outcome):
        words = NOTES_AWAY if outcome == "NOT_HOME" else str(self.rng.choice(NOTES))
        said = {"outcome": outcome, "visit_note": words if outcome in ("MET", "REFUSED") else ""}
        return said | ({"topics": "LISTEN MEASURE"} if outcome == "MET" else {})

    def vitals(self):
        rng, sbp = self.rng, round(self.sbp + self.rng.normal(0, 4))
        weight = round(self.weight, 1)
        said = {
            "weight": weight, "height": self.height, "bmi": _half_up(weight / self.height**2 * 10000),
            "waist": round(self.waist + rng.normal(0, 1)),
            "temperature": round(rng.normal(36.6, 0.3), 1), "pulse": round(rng.normal(78, 8)),
            "respiration": round(rng.normal(18, 1.5)), "spo2": int(rng.integers(94, 100)),
            "sbp": sbp, "dbp": round(min(sbp - 25, 46 + sbp * 0.24 + rng.normal(0, 4))),
        }  # fmt: skip
        return said | ({"fasting": "1", "fbs": round(self.sugar)} if self.is_chronic else {})

    def barthel(self):
        left, said = self.adl, {}
        for item, most in BARTHEL.items():
            said[item] = min(most, left)
            left -= said[item]
        return said | {"adl": self.adl}

    def depression(self):
        """Most are well; a few are not, and one in some hundred has thought of dying."""
        down = self.spirits < 0.12
        said = {"q2_1": int(down), "q2_2": 0, "q2": int(down)}
        if not down:
            return said
        items = [int(self.rng.choice((0, 1, 1, 2))) for _number in range(8)]
        said |= {f"q9_{number}": score for number, score in enumerate(items, start=1)}
        thinks_of_dying = int(self.spirits < 0.02)
        said |= {"q9_9": thinks_of_dying, "q9": sum(items) + thinks_of_dying}
        if said["q9"] < 7 and not thinks_of_dying:
            return said
        yes = {1} if thinks_of_dying else set()
        return said | {f"q8_{number}": int(number in yes) for number in range(1, 9)} | {"q8": len(yes)}

    def falls(self):
        rng = self.rng
        risks = {"female": int(self.is_female), "vision": int(rng.random() < 0.3), "balance": int(self.adl < 14)}
        risks |= {"drugs": int(self.is_chronic), "house": int(rng.random() < 0.3)}
        falls = int(rng.choice((0, 0, 0, 1, 2))) if self.adl < 18 else 0
        score = sum(risks.values()) + risks["balance"] + 5 * (falls >= 2)
        said = {**risks, "falls": falls, "frat_falls": int(falls >= 2), "frat": score}
        if self.adl < 8:
            return said | {"walked": "CANNOT"}
        seconds = round(float(np.clip(rng.normal(9 + (20 - self.adl), 2), 5, 60)), 1)
        return said | {"walked": "DONE", "tugt_read": seconds, "tugt": seconds}

    def need(self):
        kind = str(self.rng.choice(NEEDS.get(self.group, NEEDS[""])))
        urgency = str(self.rng.choice(("CAN_WAIT", "URGENT", "URGENT", "VERY_URGENT")))
        whose = "CARER" if kind == "CARER_RESPITE" else "PATIENT"
        return {"whose": whose, "kinds": kind, "urgency": urgency, "note": WORDS[kind]}


def _half_up(number):
    """To one decimal, as the form rounds."""
    return int(number * 10 + 0.5) / 10
