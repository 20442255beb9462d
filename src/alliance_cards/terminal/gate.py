"""The text gate: what any text must pass before it is laid out for a terminal.

Pages for a browser have the same, so the rule stands in the core.
"""

from alliance_cards.core.gate import safe, safe_line

__all__ = ["safe", "safe_line"]
