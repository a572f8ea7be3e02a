"""What the trail says of lists that come in."""

from django.utils.translation import gettext_lazy as _

from saan.audit import hooks


def declare():
    hooks.VERBS |= {
        "intake.batch.received": _("sent the file %(file)s"),
        "intake.batch.sample_read": _("looked at samples of a delivery to say what its columns mean"),
        "intake.batch.columns_chosen": _("said what the columns of a delivery mean"),
        "intake.batch.headings_chosen": _("said in which row the headings of a delivery stand"),
        "intake.batch.rows_read": _("looked at %(shown)s rows of a delivery"),
        "intake.batch.problems_exported": _("took along the problems of a delivery as an Excel file"),
        "intake.batch.mended": _("had all values of one kind of a delivery read anew"),
        "intake.batch.unmended": _("took back how values of a delivery were read anew"),
        "intake.batch.commit_begun": _("had %(rows)s rows of a delivery brought into the registry"),
        "intake.batch.undo_begun": _("had a delivery taken back"),
        "intake.batch.retried": _("had the step of a delivery that stopped tried once more"),
        "intake.batch.discarded": _("put a delivery away"),
    }
    hooks.SUBJECTS["intake.batch"] = _named


def _named(pks):
    from saan.intake.models import Batch

    batches = Batch.objects.filter(pk__in=list(pks)).select_related("source_list")
    return {batch.pk: hooks.Named(batch.source_list.name, batch.get_absolute_url()) for batch in batches}
