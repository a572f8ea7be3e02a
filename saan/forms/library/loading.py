"""What the library holds comes into the tables, at every start of the house and only as far as it is new."""

from saan.forms.library import catalogue
from saan.forms.measures import add_measures


def load(say):
    measures, bands = add_measures(catalogue.measures(), catalogue.bands())
    if measures or bands:
        say(f"Measures: {measures} added, with {bands} bands")
