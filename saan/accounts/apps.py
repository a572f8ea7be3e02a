from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "saan.accounts"
    label = "accounts"

    def ready(self):
        from saan.accounts import second_factors, trail
        from saan.shared import resealing

        trail.declare()
        resealing.OTHERS.append(second_factors.reseal)
        _declare_pages()


def _declare_pages():
    from saan.accounts.permissions import Permission
    from saan.shared import frame, navigation

    navigation.register(
        navigation.Room(
            label=_("Users"),
            url_name="accounts:user_list",
            icon="users-group",
            order=80,
            may=lambda request: request.user.is_authenticated and bool(request.user.reach(Permission.USER_READ)),
        )
    )
    frame.provide("identity", _identity)
    frame.provide("menu", _menu)


def _identity(request):
    from saan.shared.frame import Identity

    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    return Identity(str(user), str(user.acting_organisation or ""), reverse("account_logout"))


def _menu(request):
    from saan.accounts.permissions import Permission
    from saan.shared.frame import Link

    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    links = [Link(_("My account"), reverse("accounts:profile"), "user-circle")]
    if len({a.organisation_id for a in user.assignments_in_force()}) > 1:
        links.append(Link(_("Act for another organisation"), reverse("accounts:roles"), "switch-horizontal"))
    if user.reach(Permission.EMERGENCY_OPEN):
        links.append(Link(_("Emergency access"), reverse("accounts:emergency_open"), "alert-triangle"))
    if user.reach(Permission.EMERGENCY_REVIEW):
        links.append(Link(_("Look at emergency access"), reverse("accounts:emergency_list"), "shield-check"))
    return links
