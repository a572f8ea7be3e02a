"""Addresses of the wire: with the key of a phone, and without one for Basic authentication."""

from django.urls import include, path

from saan.forms.openrosa import sending, views

app_name = "openrosa"
_wire = [
    path("formList", views.form_list, name="form_list"),
    path("forms/<str:code>/manifest", views.manifest, name="manifest"),
    path("forms/<str:code>/attachments/<path:name>", views.attachment, name="attachment"),
    path("forms/<str:code>.xml", views.form, name="form"),
    path("datasets/<str:dataset>/integrity", views.integrity, name="integrity"),
    path("submission", sending.submission, name="submission"),
]
_plain = [path(pattern.pattern._route, pattern.callback, name=f"basic_{pattern.name}") for pattern in _wire]
urlpatterns = [
    *_plain,
    path("<str:key>/", include([*_wire, path("<path:rest>", views.nothing_here, name="nothing")])),
    path("<str:key>", views.nothing_here, name="base"),
]
