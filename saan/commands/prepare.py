"""Bring the database up to date: migrate it and load what every installation needs.

Can be run at any time, on a new database and on an old one; a second run changes nothing. `saan serve` does it by itself.
"""


def add_arguments(parser):
    pass


def run(args):
    from saan.runtime.environment import house

    with house():
        from saan.runtime.prepare import prepare

        prepare(say=lambda sentence: print(sentence, flush=True))
