"""Every file that a test of the store opens is closed at its end."""

from collections.abc import Iterator

import pytest

from stores import OPEN


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Close what is still open."""
    yield
    while OPEN:
        OPEN.pop().close()
