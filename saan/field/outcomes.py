"""What became of the answers that a phone has sent."""

from saan.forms.asides import sentence
from saan.forms.models import Receipt, ReceiptState

TOLD = 50
# Of several contents under one id, what a human has to look at is told first.
WEIGHT = {state: place for place, state in enumerate(("CONFLICT", "ASIDE", "WAITING", "LANDED", "DISCARDED"))}


def outcomes(device, asked):
    """Instance id → {state, error}, for the ids asked about or the device's last ones."""
    told = {}
    for receipt in sorted(_receipts(device, asked), key=lambda one: -WEIGHT[one.state]):
        told[receipt.instance_id] = _outcome(receipt)
    return {instance_id: told.get(instance_id, {"state": "unknown"}) for instance_id in (asked or told)}


def _receipts(device, asked):
    ours = Receipt.objects.filter(organisation=device.organisation).exclude(instance_id="").defer("body_sealed")
    if asked is None:
        return ours.filter(device=device).order_by("-pk")[:TOLD]
    return ours.filter(user=device.user, instance_id__in=asked)


def _outcome(receipt):
    said = {"state": receipt.state.lower()}
    if receipt.state in (ReceiptState.ASIDE, ReceiptState.CONFLICT):
        said["error"] = str(sentence(receipt.error_code or receipt.state))
    return said
