"""Run one of Django's management commands on the database of this installation.

For example: saan manage shell, saan manage createsuperuser, saan manage showmigrations
"""

import argparse


def add_arguments(parser):
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="COMMAND …", help="the command and its options")


def run(args):
    from saan.runtime.environment import house

    with house():
        from django.core.management import execute_from_command_line

        execute_from_command_line(["saan manage", *args.rest])
