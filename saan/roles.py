"""Who may do what, on one screen. A role is held in an organisation and in areas (accounts.Assignment)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saan.accounts.permissions import Permission as Accounts
from saan.areas.permissions import Permission as Areas
from saan.audit.permissions import Permission as Audit
from saan.exchange.permissions import Permission as Exchange
from saan.field.permissions import Permission as Field
from saan.forms.permissions import Permission as Forms
from saan.intake.permissions import Permission as Intake
from saan.needs.permissions import Permission as Needs
from saan.partners.permissions import Permission as Partners
from saan.people.permissions import Permission as People
from saan.visits.permissions import Permission as Visits


@dataclass(frozen=True)
class Role:
    name: Promise
    permissions: frozenset[str]
    in_emergency: frozenset[str] = frozenset()  # what reaches further while emergency access is open


EVERYBODY = {Areas.AREA_READ, Partners.PARTNER_READ}
READER = EVERYBODY | {People.PERSON_READ, Visits.VISIT_READ, Needs.NEED_READ, Forms.FORM_READ}
VISITOR = READER | {Visits.VISIT_RECORD, Needs.NEED_RECORD, Forms.SUBMISSION_SEND, Field.FIELD_USE}
CARER = VISITOR | {
    People.PERSON_EDIT,
    People.CONSENT_RECORD,
    Accounts.EMERGENCY_OPEN,
    Forms.SUBMISSION_READ,
    Needs.PLAN_EDIT,
    Visits.ALERT_ANSWER,
}
OFFICER = CARER | {
    People.PERSON_REVEAL,
    People.PERSON_REVIEW,
    People.PERSON_EXPORT,
    Intake.LIST_READ,
    Intake.LIST_UPLOAD,
    Intake.LIST_COMMIT,
    Exchange.KEY_MAKE,
    Forms.SUBMISSION_EXPORT,
    Forms.SUBMISSION_DECIDE,
    Visits.VISIT_EXPORT,
}
COORDINATOR = OFFICER | {
    Accounts.USER_READ,
    Accounts.USER_GRANT,
    Partners.PARTNER_EDIT,
    Areas.AREA_EDIT,
    Forms.FORM_EDIT,
    Forms.DEVICE_KEEP,
    Visits.VISIT_ASSIGN,
}

LOOKS = frozenset({People.PERSON_READ, Visits.VISIT_READ, Areas.AREA_READ})

ROLES = {
    "VOLUNTEER": Role(_("Volunteer"), frozenset(VISITOR)),
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
                Forms.FORM_READ,
                Forms.FORM_EDIT,
                Forms.MEASURE_EDIT,
                People.LINKING_KEEP,
            }
        ),
    ),
}
