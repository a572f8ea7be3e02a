from django.urls import path

from saan.forms.views import answers, filling, library, measures, receipts

app_name = "forms"
urlpatterns = [
    path("", library.form_list, name="form_list"),
    path("bring-in/", library.bring_in, name="bring_in"),
    path("<int:pk>/", library.form, name="form"),
    path("<int:pk>/offer/", library.form_offer, name="form_offer"),
    path("offers/<int:pk>/withdraw/", library.offer_withdraw, name="offer_withdraw"),
    path("versions/<int:pk>/publish/", library.version_publish, name="version_publish"),
    path("versions/<int:pk>/close/", library.version_close, name="version_close"),
    path("versions/<int:pk>/add-files/", library.version_files, name="version_files"),
    path("versions/<int:pk>/workbook/", library.version_workbook, name="version_workbook"),
    path("versions/<int:pk>/try/", filling.version_try, name="version_try"),
    path("versions/<int:pk>/xform.xml", filling.version_xform, name="version_xform"),
    path("versions/<int:pk>/files/<str:name>", filling.version_file, name="version_file"),
    path("<int:pk>/fill/", filling.fill, name="fill"),
    path("<int:pk>/send/", filling.send, name="send"),
    path("<int:pk>/answers/", answers.answer_list, name="answer_list"),
    path("<int:pk>/answers/export.<str:kind>", answers.answer_export, name="answer_export"),
    path("answers/<uuid:uuid>/", answers.answer, name="answer"),
    path("answers/<uuid:uuid>/count/", answers.answer_count, name="answer_count"),
    path("attachments/<uuid:uuid>/", answers.attachment, name="attachment"),
    path("receipts/", receipts.receipt_list, name="receipt_list"),
    path("receipts/<int:pk>/", receipts.receipt, name="receipt"),
    path("receipts/<int:pk>/decide/", receipts.receipt_decide, name="receipt_decide"),
    path("measures/", measures.measure_list, name="measure_list"),
    path("measures/<str:code>/", measures.measure, name="measure"),
    path("measures/<str:code>/change/", measures.cutoffs_change, name="cutoffs_change"),
]
