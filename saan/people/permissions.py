from enum import StrEnum


class Permission(StrEnum):
    PERSON_READ = "people.read"
    PERSON_EDIT = "people.edit"
    PERSON_REVEAL = "people.reveal"
    PERSON_REVIEW = "people.review"
    PERSON_EXPORT = "people.export"
    LINKING_KEEP = "people.linking_keep"
    CONSENT_RECORD = "people.consent_record"
