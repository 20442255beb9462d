"""Which page a scene shows."""

from rich.text import Text

from alliance_cards.terminal.bindings import KeyMap
from alliance_cards.terminal.scene import End, Shown
from alliance_cards.terminal.views.page import Page, Part
from alliance_cards.terminal.views.styles import STRONG


def page_of(shown: Shown, keys: KeyMap) -> Page:
    """The page of a scene: the card or the summary, or what lies over it.

    What only some scenes need is imported when one of them comes.
    """
    if shown.panel == "help":
        from alliance_cards.terminal.views.help import help_page

        return help_page(keys)
    if isinstance(shown, End):
        from alliance_cards.terminal.views.summary import summary_page

        return summary_page(shown, keys)
    if shown.panel == "why" and shown.story:
        from alliance_cards.terminal.views.help import back_to_card
        from alliance_cards.terminal.views.why import why_view

        return Page(
            head=Text("Why it comes, and its history", STRONG),
            body=[Part(why_view(shown.story))],
            foots=[back_to_card(keys)],
        )
    from alliance_cards.terminal.views.card import card_page

    return card_page(shown, keys)
