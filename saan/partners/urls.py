from django.urls import path

from saan.partners.views import agreements, mandates, organisations

app_name = "partners"
urlpatterns = [
    path("", organisations.organisation_list, name="organisation_list"),
    path("add/", organisations.organisation_add, name="organisation_add"),
    path("suggest/", organisations.suggest, name="suggest"),
    path("agreements/", agreements.agreement_list, name="agreement_list"),
    path("agreements/add/", agreements.agreement_add, name="agreement_add"),
    path("agreements/<int:pk>/", agreements.agreement, name="agreement"),
    path("agreements/<int:pk>/answer/", agreements.agreement_answer, name="agreement_answer"),
    path("agreements/<int:pk>/end/", agreements.agreement_end, name="agreement_end"),
    path("duties/<int:pk>/end/", mandates.mandate_end, name="mandate_end"),
    path("map/<slug:code>/", organisations.partner_map, name="map"),
    path("of/<str:code>/", organisations.organisation, name="organisation"),
    path("of/<str:code>/edit/", organisations.organisation_edit, name="organisation_edit"),
    path("of/<str:code>/active/", organisations.organisation_active, name="organisation_active"),
    path("of/<str:code>/duties/add/", mandates.mandate_add, name="mandate_add"),
]
