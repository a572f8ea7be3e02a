"""Batches for tests: made by the real actions, worked on by the real steps, from real files."""

import io
from datetime import date, datetime

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from saan.accounts import testing as accounts
from saan.areas.testing import place
from saan.intake import actions
from saan.intake.models import Batch, BatchState
from saan.partners.models import Organisation
from saan.shared.vault import SealedFile

HEADINGS = [
    "ลำดับ",
    "เลขประจำตัวประชาชน",
    "คำนำหน้า",
    "ชื่อ",
    "นามสกุล",
    "วันเดือนปีเกิด",
    "เพศ",
    "บ้านเลขที่",
    "หมู่ที่",
    "ตำบล",
    "โทรศัพท์",
]
ROWS = [
    ["1", "1939900000019", "นาย", "สมชาย", "ใจดี", "12/3/2490", "ชาย", "12/1", "3", "ควนขนุน", "0812345678"],
    ["2", "3-9399-00000-02-4", "นาง", "สมหญิง", "ใจดี", "1 ม.ค. 2495", "หญิง", "12/1", "3", "ควนขนุน", ""],
    ["3", "1.93990E+12", "นางสาว", "มาลี", "แก้วใส", "31/2/2500", "หญิง", "7", "5", "ควนขนุน", "08123"],
    ["4", "", "นาย", "ประเสริฐ", "ทองคำ", "2480", "ชาย", "99", "1", "ไม่มีตำบลนี้", "081-234-5679"],
]


def examples(side):
    """A delivery of this side that waits for a word, with the side's mark in its names."""
    by = accounts.user("DATA_OFFICER", side.organisation, side.area)
    row = ["1", "", "นาย", side.mark, "ใจดี", "12/3/2490", "ชาย", "12/1", "3", "", ""]
    batch = checked(workbook([row], titles=[side.mark]), by=by, list_name=side.mark)
    names = (
        "batch",
        "columns",
        "headings",
        "problem_book",
        "progress",
        "mend",
        "unmend",
        "back",
        "commit",
        "undo",
        "retry",
    )
    return {f"intake:{name}": {"pk": batch.pk} for name in (*names, "discard")}


def organisation(code="MUNI1", area=None):
    area = area or place("930501")
    made = Organisation.objects.create(code=code, name_th=f"เทศบาล {code}", kind="MUNICIPALITY", area=area)
    made.areas.add(area)
    return made


def officer(of=None, role="DATA_OFFICER"):
    return accounts.user(role, of or organisation())


def workbook(rows=None, headings=HEADINGS, titles=("บัญชีรายชื่อผู้สูงอายุ ปี 2568",), sheet="รายชื่อ"):
    """An XLSX as an office makes it: a title, headings, rows of text. The same content is the same bytes."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2025, 10, 1)})
        page = book.add_worksheet(sheet)
        for number, line in enumerate([*([title] for title in titles), headings, *(ROWS if rows is None else rows)]):
            page.write_row(number, 0, line)
    return file.getvalue()


def sealed(content, name="list.xlsx"):
    """A file as the upload hands it on."""
    file = SealedFile(name, "intake")
    file.write(content)
    file.close()
    return file


def received(*contents, by=None, list_name="ผู้สูงอายุ", names=("list.xlsx",)):
    """A batch whose files have just arrived."""
    by = by or officer()
    files = [sealed(content, name) for content, name in zip(contents, names, strict=True)]
    organisation = by.acting_organisation
    batch, _ = actions.receive(
        organisation=organisation, list_name=list_name, area=organisation.area, files=files, by=by, at=now()
    )
    return batch


def work(batch):
    """Do what a worker would do next for this batch, in this process."""
    job = actions.JOBS[BatchState(batch.state)]
    job(batch_id=batch.pk, by_id=batch.created_by_id, at=now().isoformat())
    return Batch.objects.get(pk=batch.pk)


def read(*contents, **kwargs):
    """A batch that waits for its columns."""
    return work(received(*(contents or (workbook(),)), **kwargs))


def checked(*contents, as_of=None, is_complete=True, groups=(), **kwargs):
    """A batch that waits for a person's word."""
    batch = read(*contents, **kwargs)
    choose(batch, as_of=as_of, is_complete=is_complete, groups=groups)
    return work(batch)


def choose(batch, mapping=None, as_of=None, is_complete=True, groups=(), at=None):
    """Take the columns as they were understood."""
    actions.choose_columns(
        batch=batch,
        mapping=mapping or batch.mapping,
        as_of=as_of or date(2025, 10, 1),
        area=batch.source_list.area,
        groups=list(groups),
        is_complete=is_complete,
        by=batch.created_by,
        at=at or now(),
    )
    batch.refresh_from_db()


def committed(*contents, **kwargs):
    """A batch whose rows count."""
    batch = checked(*contents, **kwargs)
    actions.commit(batch=batch, by=batch.created_by, at=now())
    batch.refresh_from_db()
    return work(batch)


def upload(content, name="list.xlsx"):
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def filled_in(page):
    """What a browser would post from the columns page, nothing changed."""
    form = page.context["form"]
    posted = {"as_of": "1/10/2568", "area": form["area"].initial, "is_complete": "on"}
    for sheet in page.context["sheets"]:
        posted |= {f"take-{sheet['number']}": "on"} if sheet["take"] else {}
        posted |= {column["id"]: column["field"] for column in sheet["columns"]}
    return posted
