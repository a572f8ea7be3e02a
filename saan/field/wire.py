"""How answers look on the air: small, never kept by a browser, and the one word that empties a phone."""

import gzip
import hashlib
import json

import brotli
from django.http import HttpResponse, HttpResponseNotModified, JsonResponse

QUALITY = 9  # beyond it a part costs more time to make than it saves on the air


def packed(request, words):
    """The words as JSON, compressed as the phone can take it; 304 where it has them already."""
    body = json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if request.method == "GET" and request.headers.get("If-None-Match") == etag:
        return _unkept(HttpResponseNotModified(headers={"ETag": etag}))
    coding, body = _compressed(body, request.headers.get("Accept-Encoding", ""))
    response = HttpResponse(body, content_type="application/json; charset=utf-8", headers={"ETag": etag})
    response["Vary"] = "Accept-Encoding"
    if coding:
        response["Content-Encoding"] = coding
    return _unkept(response)


def wipe():
    """To whoever holds a key that opens nothing any more."""
    return _unkept(JsonResponse({"wipe": True}, status=403))


def _unkept(response):
    response["Cache-Control"] = "no-store"
    return response


def _compressed(body, accepted):
    if "br" in (word.split(";")[0].strip() for word in accepted.split(",")):
        return "br", brotli.compress(body, quality=QUALITY)
    return ("gzip", gzip.compress(body, 6)) if "gzip" in accepted else ("", body)
