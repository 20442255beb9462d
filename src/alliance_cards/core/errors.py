"""The one family of errors that a person can cause by misuse."""


class AllianceCardsError(Exception):
    """A request that cannot be met.

    `message` is a sentence that names the thing and the next step; `code` is the
    stable name that `--json` promises; `exit_code` is what the process returns.
    """

    exit_code = 1

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.message = message
        self.code = code


class UnknownName(AllianceCardsError):
    """A card or deck that does not exist; names the nearest ones that do."""

    def __init__(self, thing: str, name: str, nearest: list[str], *, why: str = "") -> None:
        hint = f" Did you mean {' or '.join(nearest)}?" if nearest else ""
        listing = "decks" if thing == "deck" else "cards"
        super().__init__(
            f'There is no {thing} "{name}".{why}{hint}'
            f' "alliance-cards {listing}" lists what there is.',
            code=f"unknown_{thing}",
        )


class AnswerRefused(AllianceCardsError):
    """An answer that the rules do not take: twice a day, too early, stale, suspended."""


class StoreError(AllianceCardsError):
    """A database cannot be opened, read or written; `about` is its path, where that is known."""

    def __init__(self, message: str, *, code: str, about: str = "") -> None:
        super().__init__(message, code=code)
        self.about = about


class BadEnvironment(AllianceCardsError):
    """A setting or an environment variable that cannot be understood."""

    exit_code = 2
