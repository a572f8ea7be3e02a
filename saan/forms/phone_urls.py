from django.urls import path

from saan.forms import phones

app_name = "phones"
urlpatterns = [
    path("", phones.phone_list, name="list"),
    path("organisation/", phones.organisation_phones, name="organisation"),
    path("<int:pk>/revoke/", phones.phone_revoke, name="revoke"),
]
