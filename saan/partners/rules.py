"""What may be agreed and ended: pure decisions."""

from datetime import timedelta

from django.utils.translation import gettext as _

from saan.partners.models import AgreementState, LegalBasis, OrganisationKind
from saan.shared.errors import Refused

WARNING = timedelta(days=30)
LONGEST = timedelta(days=366 * 5)
ON_CONSENT_OR_DUTY = {"HEALTH", "DISABILITY"}  # PDPA s.26
NOT_FOR_SENSITIVE = {LegalBasis.CONTRACT}


def check_agreement(*, giver_id, receiver_id, groups, legal_basis, starts_on, ends_on):
    if giver_id == receiver_id:
        raise Refused(_("An agreement is between two different organisations."))
    if not groups:
        raise Refused(_("Choose at least one group of data."))
    if "REGISTRY" not in groups:
        raise Refused(_("The registry is the core that other groups hang on. Choose it too."))
    if ends_on < starts_on:
        raise Refused(_("The last day comes before the first day."))
    if ends_on - starts_on > LONGEST:
        raise Refused(_("An agreement runs for five years at most, then it is looked at again."))
    if legal_basis in NOT_FOR_SENSITIVE and ON_CONSENT_OR_DUTY & set(groups):
        raise Refused(_("Health and disability data cannot be shared on the basis of a contract (PDPA section 26)."))


def may_record(organisation, giver_id):
    """The giver gives; whoever keeps the platform writes down what was signed on paper."""
    return organisation is not None and (organisation.pk == giver_id or organisation.kind == OrganisationKind.PLATFORM)


def may_answer(organisation, agreement):
    return agreement.state == AgreementState.PROPOSED and may_record(organisation, agreement.giver_id)


def may_end(organisation, agreement, today):
    """Either side may end it, and the keeper of the platform."""
    sides = {agreement.giver_id, agreement.receiver_id}
    is_side = organisation is not None and (organisation.pk in sides or organisation.kind == OrganisationKind.PLATFORM)
    return is_side and agreement.state == AgreementState.AGREED and today <= agreement.last_day


def check_can_answer(agreement):
    if agreement.state != AgreementState.PROPOSED:
        raise Refused(_("This proposal has been answered already."))


def check_can_accept(agreement, today):
    if agreement.ends_on < today:
        raise Refused(_("The last day of this proposal has passed. Decline it; a new one can be proposed."))


def check_can_end(agreement, on, today):
    if agreement.state != AgreementState.AGREED or agreement.last_day < today:
        raise Refused(_("This agreement is not in force any more."))
    if on < today:
        raise Refused(_("An agreement cannot be ended in the past: what was seen until today was seen by right."))
    if on > agreement.last_day:
        raise Refused(_("It ends before that day already. An end can be brought forward, not put off."))


def expires_soon(agreement, today):
    """In force, with its last day within the next thirty days."""
    return agreement.state == AgreementState.AGREED and today <= agreement.last_day <= today + WARNING


def check_can_end_mandate(mandate, on):
    if mandate.ends_on and mandate.ends_on < on:
        raise Refused(_("This duty has ended already."))
    if on < mandate.starts_on:
        raise Refused(_("The last day comes before the first day."))
