"""What every package of ours has in common: Anki's tables of schema 11 and our note types."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

TABLES = """
create table col (
    id integer primary key, crt integer not null, mod integer not null, scm integer not null,
    ver integer not null, dty integer not null, usn integer not null, ls integer not null,
    conf text not null, models text not null, decks text not null, dconf text not null,
    tags text not null
);
create table notes (
    id integer primary key, guid text not null, mid integer not null, mod integer not null,
    usn integer not null, tags text not null, flds text not null, sfld integer not null,
    csum integer not null, flags integer not null, data text not null
);
create table cards (
    id integer primary key, nid integer not null, did integer not null, ord integer not null,
    mod integer not null, usn integer not null, type integer not null, queue integer not null,
    due integer not null, ivl integer not null, factor integer not null, reps integer not null,
    lapses integer not null, left integer not null, odue integer not null,
    odid integer not null, flags integer not null, data text not null
);
create table revlog (
    id integer primary key, cid integer not null, usn integer not null, ease integer not null,
    ivl integer not null, lastIvl integer not null, factor integer not null,
    time integer not null, type integer not null
);
create table graves (usn integer not null, oid integer not null, type integer not null);
create index ix_notes_usn on notes (usn);
create index ix_cards_usn on cards (usn);
create index ix_revlog_usn on revlog (usn);
create index ix_cards_nid on cards (nid);
create index ix_cards_sched on cards (did, queue, due);
create index ix_revlog_cid on revlog (cid);
create index ix_notes_csum on notes (csum);
"""

DEFAULT_DECK = 1
NOTE_TYPES = {"basic": 1_763_700_000_001, "reversed": 1_763_700_000_002, "cloze": 1_763_700_000_003}
"""Numbers that stay the same for ever: by them Anki knows our note types again."""

NAMES = {
    "basic": "Alliance Cards Basic",
    "reversed": "Alliance Cards Basic (and reversed card)",
    "cloze": "Alliance Cards Cloze",
}
FIELDS = {
    "basic": ("Front", "Back", "Explanation", "Source", "Accept"),
    "reversed": ("Front", "Back", "Explanation", "Source", "Accept"),
    "cloze": ("Text", "Explanation", "Source"),
}
BELOW = (
    '{{#Explanation}}<div class="explanation">{{Explanation}}</div>{{/Explanation}}'
    '{{#Source}}<div class="source">{{Source}}</div>{{/Source}}'
)
FORWARD = ("{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}" + BELOW)
BACKWARD = ("{{Back}}", "{{FrontSide}}<hr id=answer>{{Front}}" + BELOW)
TEMPLATES = {
    "basic": (FORWARD,),
    "reversed": (FORWARD, BACKWARD),
    "cloze": (("{{cloze:Text}}", "{{cloze:Text}}" + BELOW),),
}
STYLE = (
    ".card { font-family: sans-serif; font-size: 20px; text-align: center; }\n"
    ".cloze { font-weight: bold; color: #2060c0; }\n"
    ".explanation { margin-top: 1em; }\n"
    ".source { margin-top: 1em; font-size: 14px; color: #808080; }\n"
)
CONFIG = {
    "activeDecks": [DEFAULT_DECK], "addToCur": True, "collapseTime": 1200, "creationOffset": 0,
    "curDeck": DEFAULT_DECK, "curModel": NOTE_TYPES["basic"], "dueCounts": True, "estTimes": True,
    "newSpread": 0, "schedVer": 2, "sortBackwards": False, "sortType": "noteFld", "timeLim": 0,
}  # fmt: skip
DECK_OPTIONS = {
    "id": 1, "name": "Default", "mod": 0, "usn": 0, "maxTaken": 60, "autoplay": True, "timer": 0,
    "replayq": True, "dyn": False,
    "new": {"bury": False, "delays": [1.0, 10.0], "initialFactor": 2500, "ints": [1, 4, 0],
            "order": 1, "perDay": 20},
    "rev": {"bury": False, "ease4": 1.3, "ivlFct": 1.0, "maxIvl": 36500, "perDay": 200,
            "hardFactor": 1.2},
    "lapse": {"delays": [10.0], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0.0},
}  # fmt: skip


def models(seconds: int) -> str:
    """Our note types as `col` keeps them."""
    made = {str(NOTE_TYPES[kind]): _model(kind, seconds) for kind in NOTE_TYPES}
    return json.dumps(made)


def _model(kind: str, seconds: int) -> dict[str, Any]:
    return {
        "id": NOTE_TYPES[kind], "name": NAMES[kind], "type": int(kind == "cloze"),
        "mod": seconds, "usn": -1, "sortf": 0, "did": DEFAULT_DECK, "css": STYLE,
        "latexPre": "", "latexPost": "", "tags": [], "vers": [],
        "flds": [_field(place, name) for place, name in enumerate(FIELDS[kind])],
        "tmpls": [_template(place, sides) for place, sides in enumerate(TEMPLATES[kind])],
        "req": [[place, "any", [place]] for place in range(len(TEMPLATES[kind]))],
    }  # fmt: skip


def _field(place: int, name: str) -> dict[str, Any]:
    return {
        "name": name, "ord": place, "sticky": False, "rtl": False, "font": "Arial", "size": 20,
        "media": [],
    }  # fmt: skip


def _template(place: int, sides: tuple[str, str]) -> dict[str, Any]:
    question, answer = sides
    return {
        "name": f"Card {place + 1}", "ord": place, "qfmt": question, "afmt": answer, "did": None,
        "bqfmt": "", "bafmt": "",
    }  # fmt: skip


def decks(named: Mapping[int, str], descriptions: Mapping[int, str], seconds: int) -> str:
    """Decks by their numbers as `col` keeps them, the default deck among them."""
    made = {
        str(number): _deck(number, name, descriptions.get(number, ""), seconds)
        for number, name in {DEFAULT_DECK: "Default", **named}.items()
    }
    return json.dumps(made)


def _deck(number: int, name: str, description: str, seconds: int) -> dict[str, Any]:
    return {
        "id": number, "name": name, "desc": description, "mod": seconds, "usn": -1, "conf": 1,
        "dyn": 0, "collapsed": False, "browserCollapsed": False, "extendNew": 0, "extendRev": 0,
        "newToday": [0, 0], "revToday": [0, 0], "lrnToday": [0, 0], "timeToday": [0, 0],
    }  # fmt: skip


def with_parents(names: Iterable[str]) -> list[str]:
    """Deck names together with those of all decks that they lie in."""
    found: dict[str, None] = {}
    for name in names:
        parts = name.split("::")
        for depth in range(1, len(parts) + 1):
            found["::".join(parts[:depth])] = None
    return list(found)
