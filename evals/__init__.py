"""Scoring what ships, on data that does not: see docs/evaluation.md."""
