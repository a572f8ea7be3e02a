"""Load the demo world: real places and kinds of partners, plainly invented people, brought in by the real import.

Founds the districts, towns and partners, makes an account for each role, writes the messy lists that agencies would
send, and brings them in one after the other, leaving some possible matches for you to decide. Run again, it only goes
on with what is missing. Never load it into an installation with real people.
"""


def add_arguments(parser):
    parser.add_argument("--accounts", action="store_true", help="only print the accounts one can sign in with")


def run(args):
    from saan.runtime.environment import house

    with house():
        from saan.demo.standing import is_loaded

        if not args.accounts and not is_loaded():
            from saan.demo.loading import load

            load(say=lambda sentence: print(sentence, flush=True))
        _print_accounts()
    return 0


def _print_accounts():
    from django.utils import translation

    from saan.demo.world import world
    from saan.roles import ROLES

    short_names = {each["code"]: each["short_name"] for each in world()["organisation"]}
    print(f"\nDemo accounts, all with the password {world()['password']}:")
    with translation.override("th"):
        for each in world()["user"]:
            print(f"  {each['username']:<20} {ROLES[each['role']].name} · {short_names[each['organisation']]}")
    print(flush=True)
