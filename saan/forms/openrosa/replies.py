"""What every answer on the wire carries: without these headers Collect takes us for some other server."""

from email.utils import formatdate
from xml.sax.saxutils import escape, quoteattr

from django.http import HttpResponse

LARGEST_BODY = 32 << 20
# What we tell clients: above it Collect splits a submission; a single larger file may still come, up to LARGEST_BODY.
ADVISED_BODY = 10 << 20
XML = "text/xml; charset=utf-8"
RETRY_SECONDS = 5


class No(Exception):
    """The wire's no: a status of the contract and a sentence for whoever holds the phone."""

    def __init__(self, status, sentence, *, asks_for_password=False):
        super().__init__(sentence)
        self.status, self.sentence, self.asks_for_password = status, sentence, asks_for_password


def headers(status):
    pause = {"Retry-After": str(RETRY_SECONDS)} if status == 503 else {}
    return {
        **pause,
        "X-OpenRosa-Version": "1.0",
        "X-OpenRosa-Accept-Content-Length": str(ADVISED_BODY),
        "Date": formatdate(usegmt=True),
        "Content-Language": "th",
    }


def said(sentence, status, nature=""):
    """An OpenRosaResponse as bytes and its status."""
    return (
        '<OpenRosaResponse xmlns="http://openrosa.org/http/response" items="0">'
        f"<message nature={quoteattr(nature)}>{escape(str(sentence))}</message></OpenRosaResponse>"
    ).encode()


def headed(response):
    """With the headers of the wire."""
    for name, value in headers(response.status_code).items():
        response[name] = value
    return response


def reply(sentence, status, nature=""):
    return HttpResponse(said(sentence, status, nature), status=status, content_type=XML)


def refusal(_request, status, sentence):
    """The house's no, as the wire says it (errors.TONGUES)."""
    return headed(reply(sentence, status))


def document(text):
    return HttpResponse(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}', content_type=XML)


def element(tag, text):
    return f"<{tag}>{escape(text)}</{tag}>"
