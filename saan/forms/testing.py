"""Makers for tests: forms as their authors write them, offered and published by the real actions."""

from itertools import count

from django.utils import timezone

from saan.forms import actions

_numbers = count(1)

# ruff: noqa: E501
# Groups, repeats, a cascading select, several choices, a place, a measure: what forms of the field are made of.
SURVEY = """
| survey |
| | type | name | label::ไทย (th) | label::English (en) | relevant | choice_filter | bind::saan:measure | bind::saan:role | appearance |
| | hidden | visit | | | | | | visit | |
| | select_one_from_file persons.csv | person | คนที่เยี่ยม | Person | | | | person | minimal autocomplete |
| | text | note | {note} | Note | | | | visit_note | |
| | begin_group | vitals | สัญญาณชีพ | Vital signs | | | | | |
| | integer | sbp | ความดันตัวบน | Systolic | | | SBP | | |
| | end_group | | | | | | | | |
| | select_one yes_no | smokes | สูบบุหรี่ | Smokes | | | | | |
| | select_multiple aids | aids | อุปกรณ์ที่ใช้ | Aids in use | | | | | |
| | select_one province | province | จังหวัด | Province | | | | | |
| | select_one district | district | อำเภอ | District | | province=${{province}} | | | |
| | begin_repeat | meds | ยาที่กินอยู่ | Medicines | | | | | |
| | text | drug | ชื่อยา | Name | | | | | |
| | integer | times | กี่ครั้งต่อวัน | Times a day | | | | | |
| | end_repeat | | | | | | | | |
| | geopoint | spot | พิกัดบ้าน | Position | | | | place | |
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
        content=content or workbook(**about), name="form.md", organisation=organisation, files=files, by=by, is_ours=True,
        at=timezone.now(),
    )  # fmt: skip


def published(organisation=None, content=None, **about):
    return actions.publish(version=draft(organisation, content, **about), by="test", at=timezone.now())


def offered(version, organisation, area=None):
    """The form of this version is filled by people of the organisation, in its own area where none is named."""
    return actions.offer(
        form=version.form, organisation=organisation, area=area or organisation.area, by="test", at=timezone.now()
    )


def answered(version, user, answers="", person=None, **more):
    """A filled copy of this version, sent by the user and landed: its Submission."""
    from saan.forms import landing, receiving
    from saan.forms.models import Submission
    from saan.forms.openrosa.testing import instance, named

    told = f"<person>{person.uuid}</person>" if person else ""
    name = more.pop("instance_id", None) or named()
    receiving.receive(
        instance(version, told + answers, instance_id=name, **more).encode(), user=user, at=timezone.now(),
        organisation=user.acting_organisation,
    )  # fmt: skip
    landing.drain()
    return Submission.objects.filter(instance_id=name).first()


def against(submission, answers=""):
    """Other content under the id of this submission: a Receipt for a human."""
    from saan.forms.models import Receipt

    answered(submission.version, submission.user, answers, instance_id=submission.instance_id)
    return Receipt.objects.get(instance_id=submission.instance_id, state="CONFLICT")


def attached(submission, content=b"\xff\xd8\xff a picture", name="photo.jpg"):
    """A file that came with this submission."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from saan.forms import media, receiving
    from saan.forms.models import Attachment

    files = media.kept({name: SimpleUploadedFile(name, content)})
    receipt = submission.receipt
    receiving.receive(
        receiving.opened_body(receipt), files, user=submission.user, organisation=submission.organisation,
        at=timezone.now(),
    )  # fmt: skip
    return Attachment.objects.get(instance_id=submission.instance_id, name=name)


def measure(code="TEST_SCORE"):
    from saan.forms.models import Measure

    return Measure.objects.get_or_create(code=code, defaults={"name_th": "คะแนนทดสอบ", "name_en": "Test score"})[0]


OF_A_KEY = ("form_list", "form", "manifest", "attachment", "integrity", "submission", "nothing", "base")


def examples(side):
    """A phone's key of this side, and a form that is filled there."""
    from saan.forms.openrosa.testing import phone

    collect = phone(side.organisation)
    form = {"code": collect.version.form.code}
    of_form = {"pk": collect.version.form_id}
    of_version = {"pk": collect.version.pk}
    filled = answered(collect.version, collect.user, f"<note>{side.mark}</note>")
    aside = {"pk": against(filled, f"<note>{side.mark}!</note>").pk}
    more = {
        "attachment": {**form, "name": "persons.csv"},
        "integrity": {"dataset": "persons"},
        "form": form,
        "manifest": form,
        "nothing": {"rest": "x"},
    }
    return {
        **{f"forms:{name}": of_form for name in ("form", "form_offer", "fill", "send", "answer_list")},
        **{f"forms:version_{name}": of_version for name in ("publish", "close", "files", "workbook", "try", "xform")},
        "forms:version_file": {**of_version, "name": "persons.csv"},
        "forms:offer_withdraw": {"pk": collect.version.form.offers.get().pk},
        "forms:answer_export": {**of_form, "kind": "csv"},
        "forms:answer": {"uuid": filled.uuid},
        "forms:answer_count": {"uuid": filled.uuid},
        "forms:attachment": {"uuid": attached(filled).uuid},
        "forms:receipt": aside,
        "forms:receipt_decide": aside,
        **{f"forms:{name}": {"code": measure().code} for name in ("measure", "cutoffs_change")},
        **{f"openrosa:{name}": {"key": collect.plain, **more.get(name, {})} for name in OF_A_KEY},
        "phones:revoke": {"pk": collect.key.pk},
        **{f"openrosa:basic_{name}": more[name] for name in more if name != "nothing"},
    }


OPEN = {
    "forms:measure": "what a value means is no secret and the same for everybody",
    "forms:cutoffs_change": "cut-offs are the same for everybody",
    **{f"openrosa:{name}": "whoever holds the key of a phone" for name in OF_A_KEY},
    **{f"openrosa:basic_{name}": "asks for a user name and a password" for name in OF_A_KEY},
}
PERSONAL = {"phones:revoke": "one's own phones; a coordinator's whole organisation"}
