"""What somebody may see follows their village, their organisation and its agreements, at once."""

import pytest
from django.utils import timezone

from saan.accounts import testing as accounts
from saan.partners.actions import end_agreement
from tests.journeys.world import CID

pytestmark = pytest.mark.browser


def names(page):
    return [text.split(" ")[0] for text in page.locator("a.row-link").all_inner_texts()]


def test_volunteer_sees_one_village_and_no_whole_citizen_id(page, world, sign_in):
    sign_in(world.user("VOLUNTEER", world.board, world.river))

    page.goto("/people/")
    shown = names(page)
    page.get_by_role("link", name="มาลี แก้วใส").click()
    masked = page.locator("#cid")

    assert "นางมาลี" in shown
    assert not any("สุขสวัสดิ์" in name or "อำนวย" in name for name in shown)
    assert masked.count() == 0 or masked.inner_text().startswith("x")
    assert page.locator("form[hx-post$='/reveal/']").count() == 0
    assert page.get_by_role("link", name="แก้ไขข้อมูล").count() == 0
    elsewhere = world.person("จันทร์เพ็ญ วงศ์ทอง")
    assert page.goto(f"/people/{elsewhere.pk}/").status == 404
    assert "จันทร์เพ็ญ" not in page.content()
    assert page.goto(f"/people/{elsewhere.pk}/edit/").status == 403


def test_officer_reveals_a_citizen_id_for_a_purpose(page, world, sign_in):
    sign_in(world.user("DATA_OFFICER"))
    page.goto(f"/people/{world.person('มาลี แก้วใส').pk}/")
    assert page.locator("#cid").inner_text().startswith("x")

    page.locator("summary", has_text="แสดง").click()
    page.locator("form[hx-post$='/reveal/'] button").first.click()

    page.locator("#cid", has_not_text="x").wait_for()
    assert page.locator("#cid").inner_text().replace("-", "") == CID["malee"]


def test_acting_for_another_organisation_changes_what_is_seen_at_once(page, world, sign_in):
    for agreement in world.shared:
        end_agreement(agreement=agreement, on=timezone.localdate(), by="test", at=timezone.now())
    nurse = accounts.user("CARE_WORKER", world.board, full_name="อรุณี สองที่")
    accounts.assign(nurse, "CARE_WORKER", world.hospital)
    sign_in(nurse)

    seen = {}
    for organisation in (world.board, world.hospital):
        page.goto("/account/roles/")
        page.locator("main").get_by_role("button", name=organisation.name_th).click()
        page.wait_for_url(lambda url: "roles" not in url)
        page.goto("/people/")
        seen[organisation.pk] = names(page)

    assert "นางมาลี" in seen[world.board.pk]
    assert "นายบุญมี" not in seen[world.board.pk]
    assert "นายบุญมี" in seen[world.hospital.pk]
    assert "นางมาลี" not in seen[world.hospital.pk]


def test_an_agreement_that_ends_takes_the_data_away_at_once(page, world, sign_in):
    sign_in(world.user("DATA_OFFICER"))
    boonmee = world.person("บุญมี รักดี")
    assert page.goto(f"/people/{boonmee.pk}/").status == 200

    for agreement in world.shared:
        end_agreement(agreement=agreement, on=timezone.localdate(), by="test", at=timezone.now())

    assert page.reload().status == 404
    page.goto("/people/?q=บุญมี")
    assert page.locator("a.row-link").count() == 0
    page.goto("/search/?q=บุญมี")
    assert page.locator("main a", has_text="บุญมี").count() == 0
