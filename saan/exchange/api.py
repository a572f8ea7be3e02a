"""The address book of the API; the operations stand in their own modules."""

from ninja import NinjaAPI

from saan.exchange.doors import EITHER

api = NinjaAPI(
    title="Saan",
    version="1",
    description="The registry for machines: the same rights as the pages, by key or by session.",
    auth=EITHER,
    docs_url=None,  # its page would load scripts from elsewhere; the OpenAPI document is enough
    urls_namespace="api",
)
api.add_router("", "saan.exchange.places.router")
api.add_router("", "saan.exchange.persons.router")


def declare_access(urls):
    """Write on each address of the API who may open it, as on the addresses of pages (tests/architecture)."""
    asked = {
        operation.view_func.__name__: operation.view_func.access
        for _prefix, router in api._routers
        for view in router.path_operations.values()
        for operation in view.operations
    }
    for pattern in urls[0]:
        pattern.callback.access = asked.get(pattern.name, "public: the description of the API holds no data")
    return urls
