"""Whether the demo world is there: asked at each start, so without the heavy libraries that load it."""

from saan.demo.world import world
from saan.people.models import Delivery
from saan.visits.models import Charge


def is_loaded():
    """Whether every list of the demo world has taken effect, and homes have been visited."""
    wanted = {(each["organisation"], each["name"]) for each in world()["list"]}
    committed = Delivery.objects.filter(committed_at__isnull=False)
    is_listed = wanted <= set(committed.values_list("source_list__organisation__code", "source_list__name"))
    return is_listed and Charge.objects.exists()
