from django.urls import path

from saan.needs.views import needs

app_name = "needs"
urlpatterns = [
    path("", needs.need_list, name="need_list"),
    path("of/<int:pk>/add/", needs.need_add, name="need_add"),
    path("<uuid:uuid>/", needs.need, name="need"),
    path("<uuid:uuid>/end/", needs.need_end, name="need_end"),
    path("<uuid:uuid>/reopen/", needs.need_reopen, name="need_reopen"),
]
