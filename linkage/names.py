"""Titles, given names and family names: apart, whatever the cell they came in."""

import polars as pl

_SERVICES = {
    "พล": "พล.", "พัน": "พ.", "ร้อย": "ร.", "จ่าสิบ": "จ.ส.", "สิบ": "ส.", "พลตำรวจ": "พล.ต.", "พันตำรวจ": "พ.ต.",
    "ร้อยตำรวจ": "ร.ต.", "สิบตำรวจ": "ส.ต.", "พลเรือ": "พล.ร.", "นาวา": "น.", "พันจ่า": "พ.จ.", "จ่า": "จ.",
}  # fmt: skip
_RANKS = {
    service + rank: (short + letter + ".",)
    for service, short in _SERVICES.items()
    for rank, letter in (("เอก", "อ"), ("โท", "ท"), ("ตรี", "ต"))
}
_MONKS = ("พระครู", "พระมหา", "พระอธิการ", "พระปลัด", "พระใบฎีกา", "พระสมุห์", "พระภิกษุ", "พระ")
# Title written out → its other written forms.
TITLES: dict[str, tuple[str, ...]] = _RANKS | dict.fromkeys(_MONKS, ()) | {
    "นาย": ("mr.", "mister"),
    "นาง": ("mrs.",),
    "นางสาว": ("นาง สาว", "น.ส.", "น. ส.", "นส.", "น.ส", "miss", "ms."),
    "เด็กชาย": ("ด.ช.", "ด. ช.", "ดช.", "ด.ช"),
    "เด็กหญิง": ("ด.ญ.", "ด. ญ.", "ดญ.", "ด.ญ"),
    "สามเณร": ("ส.ณ.", "เณร"),
    "แม่ชี": (),
    "ดาบตำรวจ": ("ด.ต.",),
    "พลตำรวจ": (),
    "พลทหาร": ("พลฯ",),
    "ว่าที่": ("ว่าที่ ",),
    "นายแพทย์": ("นพ.", "น.พ."),
    "แพทย์หญิง": ("พญ.", "พ.ญ."),
    "ดอกเตอร์": ("ดร.",),
    "หม่อมหลวง": ("ม.ล.",),
    "หม่อมราชวงศ์": ("ม.ร.ว.",),
    "หม่อมเจ้า": ("ม.จ.",),
    "คุณหญิง": (),
}  # fmt: skip
# Forms that also begin ordinary names: a title only when a space follows.
_APART = {
    "คุณ": "คุณ",
    "นส": "นางสาว",
    "ดช": "เด็กชาย",
    "ดญ": "เด็กหญิง",
    "ดร": "ดอกเตอร์",
    "mr": "นาย",
    "mrs": "นาง",
    "ms": "นางสาว",
}
_MALE = ("ชาย", "ช", "ช.", "1", "1.0", "m", "male", "ผู้ชาย", "เพศชาย", "1-ชาย", "1=ชาย")
_FEMALE = ("หญิง", "ญ", "ญ.", "2", "2.0", "f", "female", "ผู้หญิง", "เพศหญิง", "2-หญิง", "2=หญิง")


def _alternatives(forms) -> str:
    return "|".join(form.replace(".", r"\.\s?") for form in sorted(forms, key=len, reverse=True))


_GLUED = [form for title, others in TITLES.items() for form in (title, *others)]
# Two titles may follow each other (ว่าที่ร้อยตรี, ร.อ.นพ.); what is left must begin like a word, not with a vowel below.
TITLE = (
    rf"(?i)^(?<title>(?:(?:{_alternatives(_GLUED)})\s*|(?:{_alternatives(_APART)})\s+){{1,2}}(?:หญิง\s*)?)?"
    r"(?<rest>[ก-ฮเ-ไa-z][^\s].*)$"
)
_WRITTEN_OUT = {form: title for title, others in TITLES.items() for form in others} | {title: title for title in TITLES}


def split_title(text: pl.Expr) -> pl.Expr:
    """A struct of `title` as written (or null) and `rest`: นายสมชาย → นาย, สมชาย; but นายก is a name."""
    return text.str.extract_groups(TITLE)


def full_title(title: pl.Expr) -> pl.Expr:
    """The title written out: น.ส. → นางสาว; ว่าที่ ร.ต. → ว่าที่ร้อยตรี; an unknown one as it is."""
    plain = title.str.to_lowercase().str.replace_all(r"\.\s+", ".")
    dotted = plain.str.replace(r"^(นส|ดช|ดญ|นพ|พญ|ดร|mr|mrs|ms)$", "${1}.")
    return dotted.str.replace_many(_WRITTEN_OUT, leftmost=True).str.replace_all(" ", "")


def sex_of_title(title: pl.Expr) -> pl.Expr:
    """M or F where the title (written out) tells it, else null."""
    male = r"นาย|เด็กชาย|^พระ|สามเณร|พลทหาร"
    return pl.when(title.str.contains("นาง|หญิง|แม่ชี")).then(pl.lit("F")).when(title.str.contains(male)).then(pl.lit("M"))


def read_sex(text: pl.Expr) -> pl.Expr:
    """M or F from ชาย/หญิง, ช/ญ, 1/2 (43-file), male/female; else null."""
    lowered = text.str.to_lowercase()
    return pl.when(lowered.is_in(_MALE)).then(pl.lit("M")).when(lowered.is_in(_FEMALE)).then(pl.lit("F"))


def bare_name(text: pl.Expr) -> pl.Expr:
    """The name without what is in brackets, without digits and signs."""
    text = text.str.replace_all(r"[(\[（].*?(?:[)\]）]|$)", " ").str.replace_all(r"[^ก-ฮฤฦะ-ฺเ-ํa-zA-Z\s,.'-]", "")
    text = text.str.strip_chars(" ,.'-ฯๆ").str.replace_all(r"\s\s+", " ")
    return pl.when(text != "").then(text)


def split_full_name(text: pl.Expr) -> pl.Expr:
    """A struct of `given` and `family` of a cell without its title; `ใจดี, สมชาย` is turned round."""
    turned = text.str.replace(r"^([^,]+?)\s*,\s*(\S+)$", "$2 $1")
    return turned.str.extract_groups(r"^(?<given>\S+)(?:\s+(?<family>.+))?$")
