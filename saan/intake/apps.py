from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    name = "saan.intake"
    label = "intake"

    def ready(self):
        from saan.intake import models, trail
        from saan.intake.permissions import Permission
        from saan.shared import resealing
        from saan.shared.navigation import Room, register
        from saan.shared.start import Shortcut, add_shortcut
        from saan.worklist.hooks import KINDS, Kind

        def may_read(request):
            return request.user.is_authenticated and Permission.LIST_READ in request.user.permissions()

        trail.declare()
        resealing.COLUMNS["intake_batch", "sheets_sealed"] = models.SHEETS
        resealing.FILES.append(lambda: models.StoredFile.objects.values_list("path", flat=True))
        register(Room(label=_("Lists"), url_name="intake:lists", icon="table-import", order=50, may=may_read))
        add_shortcut(
            Shortcut(
                label=_("Bring in a list"),
                url_name="intake:bring_in",
                icon="file-upload",
                permission=Permission.LIST_UPLOAD,
                order=20,
            )
        )
        KINDS["intake.ready"] = Kind(sentence=_ready, icon="eye-check")

    def examine(self):
        from saan.intake.examining import examine

        return examine()


def _ready(facts):
    from saan.shared import thai

    return _("%(name)s: %(rows)s rows are checked and wait for your word") % {
        **facts,
        "rows": thai.number(facts.get("rows", 0)),
    }
