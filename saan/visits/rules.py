"""What follows from dates and values: when a visit was, when the next is due, what alarms, what cannot both be."""

from datetime import timedelta

AHEAD = timedelta(minutes=10)  # clocks that nobody set wrong go astray by so much
LONGEST_WITHOUT_SIGNAL = timedelta(days=180)
NEVER_DUE = None
ELDER = "ELDER"


def moment(said, received):
    """(when it happened, whether the clock that says so can be wrong). Never later than it was received."""
    if said is None:
        return received, False
    if received - LONGEST_WITHOUT_SIGNAL <= said <= received + AHEAD:
        return min(said, received), False
    return received, True


def rhythm_of(groups, is_elder, days_of):
    """The most frequent rhythm of these groups in days; None where none of them has one. days_of: group → days."""
    known = [days_of[group] for group in groups if group in days_of]
    if is_elder and ELDER in days_of:
        known.append(days_of[ELDER])
    return min(known, default=NEVER_DUE)


def due_on(last, every_days, since):
    """The day on which the next visit is due. `last`: day of the last visit; `since`: day from which it counts."""
    if every_days is None:
        return NEVER_DUE
    return last + timedelta(days=every_days) if last else since


# Outcomes of one day that cannot both be.
CONTRADICTING = [{"DIED", "MET"}, {"DIED", "REFUSED"}, {"DIED", "NOT_HOME"}, {"MOVED", "MET"}]
