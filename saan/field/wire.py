"""How answers look on the air: small, never kept by a browser, and the one word that empties a phone."""

import gzip
import hashlib
import json

import brotli
from django.http import HttpResponse, HttpResponseNotModified, JsonResponse

QUALITY = 9  # beyond it a part costs more time to make than it saves on the air


def said(request):
    """The words of a JSON body; none where it cannot be read, or holds what no text can: NUL, half a sign."""
    try:
        words = json.loads(request.body)
        text = json.dumps(words, ensure_ascii=False)
        text.encode()
    except (ValueError, RecursionError):
        return {}
    return words if isinstance(words, dict) and "\\u0000" not in text else {}


def packed(request, words):
    """The words as JSON, compressed as the phone can take it; 304 where it has them already."""
    body, etag = _json(words), _etag(words)
    if request.method == "GET" and request.headers.get("If-None-Match") == etag:
        return _unkept(HttpResponseNotModified(headers={"ETag": etag}))
    coding, body = _compressed(body, request.headers.get("Accept-Encoding", ""))
    response = HttpResponse(body, content_type="application/json; charset=utf-8", headers={"ETag": etag})
    response["Vary"] = "Accept-Encoding"
    if coding:
        response["Content-Encoding"] = coding
    return _unkept(response)


def _json(words):
    return json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()


def _etag(words):
    # Without the cursor: it moves with every transaction of the cluster, and an elder one tells the same.
    said = {name: word for name, word in words.items() if name != "cursor"}
    return f'"{hashlib.sha256(_json(said)).hexdigest()[:32]}"'


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
