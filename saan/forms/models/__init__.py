"""Tables of the forms: what a form is, what its values mean, what arrived, and what it says."""

from .arriving import Attachment, DeviceKey, DeviceKeyQuerySet, Receipt, ReceiptState
from .library import Form, FormFile, FormOffer, FormOfferQuerySet, FormQuerySet, FormVersion, VersionState
from .measures import Band, Measure, Severity
from .submissions import Client, Submission, SubmissionQuerySet

__all__ = [
    "Attachment",
    "Band",
    "Client",
    "DeviceKey",
    "DeviceKeyQuerySet",
    "Form",
    "FormFile",
    "FormOffer",
    "FormOfferQuerySet",
    "FormQuerySet",
    "FormVersion",
    "Measure",
    "Receipt",
    "ReceiptState",
    "Severity",
    "Submission",
    "SubmissionQuerySet",
    "VersionState",
]
