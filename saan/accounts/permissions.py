from enum import StrEnum


class Permission(StrEnum):
    USER_READ = "accounts.user_read"
    USER_GRANT = "accounts.user_grant"
    EMERGENCY_OPEN = "accounts.emergency_open"
    EMERGENCY_REVIEW = "accounts.emergency_review"
