"""Deck files: their schema, their readers, their problems, and the folders they lie in."""
