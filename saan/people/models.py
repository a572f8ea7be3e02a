"""Tables of the registry. Three layers: what was sent (Delivery, SourceRecord), what was decided (Choice, Verdict,
Merge, MatchCase), and what follows from both (Person, Household, MatchKey), which can be derived anew at any time.
Beside them Proposal: what a delivery not yet committed would do."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property

from saan.areas.models import Area
from saan.partners.models import Organisation


class Precision(models.TextChoices):
    DAY = "DAY"
    MONTH = "MONTH"
    YEAR = "YEAR"


class Sex(models.TextChoices):
    MALE = "M"
    FEMALE = "F"


class VitalStatus(models.TextChoices):
    ALIVE = "ALIVE"
    DEAD = "DEAD"


class PersonGroup(models.TextChoices):
    """Groups one is looked after in. ELDER is not among them: it follows from the birth date (60 and over)."""

    DISABLED = "DISABLED"
    BED_BOUND = "BED_BOUND"
    HOME_BOUND = "HOME_BOUND"
    CHRONIC = "CHRONIC"
    LOW_INCOME = "LOW_INCOME"
    REHAB_WAITING = "REHAB_WAITING"
    IN_REHAB = "IN_REHAB"
    PALLIATIVE = "PALLIATIVE"
    HOMELESS = "HOMELESS"
    STATELESS = "STATELESS"
    ORPHAN = "ORPHAN"
    ALONE = "ALONE"


class SourceList(models.Model):
    """A list that one organisation keeps, and sends again from time to time."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="lists")
    name = models.CharField(max_length=200)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", help_text="where a row lives that names no place")
    groups = ArrayField(
        models.CharField(max_length=20, choices=PersonGroup), default=list, help_text="what being on this list means"
    )
    is_complete = models.BooleanField(default=True, help_text="a new delivery without a row means: the row is gone")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="source_list_once")]

    def __str__(self):
        return self.name


class Delivery(models.Model):
    """One arrival of a list: a file, or the staff's own entries.

    `proposed_at_beat` is the registry's beat (people.beats) that its proposals were made at: a later beat, and they
    are made anew before they are carried out.
    """

    source_list = models.ForeignKey(SourceList, models.PROTECT, related_name="deliveries")
    file_name = models.CharField(max_length=255, blank=True)
    sha256 = models.BinaryField(max_length=32, null=True)
    as_of = models.DateField(help_text="the day the list speaks of; newer values win")
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    proposed_at_beat = models.BigIntegerField(null=True)
    committed_at = models.DateTimeField(null=True)
    committed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")


class Standing(models.TextChoices):
    """STAGED: read, not yet committed. CURRENT: counts. SAME: repeats an earlier row that counts. SUPERSEDED: a newer
    row of the same list says otherwise. GONE: the newest delivery no longer has it. ASIDE: kept, but no person
    (a total, a signature). UNDONE: its delivery was taken back."""

    STAGED = "STAGED"
    CURRENT = "CURRENT"
    SAME = "SAME"
    SUPERSEDED = "SUPERSEDED"
    GONE = "GONE"
    ASIDE = "ASIDE"
    UNDONE = "UNDONE"


class LinkedHow(models.TextChoices):
    NEW = "NEW"
    AUTO = "AUTO"
    KEPT = "KEPT"
    REVIEW = "REVIEW"
    STAFF = "STAFF"


class SourceRecordQuerySet(models.QuerySet):
    def current(self):
        return self.filter(standing=Standing.CURRENT)

    def visible_to(self, user, permission):
        reach = user.reach(permission)
        return self.filter(reach.area_q(), organisation_id__in=reach.sources("REGISTRY"))


class SourceRecord(models.Model):
    """One row exactly as one organisation sent it, kept for ever, and what could be read from it.

    `values` holds the clean fields by name (people.fields) but never the citizen ID, which lives only in `cid_sealed`
    (the digits as typed) and, when they pass their check, in `cid_index`; `raw_sealed` is the untouched row.
    `row_key` names the same row of the same list in every delivery.
    """

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="records")
    source_list = models.ForeignKey(SourceList, models.PROTECT, related_name="records")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    sheet = models.CharField(max_length=120, blank=True)
    row = models.IntegerField(help_text="1 is the first row under the header")
    sheet_row = models.IntegerField(help_text="the row number one sees in the spreadsheet")
    row_key = models.BinaryField(max_length=16)
    content_hash = models.BinaryField(max_length=16)
    raw_sealed = models.BinaryField()
    cid_sealed = models.BinaryField(null=True)
    cid_index = models.BinaryField(max_length=32, null=True)
    values = models.JSONField(default=dict)
    problems = models.JSONField(default=list, help_text="[{field, code}]")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    area_key = models.BigIntegerField()
    standing = models.CharField(max_length=12, choices=Standing, default=Standing.STAGED)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    ended_by = models.ForeignKey(Delivery, models.PROTECT, null=True, related_name="ended_records")
    person = models.ForeignKey("Person", models.PROTECT, null=True, related_name="records")
    linked_how = models.CharField(max_length=8, choices=LinkedHow, blank=True)
    link_probability = models.FloatField(null=True)

    objects = SourceRecordQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["delivery", "standing"]),
            models.Index(fields=["person"]),
            models.Index(fields=["source_list", "row_key"], condition=Q(standing="GONE"), name="source_record_gone"),
            models.Index(fields=["cid_index"], condition=Q(standing="CURRENT"), name="source_record_cid"),
            models.Index(fields=["ended_by"], condition=~Q(ended_by=None), name="source_record_ended"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source_list", "row_key"], condition=Q(standing="CURRENT"), name="source_record_current_once"
            ),
            models.CheckConstraint(
                condition=~Q(standing="CURRENT") | Q(person__isnull=False), name="source_record_current_has_person"
            ),
        ]


