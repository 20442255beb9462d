"""Measurements of the program, with data that they make themselves (docs/performance.md)."""
