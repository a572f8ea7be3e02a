from enum import StrEnum


class Permission(StrEnum):
    USER_READ = "accounts.user_read"
    USER_GRANT = "accounts.user_grant"
