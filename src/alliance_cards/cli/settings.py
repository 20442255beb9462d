"""The settings file, a TOML file that may be missing."""

from pathlib import Path
from typing import Any

from alliance_cards.core.errors import BadEnvironment
from alliance_cards.core.settings import Settings

HIGHEST = {"new_per_day": 9_999, "reviews_per_day": 9_999, "day_starts_at": 23}


def read_settings(path: Path, *, required: bool) -> Settings:
    """The settings of a file, the defaults without one; BadEnvironment for a faulty one.

    A `required` file must be there.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        if required:
            raise _bad(path, "there is no such file") from error
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise _bad(path, f"it cannot be read ({error})") from error
    import tomllib

    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _bad(path, f"it is not TOML ({error})") from error
    for name, value in values.items():
        _check(path, name, value)
    return Settings(**values)


def _check(path: Path, name: str, value: Any) -> None:
    if name not in HIGHEST:
        raise _bad(path, f'there is no setting "{name}"; there are {", ".join(HIGHEST)}')
    if type(value) is not int or not 0 <= value <= HIGHEST[name]:
        raise _bad(path, f'"{name}" takes a whole number from 0 to {HIGHEST[name]}')


def _bad(path: Path, reason: str) -> BadEnvironment:
    return BadEnvironment(f"The settings file {path}: {reason}.", code="bad_settings")
