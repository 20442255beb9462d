"""The JSON Schema of a deck file, by which editors complete, explain and check while typing.

It is made of the structs in `schema`; `deck.schema.json` is what this module prints. An
editor takes `1984` for a number and `true` for a truth value where the program reads
texts, so a text may be any scalar here.
"""

import json
import sys
from typing import Any

import msgspec

from alliance_cards.core.cards import CARD_KINDS
from alliance_cards.decks.limits import (
    LARGEST_ORDER,
    LONGEST_ID,
    MOST_ITEMS,
    MOST_SOURCES,
)
from alliance_cards.decks.schema import ASKED, ENTRIES, DeckFile

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
REF = "#/$defs/{name}"
SCALAR = ["string", "number", "boolean", "null"]

NOTES = {
    "name": "The name of the deck, as it is shown.",
    "cards": "The cards, each begun with a dash, in the order in which they are taught.",
    "description": "What the deck is about, in a sentence.",
    "order": "The place of the deck among the others: the lowest number is studied first.",
    "sources": "The documents that the cards are made from, each with a short key.",
    "title": "The title of the document.",
    "file": "The file of the document, for your own use.",
    "id": "The card's own name. With one, you may reword the card and keep its progress.",
    "front": "The question.",
    "back": "The answer.",
    "reverse": "yes: the card is also asked the other way round.",
    "accept": "Answers to type that count as right. With them, the card asks you to type.",
    "cloze": "A text with blanks: {{answer}} or {{answer::hint}}. Put it in quotes.",
    "choice": "The question, to be answered by choosing one or several of the options.",
    "options": "The options. They are shuffled when they are shown.",
    "answer": "The number of the right option, counted from 1; several in brackets: [1, 3].",
    "list": "What the items are a list of. Each item becomes a card of its own.",
    "items": "The items, in order.",
    "explanation": "Shown with the answer: why it is right, or why the others are wrong.",
    "source": 'Where it is written: a key of "sources", then a comma and the section.',
    "tags": "Words to find cards by.",
}

YES_OR_NO = r"^\s*([Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])\s*$"
BOUNDS: dict[str, Schema] = {
    "name": {"minLength": 1},
    "title": {"minLength": 1},
    "front": {"minLength": 1},
    "back": {"minLength": 1},
    "choice": {"minLength": 1},
    "list": {"minLength": 1},
    "id": {"maxLength": LONGEST_ID, "pattern": r"^\s*\S*\s*$"},
    "order": {"minimum": -LARGEST_ORDER, "maximum": LARGEST_ORDER},
    "reverse": {"pattern": YES_OR_NO, "patternErrorMessage": "Write yes or no."},
    "cloze": {
        "pattern": r"\{\{",
        "patternErrorMessage": "There is no blank. Put what is asked between {{ and }}.",
    },
    "answer": {"minimum": 1, "minItems": 1, "maxItems": MOST_ITEMS},
    "options": {"minItems": 2, "maxItems": MOST_ITEMS},
    "items": {"minItems": 2, "maxItems": MOST_ITEMS},
    "tags": {"maxItems": MOST_ITEMS},
    "accept": {"maxItems": MOST_ITEMS},
    "sources": {"maxProperties": MOST_SOURCES},
    "cards": {"minItems": 1, "items": {"$ref": REF.format(name="Card")}},
}
"""What the structs do not say; `rules` says it to the program."""


def deck_schema() -> Schema:
    """The schema of a deck file (draft 2020-12)."""
    structs = (DeckFile, *ENTRIES.values())
    _, parts = msgspec.json.schema_components(structs, ref_template=REF)
    found = {name: _part(part) for name, part in parts.items()}
    deck = found.pop("DeckFile")
    return {
        "$schema": DRAFT,
        "title": "A deck of alliance-cards",
        **deck,
        "description": "One deck: what it is called, and its cards.",
        "$defs": {"Card": _card(found), **found},
    }


def schema_text() -> str:
    """The schema as the file that is shipped."""
    return json.dumps(deck_schema(), indent=2, ensure_ascii=False) + "\n"


def _part(part: Schema) -> Schema:
    properties = {field: _field(field, said) for field, said in part["properties"].items()}
    rest = {key: value for key, value in part.items() if key not in ("title", "properties")}
    return {**rest, "properties": properties}


def _field(field: str, said: Schema) -> Schema:
    made = _loose(said)
    if "default" in said and made["type"] in ("array", "object"):
        made["type"] = [made["type"], "null"]  # a key with nothing behind it
    return {"description": NOTES[field], **made, **BOUNDS.get(field, {})}


def _loose(said: Schema) -> Schema:
    """A field's schema as an editor must see it: one list of types, and any scalar for a text."""
    if "anyOf" in said:
        either: list[Schema] = said["anyOf"]
        items = [each["items"] for each in either if "items" in each]
        return {"type": [each["type"] for each in either], **({"items": items[0]} if items else {})}
    if said.get("type") == "string":
        return {"type": SCALAR}
    loose = {key: value for key, value in said.items() if key != "default"}
    return loose | {"items": _loose(said["items"])} if "items" in said else loose


def _card(found: dict[str, Schema]) -> Schema:
    """A card, judged by the one of four keys that tells its kind.

    `oneOf` would tell an editor no more than "not valid under any schema".
    """
    names = [ENTRIES[kind].__name__ for kind in CARD_KINDS]
    every = {
        field: {"$ref": f"{REF.format(name=name)}/properties/{field}"}
        for name in names
        for field in found[name]["properties"]
    }
    chain: Schema = {"properties": every, "required": ["front"], "additionalProperties": False}
    for kind in reversed(CARD_KINDS):
        chain = {
            "if": {"type": "object", "required": [ASKED[kind]]},
            "then": {"$ref": REF.format(name=ENTRIES[kind].__name__)},
            "else": chain,
        }
    return {"type": "object", **chain}


if __name__ == "__main__":
    sys.stdout.write(schema_text())
