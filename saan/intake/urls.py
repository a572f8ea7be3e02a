from django.urls import path

from saan.intake.views import arriving, columns, deeds, preview

app_name = "intake"
urlpatterns = [
    path("", arriving.lists, name="lists"),
    path("bring-in/", arriving.bring_in, name="bring_in"),
    path("deliveries/<int:pk>/", preview.batch, name="batch"),
    path("deliveries/<int:pk>/progress/", preview.progress, name="progress"),
    path("deliveries/<int:pk>/columns/", columns.columns, name="columns"),
    path("deliveries/<int:pk>/problems.xlsx", preview.problem_book, name="problem_book"),
    path("deliveries/<int:pk>/headings/", deeds.headings, name="headings"),
    path("deliveries/<int:pk>/mend/", deeds.mend, name="mend"),
    path("deliveries/<int:pk>/unmend/", deeds.unmend, name="unmend"),
    path("deliveries/<int:pk>/back/", deeds.back, name="back"),
    path("deliveries/<int:pk>/commit/", deeds.commit, name="commit"),
    path("deliveries/<int:pk>/undo/", deeds.undo, name="undo"),
    path("deliveries/<int:pk>/retry/", deeds.retry, name="retry"),
    path("deliveries/<int:pk>/discard/", deeds.discard, name="discard"),
]
