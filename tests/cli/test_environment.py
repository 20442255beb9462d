"""The quick answer about the platform's folders is the one that platformdirs gives."""

import platformdirs
import pytest

from alliance_cards.cli.environment import platform_folder


@pytest.mark.parametrize("person", ["/somebody", "/somebody/", "relative", "", None])
@pytest.mark.parametrize("given", ["/elsewhere", "/else where/", "relative", "~/x", "", None])
def test_the_folders_are_those_of_platformdirs(
    person: str | None, given: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    variables = {f"XDG_{purpose}_HOME": given for purpose in ("DATA", "CONFIG", "STATE")}
    for name, value in {"HOME": person, **variables}.items():
        if value is None:
            monkeypatch.delenv(name)
        else:
            monkeypatch.setenv(name, value)
    name = "alliance-cards"
    assert platform_folder("DATA") == platformdirs.user_data_path(name, appauthor=False)
    assert platform_folder("CONFIG") == platformdirs.user_config_path(name, appauthor=False)
    assert platform_folder("STATE") == platformdirs.user_state_path(name, appauthor=False)
