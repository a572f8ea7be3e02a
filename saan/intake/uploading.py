"""An upload goes to disk sealed, as it arrives: nothing of it ever lies open in a temporary folder."""

from functools import wraps

from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers
from django.db import transaction
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from saan.shared.access import requires
from saan.shared.errors import Refused, error_page
from saan.shared.vault import SealedFile
from sheets import DEFAULT

MEGABYTE = 1 << 20
MAX_FILES = 20
MAX_TOGETHER = 4 * DEFAULT.file_bytes
ENVELOPE = MEGABYTE


class SealingUploadHandler(FileUploadHandler):
    """Hands on SealedFiles; of a file beyond the limit it keeps counting and no more."""

    chunk_size = MEGABYTE

    def __init__(self, request=None):
        super().__init__(request)
        self.arrived = []

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        if len(self.arrived) < MAX_FILES:
            self.arrived.append(SealedFile(self.file_name, "intake"))
        self.size = 0
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data, start):
        self.size += len(raw_data)
        if self.size <= DEFAULT.file_bytes:
            self.arrived[-1].write(raw_data)

    def file_complete(self, file_size):
        file = self.arrived[-1]
        file.close()
        file.size = self.size
        return file

    def upload_interrupted(self):
        self.drop_all()

    def drop_all(self):
        for file in self.arrived:
            file.drop()


def receives_files(permission):
    """Like `requires`, for a view that takes files.

    The body is read before the transaction opens, so that a slow line holds no connection in the middle of one, and
    only after we know who sends it.
    """

    def declare(view):
        inside = csrf_protect(transaction.atomic(requires(permission)(view)))

        @csrf_exempt
        @transaction.non_atomic_requests
        @wraps(view)
        def receiving(request, *args, **kwargs):
            if request.method != "POST" or not _may_send(request, permission):
                return inside(request, *args, **kwargs)
            if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_TOGETHER + ENVELOPE:
                return error_page(request, 413, too_big())
            handler = SealingUploadHandler(request)
            request.upload_handlers = [handler]
            try:
                return inside(request, *args, **kwargs)
            except MultiPartParserError as error:
                raise Refused(_("The files did not arrive whole. Nothing was kept; send them again."), 400) from error
            finally:
                handler.drop_all()

        receiving.access = permission
        return receiving

    return declare


def too_big():
    return _(
        "These files are too big: at most %(file)s MB for one file and %(together)s MB together. "
        "Split the list into smaller files and send them one by one."
    ) % {"file": DEFAULT.file_bytes // MEGABYTE, "together": MAX_TOGETHER // MEGABYTE}


def _may_send(request, permission):
    return request.user.is_authenticated and bool(request.user.reach(permission))
