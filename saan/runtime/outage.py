"""What the web answers while the database is away or the disk is full: 503 and when to come back, instead of 500."""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse

from saan.shared.errors import error_page, is_pause
from saan.shared.errors import server_error as other_error

log = logging.getLogger(__name__)

RETRY_SECONDS = 2
# For when even the page needs the database that is away.
BARE = """<!doctype html><html lang="th"><meta charset="utf-8"><title>503</title>
<h1>ระบบพักชั่วคราว ข้อมูลทั้งหมดปลอดภัย</h1><p>รอสักครู่แล้วเปิดหน้านี้อีกครั้ง</p>
<p lang="en">The system is away for a moment; all data is safe. Wait and open this page again.</p></html>"""


def server_error(request):
    """handler500: where the database or the disk does not work, it is a pause."""
    # Wherever it rose, in a view or in a middleware, Django calls this while handling it.
    error = sys.exc_info()[1]
    if not is_pause(error):
        return other_error(request)
    log.warning("No database or no room for %s: %s", request.path, error)
    response = _page(request)
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response


def _page(request):
    try:
        return error_page(request, 503)
    except (OperationalError, InterfaceError):
        return HttpResponse(BARE, status=503)
