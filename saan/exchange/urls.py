from django.urls import path

from saan.exchange import views
from saan.exchange.api import api, declare_access

app_name = "exchange"
urlpatterns = [
    path("keys/", views.key_list, name="key_list"),
    path("keys/<int:pk>/revoke/", views.key_revoke, name="key_revoke"),
]
api_urls = declare_access(api.urls)
