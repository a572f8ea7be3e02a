"""What stops a command and a person can mend."""


class CannotRun(Exception):
    """The program cannot do this here and now; the sentence says why and what to do."""