class Household(models.Model):
    """Where people live together: derived from the place and the house number, its id too (rules.household_id), so
    that a house which empties and fills again is the same one."""

    id = models.BigIntegerField(primary_key=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    area_key = models.BigIntegerField()
    house_no = models.CharField(max_length=40)
    moo = models.CharField(max_length=4, blank=True)
    house_code = models.CharField(max_length=11, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "house_no", "moo"], name="household_once")]
        indexes = [models.Index(fields=["area_key"])]


class PersonQuerySet(models.QuerySet):
    def present(self):
        """Persons that stand for themselves: not merged into another."""
        return self.filter(merged_into=None)

    def listed(self):
        """Present persons whom at least one list has today."""
        return self.present().filter(is_listed=True)

    def visible_to(self, user, permission):
        """In the caller's area, and held by an organisation that is theirs or shares its registry with them."""
        return self.within(user.reach(permission))

    def within(self, reach):
        return self.filter(reach.area_q(), holder_ids__overlap=sorted(reach.sources("REGISTRY")))

    def elders(self, on=None):
        on = on or timezone.localdate()
        return self.filter(birth_date__lte=on.replace(year=on.year - 60, day=min(on.day, 28)))


class Person(models.Model):
    """The one golden record. Every value here is derived from current source records and choices (people.deriving).

    `uuid` is the name phones and other machines know the person by.
    """

    uuid = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)
    prefix = models.CharField(max_length=60, blank=True)
    given_name = models.CharField(max_length=120, blank=True)
    family_name = models.CharField(max_length=120, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    birth_date = models.DateField(null=True)
    birth_precision = models.CharField(max_length=5, choices=Precision, blank=True)
    cid_sealed = models.BinaryField(null=True)
    cid_index = models.BinaryField(max_length=32, null=True)
    phone = models.CharField(max_length=20, blank=True)
    vital_status = models.CharField(max_length=5, choices=VitalStatus, default=VitalStatus.ALIVE)
    death_date = models.DateField(null=True)
    house_no = models.CharField(max_length=40, blank=True)
    moo = models.CharField(max_length=4, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", help_text="where the person lives")
    area_key = models.BigIntegerField()
    registered_area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    registered_address = models.CharField(max_length=300, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="members")
    groups = ArrayField(models.CharField(max_length=20, choices=PersonGroup), default=list)
    disability_card_expires = models.DateField(null=True)
    house_code = models.CharField(max_length=11, blank=True)
    holder_ids = ArrayField(models.IntegerField(), default=list, help_text="organisations whose records are counted")
    is_listed = models.BooleanField(default=True, help_text="has a current record; if not, the last known ones count")
    has_conflict = models.BooleanField(default=False, help_text="sources disagree and nobody has picked yet")
    sort_key = models.CharField(max_length=520, db_collation="C", default="")
    search_key = models.CharField(max_length=260, default="")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="absorbed")
    created_by_delivery = models.ForeignKey(Delivery, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    objects = PersonQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["area_key", "sort_key", "id"], condition=Q(merged_into=None), name="person_area"),
            models.Index(fields=["sort_key", "id"], condition=Q(merged_into=None), name="person_sorted"),
            models.Index(fields=["cid_index"], name="person_cid"),
            models.Index(fields=["phone"], name="person_phone"),
            models.Index(fields=["house_no", "area_key"], name="person_house"),
            models.Index(fields=["household"]),
            models.Index(fields=["birth_date", "area_key"], name="person_birth"),
            models.Index(fields=["disability_card_expires"], name="person_card_expiry"),
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="person_search"),
            GinIndex(fields=["groups"], name="person_groups"),
        ]

    def __str__(self):
        return f"{self.prefix}{self.given_name} {self.family_name}".strip()


class MatchKey(models.Model):
    """The linkage library's keys of every counted record of a person: equality finds the candidates.

    Some thirty a person and derived like them, so without the cost of a foreign key or an id of their own.
    """

    pk = models.CompositePrimaryKey("key", "person")
    key = models.BigIntegerField()
    person = models.ForeignKey(
        Person, models.DO_NOTHING, related_name="match_keys", db_constraint=False, db_index=False
    )


class KeyRing(models.Model):
    """The same keys by person, to find those that are no longer wanted: one row here is written twenty times as fast
    as thirty entries in an index."""

    person = models.OneToOneField(Person, models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False)
    keys = ArrayField(models.BigIntegerField())


