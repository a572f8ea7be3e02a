"""Bring the database up to date: migrate it and load what every installation needs.

Can be run at any time, on a new database and on an old one; a second run changes nothing. `saan serve` does it by
itself.
"""

import argparse


def add_arguments(parser):
    parser.add_argument("--demo", action="store_true", help="load the demo world too, unless it is there")


def run(args):
    from saan.runtime.environment import house

    with house():
        from saan.runtime.prepare import prepare

        prepare(say=lambda sentence: print(sentence, flush=True))
        if args.demo:
            from saan.commands import demo

            return demo.run(parse(demo))


def parse(command):
    """The options of another command when none are given."""
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return parser.parse_args([])
