from __future__ import annotations

import pytest

from geo.errors import InputError
from geo.places.online.settings import PUBLIC_SERVER, settings

ON = {"BORDERWATCH_ONLINE_GEOCODER": "nominatim", "BORDERWATCH_ONLINE_CONTACT": "desk@newsroom.example"}


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GEOCODER", "CONTACT", "SERVER"):
        monkeypatch.delenv(f"BORDERWATCH_ONLINE_{name}", raising=False)


def test_it_is_off_unless_the_variable_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings() is None
    monkeypatch.setenv("BORDERWATCH_ONLINE_CONTACT", "desk@newsroom.example")
    assert settings() is None
    monkeypatch.setenv("BORDERWATCH_ONLINE_GEOCODER", " ")
    assert settings() is None


def test_switched_on_it_names_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ON.items():
        monkeypatch.setenv(name, value)
    chosen = settings()
    assert chosen is not None
    assert chosen.server == PUBLIC_SERVER
    assert chosen.user_agent == "borderwatch (desk@newsroom.example)"


@pytest.mark.parametrize("contact", ["", "me", "a@b", "a@b.c\r\nX-Evil: 1", "dé@example.org", "http://"])
def test_the_contact_must_be_one_that_reaches_somebody(monkeypatch: pytest.MonkeyPatch, contact: str) -> None:
    monkeypatch.setenv("BORDERWATCH_ONLINE_GEOCODER", "nominatim")
    monkeypatch.setenv("BORDERWATCH_ONLINE_CONTACT", contact)
    with pytest.raises(InputError, match="BORDERWATCH_ONLINE_CONTACT"):
        settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GEOCODER", "google"),
        ("SERVER", "nominatim.example"),
        ("SERVER", "ftp://nominatim.example"),
        ("SERVER", "https://me:secret@nominatim.example"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    for variable, said in {**ON, f"BORDERWATCH_ONLINE_{name}": value}.items():
        monkeypatch.setenv(variable, said)
    with pytest.raises(InputError, match=f"BORDERWATCH_ONLINE_{name}"):
        settings()
