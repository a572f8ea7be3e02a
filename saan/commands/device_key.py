"""Make a key for a phone of USER and print its address, for ODK Collect or any other client of OpenRosa.

The address is all that is printed on standard output: enter it in Collect as the server's URL; no user name or password
is asked for. Whoever has it can fill in forms as USER until the key is revoked on the page "Phones". The origin is the
first of SAAN_ORIGINS, else http://localhost and PORT; say another with --origin.
"""

import os
import sys


def add_arguments(parser):
    parser.add_argument("user", metavar="USER", help="user name, for instance volunteer in the demo world")
    parser.add_argument("--organisation", metavar="CODE", help="where USER works for several")
    parser.add_argument(
        "--name", default="saan device-key", help="what the key is called in lists (default: %(default)s)"
    )
    parser.add_argument("--origin", default=_origin(), help="where phones reach Saan (default: %(default)s)")


def run(args):
    from saan.runtime.environment import house

    with house():
        print(f"{args.origin.rstrip('/')}/openrosa/{_key(args)}")
    return 0


def _origin():
    first = os.environ.get("SAAN_ORIGINS", "").split(",")[0]
    return first or f"http://localhost:{os.environ.get('PORT', 8000)}"


def _key(args):
    from django.utils import timezone

    from saan.accounts.models import User
    from saan.forms import devices
    from saan.runtime.errors import CannotRun

    user = User.objects.filter(username=args.user.lower(), is_active=True).first()
    if user is None:
        raise CannotRun(f"There is no active user {args.user}. In the demo world try: volunteer")
    organisation = _organisation(user, args.organisation)
    if organisation is None:
        raise CannotRun(f"{args.user} holds no role in {args.organisation or 'any organisation'}.")
    key, plain = devices.make_key(user=user, organisation=organisation, name=args.name, by="system", at=timezone.now())
    print(f"Key {key.pk} of {user} for {organisation}", file=sys.stderr)
    return plain


def _organisation(user, code):
    held = [assignment.organisation for assignment in user.assignments_in_force()]
    return next((one for one in held if code in (None, one.code)), None)
