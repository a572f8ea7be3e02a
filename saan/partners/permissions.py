from enum import StrEnum


class Permission(StrEnum):
    PARTNER_READ = "partners.read"
    PARTNER_EDIT = "partners.edit"
    AGREEMENT_EDIT = "partners.agreement_edit"
