"""Who may do what, on one screen. A role is held in an organisation and in areas (accounts.Assignment)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saan.accounts.permissions import Permission as Accounts
from saan.areas.permissions import Permission as Areas
from saan.audit.permissions import Permission as Audit
from saan.exchange.permissions import Permission as Exchange
from saan.intake.permissions import Permission as Intake
from saan.partners.permissions import Permission as Partners
from saan.people.permissions import Permission as People


@dataclass(frozen=True)
class Role:
    name: Promise
    permissions: frozenset[str]
    in_emergency: frozenset[str] = frozenset()  # what reaches further while emergency access is open


EVERYBODY = {Areas.AREA_READ, Partners.PARTNER_READ}
READER = EVERYBODY | {People.PERSON_READ}
CARER = READER | {People.PERSON_EDIT, People.CONSENT_RECORD, Accounts.EMERGENCY_OPEN}
OFFICER = CARER | {
    People.PERSON_REVEAL,
    People.PERSON_REVIEW,
    People.PERSON_EXPORT,
    Intake.LIST_READ,
    Intake.LIST_UPLOAD,
    Intake.LIST_COMMIT,
    Exchange.KEY_MAKE,
}
COORDINATOR = OFFICER | {Accounts.USER_READ, Accounts.USER_GRANT, Partners.PARTNER_EDIT, Areas.AREA_EDIT}

LOOKS = frozenset({People.PERSON_READ, Areas.AREA_READ})

ROLES = {
    "VOLUNTEER": Role(_("Volunteer"), frozenset(READER)),
    "CARE_WORKER": Role(_("Care worker"), frozenset(CARER), LOOKS),
    "DATA_OFFICER": Role(_("Data officer"), frozenset(OFFICER), LOOKS),
    "COORDINATOR": Role(_("Area coordinator"), frozenset(COORDINATOR | {Partners.AGREEMENT_EDIT}), LOOKS),
    "EXECUTIVE": Role(_("Executive"), frozenset(READER | {Intake.LIST_READ})),
    "DATA_PROTECTION_OFFICER": Role(
        _("Data protection officer"),
        frozenset(EVERYBODY | {Audit.AUDIT_READ, Accounts.USER_READ, Accounts.EMERGENCY_REVIEW}),
    ),
    "PLATFORM_ADMIN": Role(
        _("Platform administrator"),
        frozenset(
            EVERYBODY
            | {
                Areas.AREA_EDIT,
                Partners.PARTNER_EDIT,
                Partners.AGREEMENT_EDIT,
                Accounts.USER_READ,
                Accounts.USER_GRANT,
                Accounts.EMERGENCY_REVIEW,
                Audit.AUDIT_READ,
            }
        ),
    ),
}
