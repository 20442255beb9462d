"""The settings file, a TOML file that may be missing."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from alliance_cards.core.errors import BadEnvironment
from alliance_cards.core.settings import Settings


def read_settings(path: Path, *, required: bool) -> Settings:
    """The settings of a file, the defaults without one; BadEnvironment for a faulty one.

    A `required` file must be there.
    """
    values = _read(path, required=required)
    return _checked(path, values) if values else Settings()


def values_of(path: Path, *, required: bool) -> Mapping[str, Any]:
    """What a file sets, as it is written there; BadEnvironment for a faulty one."""
    values = _read(path, required=required)
    _checked(path, values)
    return values


def _read(path: Path, *, required: bool) -> Mapping[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        if required:
            raise _bad(path, "there is no such file") from error
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise _bad(path, f"it cannot be read ({error})") from error
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _bad(path, f"it is not TOML ({error})") from error


def _checked(path: Path, values: Mapping[str, Any]) -> Settings:
    from alliance_cards.core.settings_table import settings_from

    try:
        settings = settings_from(values)
        if settings.keys:
            from alliance_cards.terminal.bindings import keys_in_force

            keys_in_force(settings)
        return settings
    except ValueError as error:
        raise _bad(path, str(error)) from error


def _bad(path: Path, reason: str) -> BadEnvironment:
    return BadEnvironment(f"The settings file {path}: {reason}.", code="bad_settings")
