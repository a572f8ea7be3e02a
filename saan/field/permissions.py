from enum import StrEnum


class Permission(StrEnum):
    FIELD_USE = "field.use"
