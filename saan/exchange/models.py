from django.conf import settings
from django.db import models
from django.db.models import Q

from saan.partners.models import Organisation


class ApiKeyQuerySet(models.QuerySet):
    def working(self, on):
        return self.filter(revoked_at=None).filter(Q(expires_on=None) | Q(expires_on__gte=on))

    def visible_to(self, user, permission):
        """One's own keys, for the organisation one acts for."""
        return self.filter(user=user, organisation_id=user.reach(permission).organisation_id)


class ApiKey(models.Model):
    """A machine's stand-in for one user in one organisation: it can do what they can do, and no more.

    The key itself is shown once and kept only as SHA-256; it has 256 random bits, so no slow hash is needed.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_keys")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    digest = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField()
    expires_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    objects = ApiKeyQuerySet.as_manager()
