from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.module_loading import import_string

from saan.areas.models import Area
from saan.partners.models import Organisation, OrganisationKind
from saan.partners.queries import givers
from saan.shared.access import Reach


class UserQuerySet(models.QuerySet):
    def visible_to(self, user, permission):
        """Those who hold a role for the caller's organisation in the caller's areas, and its own who hold none yet."""
        reach = user.reach(permission)
        if user.answers_for_the_platform(permission):
            return self
        held = Assignment.objects.filter(reach.area_q("areas__key"), organisation_id=reach.organisation_id)
        without = Q(home_organisation_id=reach.organisation_id) & ~Q(pk__in=Assignment.objects.values("user"))
        return self.filter(Q(pk__in=held.values("user")) | without) if reach else self.none()


class UserManager(BaseUserManager):
    def create_user(self, username, password=None, **fields):
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """Somebody who signs in. What they may do hangs on their assignments, never on the account."""

    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=5, blank=True)
    home_organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    identity_index = models.BinaryField(
        max_length=32, null=True, unique=True, help_text="blind index of the citizen ID"
    )
    must_change_password = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    deactivated_at = models.DateTimeField(null=True)
    deactivated_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]
    objects = UserManager.from_queryset(UserQuerySet)()

    def __str__(self):
        return self.full_name or self.username

    def get_full_name(self):
        return self.full_name

    def assignments_in_force(self):
        """Today's assignments, oldest first, asked of the database once a request."""
        if not hasattr(self, "_assignments"):
            self._assignments = list(
                self.assignments.in_force(timezone.localdate())
                .select_related("organisation")
                .prefetch_related("areas")
                .order_by("pk")
            )
        return self._assignments

    @property
    def acting_organisation_id(self):
        """The organisation one acts for now: chosen in the session, else that of the first assignment."""
        ids = [assignment.organisation_id for assignment in self.assignments_in_force()]
        chosen = getattr(self, "chosen_organisation_id", None)
        return chosen if chosen in ids else next(iter(ids), None)

    @property
    def acting_organisation(self):
        ours = self.acting_organisation_id
        return next((a.organisation for a in self.assignments_in_force() if a.organisation_id == ours), None)

    def acting_assignments(self):
        ours = self.acting_organisation_id
        return [assignment for assignment in self.assignments_in_force() if assignment.organisation_id == ours]

    def permissions(self):
        """Every permission held somewhere for the organisation one acts for."""
        roles = import_string(settings.SAAN_ROLES)
        return frozenset().union(*(roles[a.role].permissions for a in self.acting_assignments() if a.role in roles))

    def reach(self, permission):
        """How far this permission reaches (shared.access.Reach); falsy when it is held nowhere."""
        if not hasattr(self, "_reaches"):
            self._reaches = {}
        if permission not in self._reaches:
            self._reaches[permission] = self._work_out_reach(permission)
        return self._reaches[permission]

    def whole_reach(self):
        """How far any of one's permissions reaches, for pages on which all of one's work comes together."""
        reaches = [self.reach(permission) for permission in self.permissions()]
        return Reach(
            ranges=tuple(sorted({span for reach in reaches for span in reach.ranges})),
            everywhere=any(reach.everywhere for reach in reaches),
            organisation_id=self.acting_organisation_id,
            givers=self.givers(),
        )

    def areas_held(self, permission):
        """The areas for which this permission is held by a role, the widest first."""
        areas = {area for assignment in self._holding(permission) for area in assignment.areas.all()}
        return sorted(areas, key=lambda area: (-area.key_end, area.sort_key))

    def _holding(self, permission):
        roles = import_string(settings.SAAN_ROLES)
        return [a for a in self.acting_assignments() if a.role in roles and permission in roles[a.role].permissions]

    def _work_out_reach(self, permission):
        roles = import_string(settings.SAAN_ROLES)
        holding = self._holding(permission)
        # Many permissions are held by the same assignments, and reach as far.
        held = tuple(a.pk for a in holding), bool(holding) and self._widens(roles, permission)
        known = self.__dict__.setdefault("_reaches_held", {})
        if held not in known:
            known[held] = self._reach_through(holding, is_widened=held[1])
        return known[held]

    def _reach_through(self, assignments, *, is_widened):
        areas = [area for assignment in assignments for area in assignment.areas.all()]
        if not areas:
            return Reach()
        if is_widened:
            areas += [emergency.area for emergency in self.emergencies_in_force()]
        return Reach(
            ranges=tuple(sorted({(area.key, area.key_end) for area in areas})),
            everywhere=any(area.level == "COUNTRY" for area in areas),
            organisation_id=self.acting_organisation_id,
            givers=self.givers(),
        )

    def givers(self):
        """Data group → the organisations whose records the one acted for may see: the same for every permission."""
        if not hasattr(self, "_givers"):
            self._givers = givers(self.acting_organisation_id, timezone.localdate())
        return self._givers

    def emergencies_in_force(self):
        """Emergency access that is open now for the organisation one acts for."""
        if not hasattr(self, "_emergencies"):
            opened = self.emergencies.open(timezone.now()).filter(organisation_id=self.acting_organisation_id)
            self._emergencies = list(opened.select_related("area"))
        return self._emergencies

    def _widens(self, roles, permission):
        return any(permission in roles[a.role].in_emergency for a in self.acting_assignments() if a.role in roles)

    def answers_for_the_platform(self, permission):
        """Held for the organisation that runs the platform, in the whole country: not bounded by one organisation."""
        ours = self.acting_organisation
        return ours is not None and ours.kind == OrganisationKind.PLATFORM and self.reach(permission).everywhere

    def forget_reach(self):
        """Ask again: an assignment or agreement has just changed."""
        for name in ("_assignments", "_reaches", "_reaches_held", "_emergencies", "_givers"):
            self.__dict__.pop(name, None)


class AssignmentQuerySet(models.QuerySet):
    def in_force(self, on):
        return self.filter(revoked_at=None, starts_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gte=on))


class Assignment(models.Model):
    """A role that a user holds in an organisation, in areas."""

    user = models.ForeignKey(User, models.CASCADE, related_name="assignments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=30, help_text="a key of saan.roles.ROLES")
    areas = models.ManyToManyField(Area, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField()
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="assignment_ends_after_start"
            )
        ]


class EmergencyAccessQuerySet(models.QuerySet):
    def open(self, at):
        return self.filter(closed_at=None, opened_at__lte=at, expires_at__gt=at)

    def visible_to(self, user, permission):
        """All of the organisation the caller answers for; of every one, for the platform's own."""
        reach = user.reach(permission)
        if user.answers_for_the_platform(permission):
            return self
        return self.filter(organisation_id=reach.organisation_id) if reach else self.none()


class EmergencyAccess(models.Model):
    """Break-glass: for an hour somebody reaches an area more, says why, and is asked about it afterwards."""

    user = models.ForeignKey(User, models.PROTECT, related_name="emergencies")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    finding = models.CharField(max_length=300, blank=True)

    objects = EmergencyAccessQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "expires_at"]), models.Index(fields=["organisation", "-opened_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("opened_at")), name="emergency_ends_after_start"),
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by=None)
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
                name="emergency_reviewed_by_somebody",
            ),
        ]
