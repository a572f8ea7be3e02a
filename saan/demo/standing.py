"""Whether the demo world is there: asked at each start, so without the heavy libraries that load it."""

from saan.demo.world import world
from saan.people.models import Delivery


def is_loaded():
    """Whether every list of the demo world has taken effect."""
    wanted = {(each["organisation"], each["name"]) for each in world()["list"]}
    committed = Delivery.objects.filter(committed_at__isnull=False)
    return wanted <= set(committed.values_list("source_list__organisation__code", "source_list__name"))
