"""What a reader has typed into a form and not saved yet: it outlives errors, and a dialog that was closed."""

from __future__ import annotations

from typing import Any, TypeVar

import streamlit as st

_PREFIX = "bw_draft:"
T = TypeVar("T")


class Draft:
    """The values of one form, by name; Streamlit forgets widgets that are not drawn, this does not."""

    def __init__(self, scope: str) -> None:
        """Take up the draft of a scope, or begin one."""
        self.scope = scope
        self.values: dict[str, Any] = st.session_state.setdefault(_PREFIX + scope, {})

    def key(self, name: str, default: Any) -> str:
        """The key of a widget that shows a value: what was typed before, else the default."""
        key = self._key(name)
        if key not in st.session_state:
            st.session_state[key] = self.values.get(name, default)
        return key

    def take(self, name: str, value: T) -> T:
        """Remember what a widget gave."""
        self.values[name] = value
        return value

    def keep(self, name: str, value: T) -> T:
        """The value that was remembered first."""
        kept: T = self.values.setdefault(name, value)
        return kept

    def put(self, name: str, value: Any) -> None:
        """Set a value and the widget that shows it; only before that widget is drawn, or in a callback."""
        self.values[name] = st.session_state[self._key(name)] = value

    def shown(self, name: str) -> Any:
        """What the widget of a name shows now; None if it is not drawn."""
        return st.session_state.get(self._key(name))

    def pressed(self, label: str, name: str, *, primary: bool = False, disabled: bool = False) -> bool:
        """Draw a button; was it pressed? A press is kept until it is asked for: a run that is cut short loses none."""
        st.button(
            label,
            key=f"{self.scope}-{name}",
            type="primary" if primary else "secondary",
            disabled=disabled,
            width="stretch",
            on_click=self.values.__setitem__,
            args=(f"pressed {name}", True),
        )
        return bool(self.values.pop(f"pressed {name}", False))

    def drop(self) -> None:
        """Forget everything."""
        st.session_state.pop(_PREFIX + self.scope, None)
        for key in [one for one in st.session_state if str(one).startswith(self._key(""))]:
            del st.session_state[key]

    def _key(self, name: str) -> str:
        return f"bw:{self.scope}:{name}"
