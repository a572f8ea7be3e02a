from django.urls import path

from saan.visits.views import alerts, conflicts, files43, visits

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
