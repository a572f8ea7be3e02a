from django.urls import path
from django.views.i18n import set_language

from saan.shared.access import public
from saan.shared.styleguide import views as styleguide

urlpatterns = [
    path("language/", public("everybody may choose the language")(set_language), name="set_language"),
    path("styleguide/", styleguide.page, name="styleguide"),
    path("styleguide/areas/", styleguide.areas),
    path("styleguide/deed/", styleguide.deed),
    path("styleguide/progress/", styleguide.progress),
    path("styleguide/<slug:name>/", styleguide.page, name="styleguide_page"),
]
