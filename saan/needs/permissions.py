from enum import StrEnum


class Permission(StrEnum):
    NEED_READ = "needs.read"
    NEED_RECORD = "needs.record"
    PLAN_EDIT = "needs.plan_edit"
