from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from saan.shared.access import public
from saan.shared.errors import Refused
from saan.shared.forms import LookUp, PartialDateField
from saan.shared.styleguide import sample
from saan.shared.toasts import toast

PAGES = {
    "components": _("Components"),
    "place": _("Place"),
    "list": _("List"),
    "record": _("Record"),
    "decide": _("Decide"),
    "bring-in": _("Bring in"),
    "form": _("Form"),
    "empty": _("Empty"),
}


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Given name"), max_length=60)
    born = PartialDateField(label=_("Birth date"), help_text=_("In พ.ศ.; the year alone if no more is known."))
    area = forms.IntegerField(label=_("Place"), widget=LookUp("/styleguide/areas/", lambda pk: f"ต.ควนขนุน ({pk})"))
    sex = forms.ChoiceField(label=_("Sex"), choices=[("F", _("Female")), ("M", _("Male"))], widget=forms.RadioSelect)
    groups = forms.MultipleChoiceField(
        label=_("Groups"), choices=sample.GROUPS, widget=forms.CheckboxSelectMultiple, required=False
    )
    note = forms.CharField(label=_("Note"), widget=forms.Textarea, required=False)
    consent = forms.BooleanField(label=_("The person agrees that their data is shared with the hospital"))


@public("shows invented data only, and only while developing")
def page(request, name="components"):
    if not settings.DEBUG or name not in PAGES:
        raise Http404
    form = SampleForm(request.POST or None, initial={"area": 93020100})
    if form.is_valid():
        toast(request, _("Saved."), undo=request.path)
    context = {"form": form, "pages": PAGES.items(), "here": name, **sample.for_page(name)}
    return render(request, f"shared/styleguide/{name.replace('-', '_')}.html", context)


@public("answers with invented places only, and only while developing")
def areas(request):
    if not settings.DEBUG:
        raise Http404
    found = [option for option in sample.PLACES if request.GET.get("q", "") in option[1]]
    context = {"options": found, "name": request.GET.get("name", "area")}
    return render(request, "shared/forms/_options.html", context)


@public("answers with an invented progress only, and only while developing")
def progress(request):
    if not settings.DEBUG:
        raise Http404
    return render(request, "shared/_progress.html", {"progress": sample.running(request.GET.get("done", "0"))})


@public("does nothing, in two ways, and only while developing")
def deed(request):
    if not settings.DEBUG:
        raise Http404
    if request.POST.get("refuse"):
        raise Refused(_("This bed is lent already. Choose another."))
    toast(request, _("Saved."), undo=request.path)
    return HttpResponse("✓")
