"""A district with two villages, its board, its hospital, and the people of two lists that overlap."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from saan.accounts.testing import user
from saan.areas.testing import place, village
from saan.partners.testing import agreement, organisation
from saan.people import deliveries, linking, testing
from saan.people.models import Person

CID = {name: testing.citizen_id(number) for number, name in enumerate(("somchai", "malee", "boonmee"), start=901)}
LONG = "นารีรัตนาภรณ์พิสุทธิ์ศรี"


@dataclass
class World:
    district: object
    river: object  # the village where most live
    hill: object
    board: object
    hospital: object
    shared: list  # the agreements between the two
    users: dict = field(default_factory=dict)

    def user(self, role, organisation=None, *areas):
        """Somebody of this role, made when first asked for; of the board when nothing else is said."""
        organisation = organisation or self.board
        key = (role, organisation.pk, *[area.pk for area in areas])
        if key not in self.users:
            self.users[key] = user(role, organisation, *areas, full_name="สมหญิง ใจงาม")
        return self.users[key]

    def person(self, name):
        given, _, family = name.partition(" ")
        return Person.objects.filter(given_name=given, family_name=family, merged_into=None).order_by("pk").first()


def build():
    subdistrict = place("930501")
    river, hill = village(subdistrict, 3, "บ้านริมน้ำ"), village(subdistrict, 5, "บ้านบนควน")
    district = place("9305")
    board = organisation(district, name="คณะกรรมการพัฒนาคุณภาพชีวิตระดับอำเภอควนขนุน", short_name="พชอ.ควนขนุน")
    hospital = organisation(district, name="โรงพยาบาลควนขนุน", kind="HOSPITAL", short_name="รพ.ควนขนุน")
    shared = [agreement(board, hospital), agreement(hospital, board)]
    world = World(district, river, hill, board, hospital, shared)
    bring_in(testing.source_list(board), *_elders(river, hill))
    bring_in(testing.source_list(hospital, is_complete=False, groups=["HOME_BOUND"]), *_patients(river))
    return world


def bring_in(of_list, *rows):
    """What the rows say is in the registry."""
    delivery = testing.delivered(of_list, *rows, as_of=date(2026, 9, 30))
    linking.propose(delivery)
    deliveries.commit(delivery, by="test", at=timezone.now())
    return delivery


def _elders(river, hill):
    row = testing.row
    yield row("สมชาย ใจดี", cid=CID["somchai"], area=river, prefix="นาย", sex="M", birth_date="1947-03-12",
              house_no="12/1", moo="3", phone="0812345678")  # fmt: skip
    yield row("มาลี แก้วใส", cid=CID["malee"], area=river, prefix="นาง", sex="F", birth_date="1950-07-01",
              house_no="12/1", moo="3")  # fmt: skip
    yield row("ประเสริฐ ทองคำ", area=river, prefix="นาย", sex="M", birth_date="1944-05-06", house_no="7", moo="3")
    yield row("วิไลวรรณ ศรีสุข", area=river, prefix="นาง", sex="F", birth_date="1939-08-02", house_no="9", moo="3")
    yield row("จันทร์เพ็ญ วงศ์ทอง", area=hill, prefix="นาง", sex="F", birth_date="1941-11-12", house_no="1", moo="5")
    yield row(f"กมลชนก{LONG} ณ {LONG}", area=hill, prefix="นางสาว", sex="F", birth_date="1955-01-31",
              house_no="199/99", moo="5", phone="0899999999")  # fmt: skip
    for number, given in enumerate(("อำนวย", "ถาวร", "สุรีย์", "ละมัย", "ชูศรี", "เจริญ", "พยอม", "ลำดวน")):
        yield row(f"{given} สุขสวัสดิ์", area=hill, prefix="นาย", birth_date=f"{1940 + number}-02-1{number}",
                  house_no=str(20 + number), moo="5")  # fmt: skip


def _patients(river):
    row = testing.row
    yield row("สมชัย ใจดี", cid=CID["somchai"], area=river, prefix="นาย", sex="M", birth_date="1947-03-12",
              house_no="12/1", moo="3", phone="0899876543", conditions="เบาหวาน ความดันโลหิตสูง")  # fmt: skip
    yield row("บุญมี รักดี", cid=CID["boonmee"], area=river, prefix="นาย", sex="M", birth_date="1952-12-09",
              house_no="44", moo="3")  # fmt: skip
