"""Corrections by the user: kept apart from what the program read, each with who, when and why, and never deleted."""

from dragoman.corrections.agreement import Agreement, agreement
from dragoman.corrections.ledger import Ledger, Queued
from dragoman.corrections.names import renamed
from dragoman.corrections.nouns import FIELDS, Action, Correction, Item, Kind, Values, in_force, kind_of
from dragoman.corrections.values import CHOICES, LONGEST_NAME, anchor, find_words, values_of

__all__ = [
    "CHOICES",
    "FIELDS",
    "LONGEST_NAME",
    "Action",
    "Agreement",
    "Correction",
    "Item",
    "Kind",
    "Ledger",
    "Queued",
    "Values",
    "agreement",
    "anchor",
    "find_words",
    "in_force",
    "kind_of",
    "renamed",
    "values_of",
]
