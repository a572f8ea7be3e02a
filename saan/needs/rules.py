"""When a repeating thing is to be done next."""

from datetime import timedelta


def next_due(due_on, every_days, done_on):
    """So many days after it was due; done late, so many days after it was done, that nobody starts in arrears."""
    return max(due_on, done_on) + timedelta(days=every_days)
