"""A deck as JSON: one object with the keys of a deck file, in pure ASCII."""

import json

from alliance_cards.decks.schema import Source
from alliance_cards.formats.gathered import NewDeck
from alliance_cards.formats.yaml_files import SURROGATE, fields_of

SHAPE = 'A deck in JSON: {"name": "My deck", "cards": [{"front": "Question", "back": "Answer"}]}'


def json_text(deck: NewDeck) -> str:
    """The deck as an object, which the readers of deck files read back identically.

    Half of a surrogate pair, which no file can hold, becomes U+FFFD.
    """
    head: dict[str, object] = {"name": deck.name}
    if deck.description:
        head["description"] = deck.description
    if deck.order is not None:
        head["order"] = deck.order
    if deck.sources:
        head["sources"] = {key: _source(source) for key, source in deck.sources.items()}
    head["cards"] = [fields_of(entry) for entry in deck.entries]
    return ascii_json(head)


def what_is_wrong(text: str) -> str:
    """Why a text is no JSON of a deck, as far as it is no JSON or no object; else ""."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        return (
            f"This is not whole JSON ({error.msg}, line {error.lineno}, column {error.colno})."
            " Perhaps the file is cut off."
        )
    except RecursionError:
        return "Lists and braces are nested too deeply here for a deck."
    return "" if isinstance(value, dict) else f"This JSON is no object. {SHAPE}"


def ascii_json(value: object) -> str:
    """JSON with one key a line, in ASCII without control characters."""
    written = json.dumps(_sound(value), indent=2).replace("\x7f", "\\u007f")
    return f"{written}\n"


def _sound(value: object) -> object:
    """The same without halves of surrogate pairs."""
    if isinstance(value, str):
        return SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _sound(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_sound(each) for each in value]
    return value


def _source(source: Source) -> dict[str, str]:
    return {"title": source.title, **({"file": source.file} if source.file else {})}
