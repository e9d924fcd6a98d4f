"""Accounts: which mentions are one happening, how each report tells it, and where reports differ."""

from dragoman.accounts.differences import find_differences
from dragoman.accounts.events import join_events
from dragoman.accounts.regroup import Grouping, regroup

__all__ = ["Grouping", "find_differences", "join_events", "regroup"]
