from enum import StrEnum


class Permission(StrEnum):
    AREA_READ = "areas.read"
    AREA_EDIT = "areas.edit"
