"""Writes of the partners: organisations, what they answer for, what they let each other see."""

from saan.partners.actions.agreements import (
    accept_agreement,
    decline_agreement,
    end_agreement,
    propose_agreement,
    record_agreement,
    warn_of_expiry,
)
from saan.partners.actions.mandates import add_mandate, end_mandate
from saan.partners.actions.organisations import (
    activate_organisation,
    add_organisation,
    change_organisation,
    deactivate_organisation,
)

__all__ = [
    "accept_agreement",
    "activate_organisation",
    "add_mandate",
    "add_organisation",
    "change_organisation",
    "deactivate_organisation",
    "decline_agreement",
    "end_agreement",
    "end_mandate",
    "propose_agreement",
    "record_agreement",
    "warn_of_expiry",
]
