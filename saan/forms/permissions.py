from enum import StrEnum


class Permission(StrEnum):
    FORM_READ = "forms.read"
    FORM_EDIT = "forms.edit"
    MEASURE_EDIT = "forms.measure_edit"
    SUBMISSION_SEND = "forms.send"
    SUBMISSION_READ = "forms.submission_read"
    SUBMISSION_EXPORT = "forms.submission_export"
    SUBMISSION_DECIDE = "forms.submission_decide"
    DEVICE_KEEP = "forms.device_keep"
