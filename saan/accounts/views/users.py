"""Users and their roles."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saan.accounts.actions import assignments, users
from saan.accounts.forms import FindUserForm, GrantForm, UserForm
from saan.accounts.models import Assignment, User
from saan.accounts.permissions import Permission
from saan.audit import actions as audit
from saan.partners.models import Organisation
from saan.shared.access import requires
from saan.shared.errors import Refused
from saan.shared.forms import refusal_on
from saan.shared.paging import page_of
from saan.shared.toasts import toast


@requires(Permission.USER_READ)
def user_list(request):
    words = request.GET.get("q", "").strip()[:100]
    found = User.objects.visible_to(request.user, Permission.USER_READ)
    if words:
        found = found.filter(Q(full_name__icontains=words) | Q(username__icontains=words.lower()) | Q(phone=words))
    page = page_of(found.order_by("full_name", "pk"), request.GET.get("at"))
    context = {
        "page": page,
        "rows": _with_roles(page.rows, request.user),
        "words": words,
        "may_add": _may_grant(request),
    }
    return render(request, "accounts/user_list.html", context)


@requires(Permission.USER_GRANT)
def user_add(request):
    form = UserForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusal_on(form):
            user = users.create_user(by=request.user, at=timezone.now(), **form.cleaned_data)
            toast(request, _("The account is made. Now give it a role and a way to sign in."))
            return redirect("accounts:user_detail", user.pk)
    return render(request, "accounts/user_add.html", {"form": form})


@requires(Permission.USER_GRANT)
def user_find(request):
    """Somebody with an account elsewhere, or without any role yet: by the exact username, never by browsing."""
    form = FindUserForm(request.GET or None)
    if form.is_valid():
        user = User.objects.filter(username=form.cleaned_data["username"].lower(), is_active=True).first()
        if user:
            return redirect("accounts:assignment_grant", user.username)
        form.add_error("username", _("Nobody has this username. Check it letter by letter."))
    return render(request, "accounts/user_find.html", {"form": form})


@requires(Permission.USER_READ)
def user_detail(request, pk):
    user = _visible(request, pk)
    audit.record_read("accounts.user.read", user, by=request.user, at=timezone.now())
    context = {"somebody": user, "held": _held(user, request.user), "may_grant": _may_grant(request)}
    return render(request, "accounts/user_detail.html", context)


@requires(Permission.USER_GRANT)
def assignment_grant(request, username):
    """By username, not by number: who is not in one's reach is found by whoever knows it, and cannot be browsed."""
    user = get_object_or_404(User, username=username, is_active=True)
    organisation = _organisation_to_grant_for(request)
    form = GrantForm(request.POST if request.method == "POST" else None, by=request.user, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        with refusal_on(form):
            given = form.cleaned_data
            assignments.grant(
                user=user,
                role=given["role"],
                organisation=organisation,
                areas=given["areas"],
                until=given["until"],
                by=request.user,
                at=timezone.now(),
            )
            toast(request, _("The role is given. It counts from the next page on."))
            is_seen = User.objects.visible_to(request.user, Permission.USER_READ).filter(pk=user.pk).exists()
            return redirect("accounts:user_detail", user.pk) if is_seen else redirect("accounts:user_list")
    context = {"form": form, "somebody": user, "organisation": organisation, "organisations": _organisations(request)}
    return render(request, "accounts/assignment_grant.html", context)


@requires(Permission.USER_GRANT)
@require_POST
def assignment_revoke(request, pk):
    assignment = get_object_or_404(Assignment.objects.select_related("user"), pk=pk)
    _visible(request, assignment.user_id, Permission.USER_GRANT)
    assignments.revoke(assignment=assignment, by=request.user, at=timezone.now())
    toast(request, _("The role is taken away."))
    return redirect("accounts:user_detail", assignment.user_id)


@requires(Permission.USER_GRANT)
@require_POST
def user_password(request, pk):
    """A temporary password or a link, shown once."""
    user = _governed(request, pk)
    at = timezone.now()
    if request.POST.get("how") == "link":
        link = request.build_absolute_uri(users.make_password_link(user=user, by=request.user, at=at))
        return render(request, "accounts/user_password.html", {"somebody": user, "link": link})
    password = users.give_temporary_password(user=user, by=request.user, at=at)
    return render(request, "accounts/user_password.html", {"somebody": user, "password": password})


@requires(Permission.USER_GRANT)
@require_POST
def user_deactivate(request, pk):
    user = _governed(request, pk)
    users.deactivate(user=user, by=request.user, at=timezone.now())
    toast(request, _("The account is closed, and signed out everywhere."))
    return redirect("accounts:user_detail", user.pk)


@requires(Permission.USER_GRANT)
@require_POST
def user_reactivate(request, pk):
    user = _governed(request, pk)
    users.reactivate(user=user, by=request.user, at=timezone.now())
    toast(request, _("The account is open again."))
    return redirect("accounts:user_detail", user.pk)


def _visible(request, pk, permission=Permission.USER_READ):
    return get_object_or_404(User.objects.visible_to(request.user, permission), pk=pk)


def _governed(request, pk):
    """Somebody all of whose rights one could give oneself: else a helper could take over an administrator."""
    user = _visible(request, pk, Permission.USER_GRANT)
    if user == request.user:
        raise Refused(_("For your own account use the pages under your name."), 403)
    for held in user.assignments_in_force():
        areas = held.areas.all()
        if held.role not in assignments.roles():
            continue
        if assignments.lacking(
            role=held.role, organisation=held.organisation, areas=areas, until=timezone.localdate(), by=request.user
        ):
            raise Refused(_("This user holds rights that you could not give. Ask a platform administrator."), 403)
    return user


def _held(user, by):
    table = assignments.roles()
    shown = user.assignments.select_related("organisation", "granted_by", "revoked_by").prefetch_related("areas")
    if not by.answers_for_the_platform(Permission.USER_READ):
        shown = shown.filter(organisation_id=by.acting_organisation_id)
    in_force = {a.pk for a in user.assignments_in_force()}
    return [(a, table[a.role].name if a.role in table else a.role, a.pk in in_force) for a in shown.order_by("-pk")]


def _with_roles(rows, by):
    table = assignments.roles()
    held = Assignment.objects.in_force(timezone.localdate()).filter(user__in=rows).select_related("organisation")
    if not by.answers_for_the_platform(Permission.USER_READ):
        held = held.filter(organisation_id=by.acting_organisation_id)
    by_user = {}
    for assignment in held.order_by("pk"):
        if assignment.role in table:
            by_user.setdefault(assignment.user_id, []).append((table[assignment.role].name, assignment.organisation))
    return [(user, by_user.get(user.pk, [])) for user in rows]


def _may_grant(request):
    return bool(request.user.reach(Permission.USER_GRANT))


def _organisations(request):
    if not request.user.answers_for_the_platform(Permission.USER_GRANT):
        return []
    return Organisation.objects.filter(is_active=True).order_by("sort_key", "pk")


def _organisation_to_grant_for(request):
    wanted = request.GET.get("organisation", "")
    is_number = wanted.isdecimal() and len(wanted) < 19
    if not request.user.answers_for_the_platform(Permission.USER_GRANT) or not is_number:
        return request.user.acting_organisation
    found = Organisation.objects.filter(pk=int(wanted)).prefetch_related("areas").first()
    if found is None:
        raise Http404
    return found
