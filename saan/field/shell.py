"""The field app as one thing of one version: its page, and every file it needs, told by what is in them."""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext, override

from saan.field.words import WORDS

BUILT = "saan/field"
ASKED_FOR_BY_CODE = ("chunks/",)  # the code names them as they were built, without Django's hash in the name


def page():
    """The one page of the app, the same for everybody: it is kept on phones and knows nobody."""
    with override("th"):
        return render_to_string("field/shell.html", {"words": {word: gettext(word) for word in WORDS}})


def service_worker():
    """The worker's code, behind the list of what it keeps."""
    return f"self.SHELL = {json.dumps(_shell())};\n{_built('sw.js').read_text(encoding='utf-8')}"


def is_built():
    return finders.find(f"{BUILT}/shell.json") is not None


def _shell():
    html = page()
    files = [{"url": reverse("field:shell"), "hash": _hash(html)}, *_files()]
    return {"version": _hash(json.dumps(files)), "page": reverse("field:shell"), "files": files}


@cache
def _files():
    listed = json.loads(_built("shell.json").read_text(encoding="utf-8"))["files"]
    return [{"url": _address(file["path"]), "hash": file["hash"], "engine": file["engine"]} for file in listed]


def _address(path):
    if path.startswith(ASKED_FOR_BY_CODE):
        return f"{settings.STATIC_URL}{BUILT}/{path}"
    return static(f"{BUILT}/{path}")


def _built(name):
    return Path(finders.find(f"{BUILT}/{name}"))


def _hash(text):
    return hashlib.sha256(text.encode()).hexdigest()[:16]
