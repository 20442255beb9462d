"""Settings as TOML writes them, and a settings file to begin with, made from their table."""

import json
from collections.abc import Mapping
from textwrap import wrap
from typing import Any

from alliance_cards.core.settings_table import TABLE, Setting

WIDTH = 80
HEAD = """\
# Settings of alliance-cards. A line that begins with # changes nothing: each setting below
# has its default. Take the # away in front of a setting, and change it.
# "alliance-cards config" shows what holds.
"""


def template() -> str:
    """A settings file that sets nothing and explains everything; tables stand at the end."""
    in_order = sorted(TABLE, key=lambda setting: setting.is_table)
    return "\n".join((HEAD, *(_entry(setting) for setting in in_order)))


def toml(value: Any) -> str:
    """A value in one line, as the settings file has it."""
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_key(name)} = {toml(each)}" for name, each in value.items())
        return f"{{{inside}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml, value))}]"
    return json.dumps(value, ensure_ascii=False)  # texts, numbers and truth values look alike


def _entry(setting: Setting) -> str:
    meaning = setting.meaning[0].upper() + setting.meaning[1:]
    about = wrap(f"{meaning}. Takes {setting.takes}.", WIDTH, break_on_hyphens=False)
    line = f"[{setting.name}]" if setting.is_table else f"{setting.name} = {toml(setting.default)}"
    return "".join(f"# {text}\n" for text in (*about, line))


def _key(name: str) -> str:
    plain = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return name if plain else json.dumps(name, ensure_ascii=False)
