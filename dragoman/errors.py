"""Every error that dragoman raises on purpose.

    DragomanError
    ├── PathError        a path that was named does not exist or gives nothing to read
    ├── RecordError      the record's file is missing, foreign, damaged or in use
    ├── NotFoundError    an id that the record does not hold
    ├── OptionError      a value that an option does not take
    └── InstallationError    the installation lacks a library
        ├── LexiconError     a table of the package is missing or damaged
        └── ModelError       a file of the reading model is missing or damaged

A message names the value, what was expected and the remedy. A report that cannot be read is no error: it is a
`Refusal`, counted and kept, and the run goes on.
"""


class DragomanError(Exception):
    """Base of all errors that dragoman raises on purpose."""


class PathError(DragomanError):
    """A path that was named does not exist or gives nothing to read."""


class RecordError(DragomanError):
    """The record's file is missing, foreign, damaged or in use."""


class NotFoundError(DragomanError):
    """An id that the record does not hold."""


class OptionError(DragomanError):
    """A value that an option does not take."""


class InstallationError(DragomanError):
    """The installation lacks a library."""


class LexiconError(InstallationError):
    """A table of the package is missing or damaged."""


class ModelError(InstallationError):
    """A file of the reading model is missing or damaged."""
