"""Form fields that ask for places, for every room."""

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from saan.areas.finding import path_of
from saan.areas.models import Area
from saan.areas.queries import official_tree
from saan.shared.forms import LookUp


def label_of(code):
    """The words for a code that was chosen already."""
    area = Area.objects.filter(code=str(code)).first()
    return f"{area} {path_of(area)}".strip() if area else str(code)


class AreaField(forms.ModelChoiceField):
    """One place, looked up by name; posts its code."""

    def __init__(self, queryset=None, **options):
        widget = LookUp(reverse_lazy("areas:suggest"), label_of, placeholder=_("Type a name of a place"))
        queryset = Area.objects.current() if queryset is None else queryset
        options = {"label": _("Place"), "widget": widget, "to_field_name": "code", **options}
        super().__init__(queryset, **options)


class AreasWidget(forms.CheckboxSelectMultiple):
    """Places chosen so far and a few to offer, as ticks; one more by looking it up."""

    template_name = "areas/forms/areas.html"
    offered = ()

    def optgroups(self, name, value, attrs=None):
        """None: Django would read all places of the country to write a tick for each."""
        return []

    def get_context(self, name, value, attrs):
        context = super().get_context(name, None, attrs)
        chosen = {str(each) for each in value or []}
        tree = official_tree()
        areas = list(self.offered) + list(Area.objects.filter(code__in=chosen - {area.code for area in self.offered}))
        context["widget"] |= {
            "places": [(area.code, area.full_name, path_of(area, tree), area.code in chosen) for area in areas],
            "url": reverse_lazy("areas:suggest"),
        }
        return context


class AreasField(forms.ModelMultipleChoiceField):
    """Several places; `offer(areas)` puts ticks for the likely ones."""

    def __init__(self, queryset=None, **options):
        queryset = Area.objects.current() if queryset is None else queryset
        options = {"label": _("Places"), "widget": AreasWidget(), "to_field_name": "code", **options}
        super().__init__(queryset, **options)

    def offer(self, areas):
        self.widget.offered = list(areas)
