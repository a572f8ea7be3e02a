"""What may become of a version. Decides and does nothing else."""

from django.utils.translation import gettext as _

from saan.forms.models import VersionState as State
from saan.forms.permissions import Permission
from saan.shared.errors import Refused

MOVES = {State.DRAFT: {State.PUBLISHED}, State.PUBLISHED: {State.CLOSED}, State.CLOSED: set()}

# Lists that the house fills in for whoever opens the form; nobody uploads them.
HOUSE_FILES = ("persons.csv", "bands.csv")


def check_move(before, after):
    if after not in MOVES[State(before)]:
        raise Refused(
            _("This version was closed. Upload the form again with a new version number.")
            if before == State.CLOSED
            else _("This version is published already.")
            if before == State.PUBLISHED
            else _("This version is still a draft; there is nothing to close.")
        )


def missing_files(wanted, present):
    """Names of files that the form asks for and nobody has given."""
    given = {*present, *HOUSE_FILES}
    return [name for name in wanted if name not in given]


def check_same(known_md5, known_state, md5, version):
    """The same version with the same content is the same; a draft may be put right; what was published stays."""
    if known_md5 != md5 and known_state != State.DRAFT:
        raise Refused(
            _(
                "Version %(version)s of this form was published before with other content. "
                "Give the changed form a new version in the settings sheet and upload it again. Nothing was changed."
            )
            % {"version": version}
        )


def owner_for(user):
    """Whose form it becomes when this user brings one in: None is Saan's own library, kept by the platform's own."""
    return None if user.answers_for_the_platform(Permission.FORM_EDIT) else user.acting_organisation


def may_edit(user, form):
    owner = owner_for(user)
    return Permission.FORM_EDIT in user.permissions() and form.organisation_id == (owner.pk if owner else None)
