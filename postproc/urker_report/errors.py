"""Errors that a user can act on, with the exit codes that all of Urker shares."""

USAGE = 64
INVALID_INPUT = 65
MISSING_INPUT = 66
INTERNAL = 70
CANNOT_WRITE = 73


class ReportError(Exception):
    """What went wrong, and the exit code that tells it to a script."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code
