"""Every address of the house, a room a line."""

from django.urls import include, path

from saan.exchange.urls import api_urls

urlpatterns = [
    path("", include("saan.accounts.urls")),
    path("account/", include("saan.accounts.sign_in_urls")),
    path("trail/", include("saan.audit.urls")),
    path("areas/", include("saan.areas.urls")),
    path("partners/", include("saan.partners.urls")),
    path("people/", include("saan.people.urls")),
    path("exchange/", include("saan.exchange.urls")),
    path("api/v1/", api_urls),
    path("work/", include("saan.worklist.urls")),
    path("", include("saan.portal.urls")),
    path("lists/", include("saan.intake.urls")),
    path("forms/", include("saan.forms.urls")),
    path("phones/", include("saan.forms.phone_urls")),
    path("openrosa/", include("saan.forms.openrosa.urls")),
    path("needs/", include("saan.needs.urls")),
    path("visits/", include("saan.visits.urls")),
    path("field/", include("saan.field.urls")),
    path("", include("saan.shared.urls")),
]

handler400 = "saan.shared.errors.bad_request"
handler403 = "saan.shared.errors.permission_denied"
handler404 = "saan.shared.errors.page_not_found"
handler500 = "saan.runtime.outage.server_error"
