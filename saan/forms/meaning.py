"""What the answers of one submission say about a person, whatever the form looks like: the tie is in the form's own
columns (`saan:measure`, `saan:role`, `saan:need`), so a new form needs no code."""

from dataclasses import dataclass, field


@dataclass
class Meaning:
    """What rooms above read of a submission.

    roles: role → what was answered, as text. observations: (measure code, number or None, text, band id or None).
    needs: {kind, whose, urgency, since, note}. photos: names of attachments.
    """

    person_uuid: str = ""
    visit_uuid: str = ""
    roles: dict = field(default_factory=dict)
    observations: list = field(default_factory=list)
    needs: list = field(default_factory=list)
    photos: list = field(default_factory=list)
