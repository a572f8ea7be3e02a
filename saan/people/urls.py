from django.urls import path

from saan.people.views import edits, exports, learning, lists, records, reviews

app_name = "people"
urlpatterns = [
    path("", lists.person_list, name="person_list"),
    path("counts/", lists.person_counts, name="person_counts"),
    path("export/<slug:kind>/", exports.person_export, name="person_export"),
    path("add/", edits.person_add, name="person_add"),
    path("add/known/", edits.person_known, name="person_known"),
    path("matches/", reviews.match_list, name="match_list"),
    path("matches/learning/", learning.learning, name="learning"),
    path("matches/learning/forget/", learning.learning_forget, name="learning_forget"),
    path("matches/<int:pk>/", reviews.match, name="match"),
    path("matches/<int:pk>/decide/", reviews.match_decide, name="match_decide"),
    path("matches/<int:pk>/undo/", reviews.match_undo, name="match_undo"),
    path("merges/<int:pk>/undo/", reviews.unmerge, name="unmerge"),
    path("households/<int:pk>/", records.household, name="household"),
    path("choices/<int:pk>/undo/", edits.choice_undo, name="choice_undo"),
    path("consents/<int:pk>/withdraw/", edits.consent_withdraw, name="consent_withdraw"),
    path("<int:pk>/", records.person, name="person"),
    path("<int:pk>/reveal/", records.person_reveal, name="person_reveal"),
    path("<int:pk>/edit/", edits.person_edit, name="person_edit"),
    path("<int:pk>/pick/", edits.value_pick, name="value_pick"),
    path("<int:pk>/move/", edits.person_move, name="person_move"),
    path("<int:pk>/death/", edits.person_death, name="person_death"),
    path("<int:pk>/consent/", edits.consent_add, name="consent_add"),
    path("<int:pk>/merge/", reviews.person_merge, name="person_merge"),
]
