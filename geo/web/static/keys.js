/* Keys of a page that press its own buttons: { key: the start of the button's Streamlit key }. They never fire while
 * somebody types, with Ctrl, Alt or Meta held down, or while a dialog is open. What happened is read out.
 */
const FIELD = 'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"], [role="combobox"], [role="spinbutton"], [role="listbox"], [role="slider"]';
const NAME = "borderwatch.name";

const buttonOf = (name) => document.querySelector(`[class*="st-key-${name}"] button:not([disabled])`);

export default function ({ data, parentElement, setTriggerValue }) {
  const live = parentElement.querySelector(".live");
  const state = (parentElement.borderwatch = parentElement.borderwatch || { frames: new WeakSet(), focus: "", on: false });
  const moved = state.data && state.data.current !== data.current;
  state.data = data;
  if (live.textContent !== data.said) live.textContent = data.said;
  if (moved) document.querySelectorAll(data.tops).forEach((node) => { node.scrollTop = 0; });
  remember(state, setTriggerValue);
  refocus(state);
  if (!state.on) listen(state);
  return () => state.off && state.off();
}

/* The keys of this page, from the page itself and from the frame of its map. */
function listen(state) {
  state.on = true;
  const pressed = (event) => {
    const target = event.composedPath()[0];
    if (!state.on || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (target.closest && target.closest(FIELD)) return;
    const name = state.data.keys[event.key];
    if (!name || document.querySelector('[role="dialog"]')) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // Streamlit has keys of its own
    if (event.repeat && !state.data.repeat.includes(event.key)) return;
    const button = buttonOf(name);
    if (button) button.click();
  };
  const focused = (event) => {
    const box = event.target.closest && event.target.closest('[class*="st-key-"]');
    state.focus = (box && Object.values(state.data.keys).find((name) => box.className.includes(`st-key-${name}`))) || "";
  };
  const listenIn = () => {
    for (const frame of document.querySelectorAll("iframe")) {
      if (!frame.contentWindow || state.frames.has(frame.contentWindow)) continue;
      state.frames.add(frame.contentWindow);
      frame.contentWindow.addEventListener("keydown", pressed, true);
    }
  };
  window.addEventListener("keydown", pressed, true);
  document.addEventListener("focusin", focused);
  const watch = setInterval(listenIn, 1000);
  listenIn();
  state.off = () => {
    window.removeEventListener("keydown", pressed, true);
    document.removeEventListener("focusin", focused);
    clearInterval(watch);
    state.on = false;
    state.off = null;
  };
}

/* A button that was pressed goes with its incident; the one of the same name on the next incident takes the focus. */
function refocus(state) {
  const name = state.focus;
  if (!name) return;
  let tries = 20;
  const again = () => {
    if (document.activeElement && document.activeElement !== document.body) return;
    const button = buttonOf(name);
    if (button) button.focus({ preventScroll: true });
    if (tries-- > 0) setTimeout(again, 60);
  };
  setTimeout(again, 60);
}

/* The reviewer's name outlives a reload. A trigger that is lost among others while the page starts is sent again. */
function remember(state, setTriggerValue) {
  const kept = localStorage.getItem(NAME);
  clearTimeout(state.telling);
  if (state.data.name) {
    if (kept !== state.data.name) localStorage.setItem(NAME, state.data.name);
  } else if (kept) {
    setTriggerValue("name", kept);
    state.telling = setTimeout(() => state.on && remember(state, setTriggerValue), 2000);
  }
}
