"""The URL table, flat."""

from dataclasses import dataclass

from django.urls import URLPattern, get_resolver


@dataclass(frozen=True)
class Address:
    """One line of the URL table: its name with namespaces, its whole route, what fills it in, and its view."""

    name: str
    route: str
    parameters: frozenset[str]
    view: object

    @property
    def access(self):
        return getattr(self.view, "access", None)

    def __str__(self):
        return self.name or self.route


def addresses():
    return list(_walk(get_resolver(), "", ""))


def _walk(resolver, route, namespace):
    for entry in resolver.url_patterns:
        below = route + str(entry.pattern)
        if isinstance(entry, URLPattern):
            name = f"{namespace}{entry.name}" if entry.name else ""
            yield Address(name, below, _parameters(entry, resolver), entry.callback)
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, below, inner)


def _parameters(entry, resolver):
    return frozenset(entry.pattern.regex.groupindex) | frozenset(getattr(resolver.pattern, "converters", {}))
