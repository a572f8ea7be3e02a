from django.urls import path

from saan.accounts.views import emergencies, entrance, own, users

app_name = "accounts"
urlpatterns = [
    path("account/", own.profile, name="profile"),
    path("account/roles/", own.roles, name="roles"),
    path("account/devices/", own.devices, name="devices"),
    path("account/devices/end/", own.devices_end, name="devices_end"),
    path("account/organisation/", own.organisation_switch, name="organisation_switch"),
    path("account/choose-password/<uidb64>/<token>/", entrance.password_choose, name="password_choose"),
    path("emergency/", emergencies.emergency_open, name="emergency_open"),
    path("emergency/<int:pk>/close/", emergencies.emergency_close, name="emergency_close"),
    path("emergency/list/", emergencies.emergency_list, name="emergency_list"),
    path("emergency/<int:pk>/", emergencies.emergency_review, name="emergency_review"),
    path("users/", users.user_list, name="user_list"),
    path("users/add/", users.user_add, name="user_add"),
    path("users/find/", users.user_find, name="user_find"),
    path("users/<int:pk>/", users.user_detail, name="user_detail"),
    path("users/grant/<str:username>/", users.assignment_grant, name="assignment_grant"),
    path("users/<int:pk>/password/", users.user_password, name="user_password"),
    path("users/<int:pk>/close/", users.user_deactivate, name="user_deactivate"),
    path("users/<int:pk>/open/", users.user_reactivate, name="user_reactivate"),
    path("assignments/<int:pk>/revoke/", users.assignment_revoke, name="assignment_revoke"),
]
