from django.urls import path

from saan.visits.views import alerts, caseloads, conflicts, files43, visits

app_name = "visits"
urlpatterns = [
    path("", visits.visit_list, name="visit_list"),
    path("<uuid:uuid>/", visits.visit, name="visit"),
    path("of/<int:pk>/add/", visits.visit_add, name="visit_add"),
    path("of/<int:pk>/", visits.person_values, name="person_values"),
    path("alerts/", alerts.alert_list, name="alert_list"),
    path("alerts/<uuid:uuid>/", alerts.alert, name="alert"),
    path("alerts/<uuid:uuid>/answer/", alerts.alert_answer, name="alert_answer"),
    path("alerts/<uuid:uuid>/reopen/", alerts.alert_reopen, name="alert_reopen"),
    path("homes/", caseloads.my_homes, name="my_homes"),
    path("due/", caseloads.due_list, name="due_list"),
    path("coverage/", caseloads.place_coverage, name="coverage"),
    path("caseloads/", caseloads.caseload_list, name="caseload_list"),
    path("pairs/add/", caseloads.pair_add, name="pair_add"),
    path("pairs/<int:pk>/end/", caseloads.pair_end, name="pair_end"),
    path("pairs/<int:pk>/restore/", caseloads.pair_restore, name="pair_restore"),
    path("charges/add/", caseloads.charge_add, name="charge_add"),
    path("charges/of/<int:pk>/", caseloads.charge_add_person, name="charge_add_person"),
    path("charges/<int:pk>/end/", caseloads.charge_end, name="charge_end"),
    path("charges/<int:pk>/restore/", caseloads.charge_restore, name="charge_restore"),
    path("conflicts/", conflicts.conflict_list, name="conflict_list"),
    path("conflicts/<int:pk>/", conflicts.conflict, name="conflict"),
    path("conflicts/<int:pk>/decide/", conflicts.conflict_decide, name="conflict_decide"),
    path("conflicts/<int:pk>/reopen/", conflicts.conflict_reopen, name="conflict_reopen"),
    path("files43/", files43.files43, name="files43"),
    path("files43/check/", files43.files43_check, name="files43_check"),
    path("files43/checked/", files43.files43_checked, name="files43_checked"),
    path("files43/checked/problems/", files43.files43_problems, name="files43_problems"),
    path("files43/<str:code>/<str:period>/zip/", files43.files43_zip, name="files43_zip"),
    path("files43/<str:code>/<str:period>/left/", files43.files43_left, name="files43_left"),
]
