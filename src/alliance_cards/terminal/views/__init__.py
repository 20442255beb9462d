"""Views: values in, something to draw out. They never print and know no terminal.

Nothing on the way to a card may import more of Rich than `rich.console` brings along.
"""
