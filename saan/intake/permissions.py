from enum import StrEnum


class Permission(StrEnum):
    LIST_READ = "intake.read"
    LIST_UPLOAD = "intake.upload"
    LIST_COMMIT = "intake.commit"
