"""Pages and pictures for a browser: statistics in, the text of HTML and SVG out.

Nothing here prints, writes a file or knows a terminal. Every text goes through
`markup.rendered`, which is the gate.
"""
