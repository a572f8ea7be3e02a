from django.urls import path

from saan.areas.views import editing, place

app_name = "areas"
urlpatterns = [
    path("", place.index, name="index"),
    path("choose/", place.choose, name="choose"),
    path("suggest/", place.suggest, name="suggest"),
    path("<slug:code>/", place.area, name="area"),
    path("<slug:code>/add/", editing.add, name="add"),
    path("<slug:code>/rename/", editing.rename, name="rename"),
    path("<slug:code>/split/", editing.split, name="split"),
    path("<slug:code>/close/", editing.close, name="close"),
    path("<slug:code>/outline/", editing.outline, name="outline"),
    path("<slug:code>/villages/", editing.village_list, name="village_list"),
]
