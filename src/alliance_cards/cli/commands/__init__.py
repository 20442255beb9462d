"""One file per command: its function `command` parses, calls, and prints."""
