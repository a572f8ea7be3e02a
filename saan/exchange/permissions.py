from enum import StrEnum


class Permission(StrEnum):
    KEY_MAKE = "exchange.key_make"
