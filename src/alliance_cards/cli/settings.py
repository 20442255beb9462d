"""The settings file, a TOML file that may be missing."""

from pathlib import Path

from alliance_cards.core.errors import BadEnvironment
from alliance_cards.core.settings import Settings


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

    from alliance_cards.core.settings_table import settings_from

    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _bad(path, f"it is not TOML ({error})") from error
    try:
        return settings_from(values)
    except ValueError as error:
        raise _bad(path, str(error)) from error


def _bad(path: Path, reason: str) -> BadEnvironment:
    return BadEnvironment(f"The settings file {path}: {reason}.", code="bad_settings")
