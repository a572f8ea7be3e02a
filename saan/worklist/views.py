from django.shortcuts import render

from saan.shared.access import signed_in
from saan.worklist.hooks import KINDS
from saan.worklist.queries import my_work


@signed_in
def mine(request):
    """Everything that waits for the reader, by kind, the most pressing first."""
    only = request.GET.get("kind", "") if request.GET.get("kind") in KINDS else ""
    groups = my_work(request.user, only)
    return render(request, "worklist/mine.html", {
        "groups": groups, "only": only, "total": sum(group.total for group in groups),
        "overdue": sum(item.urgency == "OVERDUE" for group in groups for item in group.items),
    })  # fmt: skip
