"""Say what is wrong with this installation, and how to mend it.

Looks at Python, disk, clock, keys, uploads, build, PostgreSQL, migrations, row-level security, sealed values and jobs.
Speaks Thai, or English where LANG (or LC_ALL) begins with en. Ends with 1 when there is a problem, else with 0.
"""


def add_arguments(parser):
    parser.add_argument("--quiet", action="store_true", help="say nothing of what is well")


def run(args):
    from saan.runtime.doctor import Level, examine

    has_problem = False
    for finding in examine():
        has_problem |= finding.level is Level.PROBLEM
        if finding.level is not Level.FINE or not args.quiet:
            print(finding, flush=True)
    return 1 if has_problem else 0
