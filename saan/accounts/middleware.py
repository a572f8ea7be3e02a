"""Remembers, from the session, which organisation the user acts for."""

SESSION_KEY = "acting_organisation"


class ActingOrganisationMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if SESSION_KEY in request.session and request.user.is_authenticated:
            request.user.chosen_organisation_id = request.session[SESSION_KEY]
        return self.get_response(request)
