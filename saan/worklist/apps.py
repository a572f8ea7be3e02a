from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class WorklistConfig(AppConfig):
    name = "saan.worklist"
    label = "worklist"

    def ready(self):
        from saan.shared import frame, navigation

        navigation.register(
            navigation.Room(label=_("My Work"), url_name="worklist:mine", icon="checklist", order=10, count=_count)
        )
        frame.provide("work", _link)


def _link(request):
    from saan.shared.frame import Link

    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    return Link(_("My Work"), reverse("worklist:mine"), "checklist", count=_count(request))


# The top bar and the side bar ask on the same page.
def _count(request):
    from saan.worklist.queries import count_waiting

    if not hasattr(request, "_work_waiting"):
        request._work_waiting = count_waiting(request.user)
    return request._work_waiting
