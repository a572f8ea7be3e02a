"""What the linking has learnt from the answers of humans."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class CalibrationQuerySet(models.QuerySet):
    def in_force(self):
        """The newest; None before anything was linked."""
        return self.order_by("-pk").first()


class Calibration(models.Model):
    """How the probabilities of the shipped model are corrected, from then until the next one. Never changed.

    `model` names the shipped model it corrects (linkage.Model.digest): answers about another one's probabilities teach
    nothing. `unlikely` and `likely` are log-odds (linkage.calibration). `reviews` answers made it, of which `same` said
    one person, and about `wrong` of all were mistaken. `reset_by`: whoever went back to the shipped model; answers
    given before do not count any more.
    """

    model = models.CharField(max_length=16)
    unlikely = models.FloatField(default=0.0)
    likely = models.FloatField(default=0.0)
    reviews = models.IntegerField(default=0)
    same = models.IntegerField(default=0)
    wrong = models.FloatField(default=0.0)
    made_at = models.DateTimeField()
    reset_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = CalibrationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(unlikely__range=(-2, 2), likely__range=(-2, 2)), name="calibration_keeps_the_order"
            )
        ]

    @property
    def is_as_shipped(self):
        return not (self.unlikely or self.likely)