class KeyEdition(models.Model):
    """The one row that tells which edition of the library's keys the registry holds (linkage.keys.EDITION), and up to
    which person they have been made anew. Below zero: of an edition that is still being made."""

    edition = models.IntegerField()
    reached = models.BigIntegerField(default=0)


class Choice(models.Model):
    """A human's word on one value of one person: which source is right, or what is true instead.

    It stands above every source, until undone. A citizen ID is sealed, so its value is in `sealed`, not in `value`.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="choices")
    field = models.CharField(max_length=40)
    value = models.JSONField(null=True)
    sealed = models.BinaryField(null=True)
    source_record = models.ForeignKey(SourceRecord, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["person", "field"])]


class CaseState(models.TextChoices):
    OPEN = "OPEN"
    LATER = "LATER"
    SAME = "SAME"
    DIFFERENT = "DIFFERENT"


class MatchCase(models.Model):
    """Perhaps the same person: two persons, put to a human. `left` is always the older of the two.

    `reasons` are worked out when somebody looks, from the two rows that raised the question: [{field, code, supports,
    weight}] as linkage.explain gives them, without values. A list raises hundreds, each some 20 ms.
    """

    left = models.ForeignKey(Person, models.PROTECT, related_name="+")
    right = models.ForeignKey(Person, models.PROTECT, related_name="+")
    area_key = models.BigIntegerField(help_text="of the newer person: whoever answers there decides")
    probability = models.FloatField()
    left_record = models.ForeignKey(SourceRecord, models.SET_NULL, null=True, related_name="+")
    right_record = models.ForeignKey(SourceRecord, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=CaseState, default=CaseState.OPEN)
    raised_at = models.DateTimeField()
    delivery = models.ForeignKey(Delivery, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="match_case_once"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="match_case_order"),
        ]
        indexes = [models.Index(fields=["state", "area_key"]), models.Index(fields=["right"])]

    @cached_property
    def reasons(self):
        from saan.people import linking  # stands above us

        return linking.reasons_between(self.left_record_id, self.right_record_id)


class Merge(models.Model):
    """`absorbed` was found to be `survivor`. What moved is written down, so that it can move back exactly."""

    survivor = models.ForeignKey(Person, models.PROTECT, related_name="merges")
    absorbed = models.ForeignKey(Person, models.PROTECT, related_name="merged_by")
    record_ids = ArrayField(models.BigIntegerField())
    choice_ids = ArrayField(models.BigIntegerField())
    consent_ids = ArrayField(models.BigIntegerField(), default=list)
    follower_ids = models.JSONField(default=dict, help_text="{table: ids}, of hooks.FOLLOWERS")
    case = models.ForeignKey(MatchCase, models.PROTECT, null=True, related_name="+")
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")


class Verdict(models.Model):
    """A human's answer about two rows, named so that it holds again when the rows are sent again.

    Each side is SHA-256 of list and row key, the smaller first (rules.evidence_key). The newest not undone holds.
    """

    left = models.BinaryField(max_length=32)
    right = models.BinaryField(max_length=32)
    is_same = models.BooleanField()
    case = models.ForeignKey(MatchCase, models.SET_NULL, null=True, related_name="verdicts")
    merge = models.ForeignKey(Merge, models.SET_NULL, null=True, related_name="verdicts")
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["left"]), models.Index(fields=["right"])]


class Change(models.TextChoices):
    """What a staged row would do to its list."""

    ADDED = "ADDED"
    CHANGED = "CHANGED"
    SAME = "SAME"


class Finding(models.TextChoices):
    """Whom a staged row is about. KEPT: whom the same row was about before. AUTO: a known person, surely.
    VERDICT: a known person, as a human once said. ASK: a new person, perhaps a known one. NEW: nobody known."""

    KEPT = "KEPT"
    AUTO = "AUTO"
    VERDICT = "VERDICT"
    ASK = "ASK"
    NEW = "NEW"


class Proposal(models.Model):
    """What committing a delivery would do with one of its rows. Gone once the delivery is committed or discarded.

    `newcomer` numbers the persons this delivery would add: rows of one new person share it. `doubts` are the
    possible matches to be put to a human: [{person or newcomer, record, probability}].
    """

    record = models.OneToOneField(SourceRecord, models.CASCADE, primary_key=True, related_name="proposal")
    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="proposals")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    change = models.CharField(max_length=7, choices=Change)
    finding = models.CharField(max_length=7, choices=Finding)
    person = models.ForeignKey(Person, models.DO_NOTHING, null=True, related_name="+", db_constraint=False)
    newcomer = models.IntegerField(null=True)
    probability = models.FloatField(null=True)
    replaces = models.ForeignKey(SourceRecord, models.DO_NOTHING, null=True, related_name="+", db_constraint=False)
    doubts = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["delivery", "change", "finding"])]


class Consent(models.Model):
    """What a person allowed, in which version of the words, how, and before whom (PDPA s.19, s.26)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=300)
    version = models.CharField(max_length=40)
    channel = models.CharField(max_length=20)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    given_on = models.DateField()
    witness = models.CharField(max_length=150, blank=True)
    guardian = models.CharField(max_length=150, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
