from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "saan.audit"
    label = "audit"

    def ready(self):
        from saan.audit import hooks
        from saan.audit.permissions import Permission
        from saan.shared import navigation

        hooks.VERBS["audit.exported"] = _("took along %(count)s lines of the trail as a file")
        navigation.register(
            navigation.Room(
                label=_("Trail"),
                url_name="audit:trail",
                icon="history",
                order=90,
                may=lambda request: request.user.is_authenticated and bool(request.user.reach(Permission.AUDIT_READ)),
            )
        )

    def examine(self):
        from saan.audit.examining import examine

        return examine()
