"""What marks a file as a progress file, and as one of today's format."""

APPLICATION_ID = 0x414C_4C43  # "ALLC", in SQLite's header
SCHEMA_VERSION = 6  # the number of the last migration, in user_version
