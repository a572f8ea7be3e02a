"""Makers for tests: forms as their authors write them, offered and published by the real actions."""

from itertools import count

from django.utils import timezone

from saan.forms import actions

_numbers = count(1)

# ruff: noqa: E501
# Groups, repeats, a cascading select, several choices, a place, a measure: what forms of the field are made of.
SURVEY = """
| survey |
| | type | name | label::ไทย (th) | label::English (en) | relevant | choice_filter | bind::saan:measure | bind::saan:role |
| | hidden | visit | | | | | | visit |
| | select_one_from_file persons.csv | person | คนที่เยี่ยม | Person | | | | person |
| | text | note | {note} | Note | | | | visit_note |
| | begin_group | vitals | สัญญาณชีพ | Vital signs | | | | |
| | integer | sbp | ความดันตัวบน | Systolic | | | SBP | |
| | end_group | | | | | | | |
| | select_one yes_no | smokes | สูบบุหรี่ | Smokes | | | | |
| | select_multiple aids | aids | อุปกรณ์ที่ใช้ | Aids in use | | | | |
| | select_one province | province | จังหวัด | Province | | | | |
| | select_one district | district | อำเภอ | District | | province=${{province}} | | |
| | begin_repeat | meds | ยาที่กินอยู่ | Medicines | | | | |
| | text | drug | ชื่อยา | Name | | | | |
| | integer | times | กี่ครั้งต่อวัน | Times a day | | | | |
| | end_repeat | | | | | | | |
| | geopoint | spot | พิกัดบ้าน | Position | | | | place |
| choices |
| | list_name | name | label::ไทย (th) | label::English (en) | province |
| | yes_no | yes | ใช่ | Yes | |
| | yes_no | no | ไม่ใช่ | No | |
| | aids | cane | ไม้เท้า | Cane | |
| | aids | walker | วอล์กเกอร์ | Walker | |
| | province | 93 | พัทลุง | Phatthalung | |
| | province | 90 | สงขลา | Songkhla | |
| | district | 9305 | ควนขนุน | Khuan Khanun | 93 |
| | district | 9011 | หาดใหญ่ | Hat Yai | 90 |
| settings |
| | form_title | form_title_en | form_id | version | default_language | namespaces |
| | {title} | Test visit | {code} | {version} | ไทย (th) | saan="https://saan.in.th/xforms" |
"""


def workbook(code="test_visit", version="1", title="เยี่ยมบ้านทดสอบ", note="บันทึก"):
    """An XLSForm as bytes."""
    return SURVEY.format(code=code, version=version, title=title, note=note).encode()


def draft(organisation=None, content=None, *, by="test", files=None, **about):
    """A version that may be tried."""
    about = {"code": f"form_{next(_numbers)}", **about}
    return actions.upload(
        content=content or workbook(**about), name="form.md", organisation=organisation, files=files, by=by,
        at=timezone.now(),
    )  # fmt: skip


def published(organisation=None, content=None, **about):
    return actions.publish(version=draft(organisation, content, **about), by="test", at=timezone.now())


def offered(version, organisation, area=None):
    """The form of this version is filled by people of the organisation, in its own area where none is named."""
    return actions.offer(
        form=version.form, organisation=organisation, area=area or organisation.area, by="test", at=timezone.now()
    )


OF_A_KEY = ("form_list", "form", "manifest", "attachment", "integrity", "submission", "nothing", "base")


def examples(side):
    """A phone's key of this side, and a form that is filled there."""
    from saan.forms.openrosa.testing import phone

    collect = phone(side.organisation)
    form = {"code": collect.version.form.code}
    more = {
        "attachment": {**form, "name": "persons.csv"},
        "integrity": {"dataset": "persons"},
        "form": form,
        "manifest": form,
        "nothing": {"rest": "x"},
    }
    return {
        **{f"openrosa:{name}": {"key": collect.plain, **more.get(name, {})} for name in OF_A_KEY},
        **{f"openrosa:basic_{name}": more[name] for name in more if name != "nothing"},
    }


OPEN = {
    **{f"openrosa:{name}": "whoever holds the key of a phone" for name in OF_A_KEY},
    **{f"openrosa:basic_{name}": "asks for a user name and a password" for name in OF_A_KEY},
}
