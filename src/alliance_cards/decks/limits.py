"""How large a deck and its parts may be.

A deck is untrusted text: what it expands to must stay within memory and time.
"""

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes of a deck file."""

LONGEST_TEXT = 20_000
"""Characters of one text of a card."""

LONGEST_NAME = 1_000
"""Characters of a deck's name, a source's title or a card's `source`."""

LONGEST_TAG = 100
LONGEST_ID = 100

MOST_CARDS = 200_000
"""Cards of a deck, after blanks and list items were counted one by one."""

MOST_CHARACTERS = 100_000_000
"""Characters of all cards of a deck together: a list repeats itself in each of its cards."""

MOST_ITEMS = 100
"""Entries of one list of a card: options, items, tags, accepted answers, blanks."""

MOST_KEYS = 50
"""Keys of one card, known and unknown."""

MOST_SOURCES = 1_000

MOST_ERRORS = 1_000
"""Errors after which a file is not read further."""

MOST_WARNINGS = 10_000
"""Warnings that one report lists."""

MOST_NODES = 3_000_000
"""Parts of a YAML document that the exact reader takes in."""

MOST_READ_AGAIN = 4_000_000
"""Characters that the exact reader reads again to get behind lines that YAML cannot read."""

DEEPEST_NESTING = 16
LONGEST_LEAD = 256
"""Blanks, `-`, `?` and `:` that may begin a line: more would overflow the fast reader's stack."""

LARGEST_ORDER = 1_000_000
