"""Spaced-repetition flashcards for the terminal: YAML decks, SM-2, one SQLite file."""

__version__ = "0.1.0"
