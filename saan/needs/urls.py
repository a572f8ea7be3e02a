from django.urls import path

from saan.needs.views import needs, plans

app_name = "needs"
urlpatterns = [
    path("", needs.need_list, name="need_list"),
    path("of/<int:pk>/add/", needs.need_add, name="need_add"),
    path("plans/of/<int:pk>/add/", plans.plan_add, name="plan_add"),
    path("plans/<int:pk>/", plans.plan, name="plan"),
    path("plans/<int:pk>/add/", plans.activity_add, name="activity_add"),
    path("plans/<int:pk>/close/", plans.plan_close, name="plan_close"),
    path("plans/<int:pk>/reopen/", plans.plan_reopen, name="plan_reopen"),
    path("activities/<uuid:uuid>/done/", plans.activity_done, name="activity_done"),
    path("activities/<uuid:uuid>/cancel/", plans.activity_cancel, name="activity_cancel"),
    path("activities/<uuid:uuid>/undo/", plans.activity_undo, name="activity_undo"),
    path("<uuid:uuid>/", needs.need, name="need"),
    path("<uuid:uuid>/end/", needs.need_end, name="need_end"),
    path("<uuid:uuid>/reopen/", needs.need_reopen, name="need_reopen"),
]
