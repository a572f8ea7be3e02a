import re

from allauth.account.forms import LoginForm
from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from saan.accounts.actions import assignments
from saan.accounts.models import User
from saan.areas.fields import AreaField, AreasField
from saan.areas.models import Area
from saan.shared.forms import ThaiDateField
from saan.shared.thai import cid_holds

USERNAME = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]{2,59}\Z",
    _("Use 3 to 60 small Latin letters, digits, dots or dashes, for example somying.j"),
    flags=re.IGNORECASE,
)
PHONE = RegexValidator(r"^0\d{8,9}\Z", _("Type the number with its leading 0, for example 0812345678"))


def _digits(text):
    return re.sub(r"[\s.-]", "", text or "")


class SignInForm(LoginForm):
    """allauth's, without placeholders that repeat the label."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["password"].help_text = ""


class ProfileForm(forms.ModelForm):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = User
        fields = ("full_name", "phone", "email", "language")
        labels = {"full_name": _("Name and family name"), "phone": _("Telephone"), "email": _("E-mail")}

    def clean_phone(self):
        phone = _digits(self.cleaned_data["phone"])
        if phone:
            PHONE(phone)
        return phone


class UserForm(forms.Form):
    full_name = forms.CharField(label=_("Name and family name"), max_length=150)
    username = forms.CharField(
        label=_("Username"), max_length=60, validators=[USERNAME], help_text=_("What the person types to sign in")
    )
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)
    cid = forms.CharField(
        label=_("Citizen ID"),
        max_length=20,
        required=False,
        help_text=_("Only for signing in with ThaID. It is kept so that it can be compared, not read."),
    )

    clean_phone = ProfileForm.clean_phone

    def clean_cid(self):
        cid = _digits(self.cleaned_data["cid"])
        if cid and not cid_holds(cid):
            raise forms.ValidationError(_("This citizen ID does not add up. Check the 13 digits."))
        return cid or None


class FindUserForm(forms.Form):
    username = forms.CharField(label=_("Username"), max_length=60)


class GrantForm(forms.Form):
    """Only roles and areas that the giver could give are offered; whether they fit together the action decides."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    areas = AreasField(label=_("Areas"))
    until = ThaiDateField(
        label=_("Last day"),
        required=False,
        help_text=_("Leave it empty when the role has no end."),
    )

    def __init__(self, *args, by, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = _roles_that(by, organisation)
        self.fields["areas"].offer(areas_of(organisation))


def _roles_that(by, organisation):
    """Roles that could be given in some area of this organisation."""
    areas = list(areas_of(organisation))
    return [
        (code, role.name)
        for code, role in assignments.roles().items()
        if any(
            not assignments.lacking(role=code, organisation=organisation, areas=[area], until=_their_end(by), by=by)
            for area in areas
        )
    ]


def _their_end(by):
    ends = [a.ends_on for a in by.acting_assignments()]
    return None if None in ends else max(ends, default=None)


def areas_of(organisation):
    """The territory of an organisation and the areas right below, in the order of the tree."""
    own = organisation.areas.current().values("pk") if organisation else []
    return (Area.objects.current().filter(pk__in=own) | Area.objects.current().filter(parent__in=own)).order_by(
        "key", "-key_end"
    )


class EmergencyForm(forms.Form):
    area = AreaField(label=_("Area"), help_text=_("A district, a subdistrict or a village"))
    reason = forms.CharField(
        label=_("Why must you see these data now?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The data-protection officer reads this. Do not write names or citizen IDs."),
    )


class ReviewForm(forms.Form):
    finding = forms.CharField(
        label=_("What did you find?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: the visit was needed; or: the reason does not fit, talked to the person."),
    )
