"""Accounts: which mentions are one happening, how each report tells it, and where reports differ."""

from dragoman.accounts.differences import find_differences
from dragoman.accounts.events import join_events

__all__ = ["find_differences", "join_events"]
