"""What a phone needs before it knows anybody: the page, the service worker, and how the app is installed."""

from django.http import HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from saan.field import shell as app
from saan.shared.access import public
from saan.shared.errors import error_page
from saan.shared.security import csp_override

SAME_FOR_ALL = "the same for everybody; what it shows lives encrypted on the phone"


@public(SAME_FOR_ALL)
@require_safe
@ensure_csrf_cookie
# The form engine reads XPath with WebAssembly; what was recorded is played before it is sent.
@csp_override({"script-src": ["'wasm-unsafe-eval'"], "media-src": ["'self'", "blob:"]})
def shell(request):
    return HttpResponse(app.page()) if app.is_built() else error_page(request, 503)


@public(SAME_FOR_ALL)
@require_safe
def service_worker(request):
    if not app.is_built():
        return error_page(request, 503)
    return HttpResponse(app.service_worker(), "text/javascript", headers={"Cache-Control": "no-cache"})


@public(SAME_FOR_ALL)
@require_safe
def manifest(request):
    with override("th"):
        return JsonResponse(_manifest(), content_type="application/manifest+json")


def _manifest():
    sizes = (("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"))
    return {
        "name": _("Saan: home visits"),
        "short_name": _("Saan"),
        "lang": "th",
        "start_url": reverse("field:shell"),
        "scope": reverse("field:shell"),
        "display": "standalone",
        "background_color": "#faf8f3",
        "theme_color": "#17626a",
        "icons": [
            {"src": static(f"field/icon-{size[:3]}.png"), "sizes": size, "type": "image/png", "purpose": purpose}
            for size, purpose in sizes
        ],
    }
