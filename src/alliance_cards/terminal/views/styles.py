"""The few ways in which text differs, each readable on dark and on light.

Of the sixteen colours magenta is the one that every usual palette keeps apart from both a
black and a white background. It is never the only sign of anything. What is quiet can be
missed; what is asked, answered or explained is never dim.
"""

ACCENT = "magenta"
STRONG = "bold"
QUIET = "dim"
