from enum import StrEnum


class Permission(StrEnum):
    AUDIT_READ = "audit.read"
