from urllib.parse import urlencode

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class PartnersConfig(AppConfig):
    name = "saan.partners"
    label = "partners"

    def ready(self):
        from saan.partners import trail

        trail.declare()
        _declare_work()
        _declare_pages()


def _declare_work():
    from saan.partners.actions.agreements import EXPIRING, PROPOSED
    from saan.worklist.hooks import KINDS, Kind

    KINDS[PROPOSED] = Kind(
        title=gettext_lazy("Sharing agreements to answer"),
        sentence=lambda facts: _("%(receiver)s asks to see data that %(giver)s keeps") % facts,
        icon="file-text",
        order=40,
    )
    KINDS[EXPIRING] = Kind(
        title=gettext_lazy("Sharing agreements that run out"),
        sentence=lambda facts: _("The agreement by which %(receiver)s sees data of %(giver)s runs out") % facts,
        icon="calendar-due",
        order=60,
    )


def _declare_pages():
    from saan.areas import hooks
    from saan.partners.permissions import Permission
    from saan.partners.queries import find, place_panel
    from saan.shared import navigation, searching
    from saan.shared.panels import Panel

    navigation.register(
        navigation.Room(
            label=gettext_lazy("Partners"), url_name="partners:organisation_list", icon="building-community", order=40,
            may=lambda request: request.user.is_authenticated and bool(request.user.reach(Permission.PARTNER_READ)),
        )
    )  # fmt: skip
    hooks.PANELS.append(Panel("partners/_place_panel.html", place_panel, order=30, aside=True))
    searching.register(
        searching.Searcher(
            key="partners", label=gettext_lazy("Partners"), icon="building-community", order=40,
            permission=Permission.PARTNER_READ, find=find, more=lambda text: f"{_list_url()}?{urlencode({'q': text})}",
        )
    )  # fmt: skip


def _list_url():
    return reverse("partners:organisation_list")
