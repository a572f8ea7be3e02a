"""What a session means for the user of a request."""

from django.shortcuts import redirect

SESSION_KEY = "acting_organisation"
# What somebody with a temporary password can still do.
OPEN_PAGES = {"account_change_password", "account_logout", "set_language"}


class ActingOrganisationMiddleware:
    """Remembers, from the session, which organisation the user acts for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if SESSION_KEY in request.session and request.user.is_authenticated:
            request.user.chosen_organisation_id = request.session[SESSION_KEY]
        return self.get_response(request)


class TemporaryPasswordMiddleware:
    """A password that somebody else has read opens nothing but the page where it is changed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        is_open = request.resolver_match.url_name in OPEN_PAGES
        if not is_open and request.user.is_authenticated and request.user.must_change_password:
            return redirect("account_change_password")
        return None
