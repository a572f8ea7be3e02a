"""Citizen IDs on a page: masked until somebody says why they must see one, and then written down."""

from django.db import transaction
from django.utils.translation import gettext as _

from saan.audit import actions as audit
from saan.people.evidence import CID
from saan.shared.crypto import unseal
from saan.shared.errors import Refused
from saan.shared.thai.numbers import cid_grouped, cid_masked


def masked(sealed):
    """Enough to compare with a card in one's hand, and no more."""
    return cid_masked(unseal(sealed, CID))


@transaction.atomic
def reveal(person, sealed, *, by, at, purpose):
    """The ID in full, for a purpose; who saw it is written down. `sealed`: as queries.person_view showed it."""
    if not purpose.strip():
        raise Refused(_("Please say what the citizen ID is needed for."))
    audit.record_read("people.cid.revealed", person, by=by, at=at, purpose=purpose)
    return cid_grouped(unseal(sealed, CID))
