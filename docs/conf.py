"""How the documentation becomes a site: `python tools/site.py`."""

from alliance_cards import __version__

project = "alliance-cards"
author = "The alliance-cards authors"
project_copyright = "the alliance-cards authors"
version = release = __version__

extensions = ["myst_parser"]
myst_heading_anchors = 3
nitpicky = True
suppress_warnings = ["misc.highlighting_failure"]  # examples of faulty YAML are meant

html_theme = "furo"
html_title = "alliance-cards"
html_copy_source = False
html_show_sphinx = False
