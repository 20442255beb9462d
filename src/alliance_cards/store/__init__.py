"""The progress file: SQLite, opened, migrated, appended to and queried. All SQL is here."""
