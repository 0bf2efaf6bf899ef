/* A report's text. Incidents are washed in the colour of their group and end in a link; place names are buttons; a
 * passage that is selected can be marked. By keyboard: arrows go from sentence to sentence, Shift takes more, Enter marks.
 * All text is set as text content. The server counts code points, the page UTF-16 units: `points` and `units` translate.
 */
const points = (text) => [...text].length;
const units = (text, count) => [...text].slice(0, count).join("").length;

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".bwp");
  const make = (name, className, text, parent) => {
    const node = document.createElement(name);
    if (className) node.className = className;
    if (text) node.textContent = text;
    if (parent) parent.appendChild(node);
    return node;
  };
  if (root.ending) root.ending.abort();
  root.ending = new AbortController();
  root.replaceChildren();
  const bar = make("div", "bwp-bar", "", root);
  const button = make("button", "bwp-mark", "Mark as incident", bar);
  button.type = "button";
  button.disabled = true;
  const hint = make("p", "bwp-hint", "", bar);
  hint.setAttribute("role", "status");
  const usual = "Select what tells an incident. By keyboard: ↓ and ↑ go from sentence to sentence, Shift takes more, Enter marks it. Click a place name to say what it means.";
  hint.textContent = usual;
  const body = make("div", "bwp-text", "", root);
  body.tabIndex = 0;
  body.setAttribute("role", "document");
  body.setAttribute("aria-label", "Text of the report");

  /* A name that a selection began or ended in was not clicked. */
  let pressed = [0, 0];
  body.addEventListener("mousedown", (event) => { pressed = [event.clientX, event.clientY]; });
  const dragged = (event) => event.detail > 0 && Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) > 4;

  const pieces = [];
  for (const piece of data.pieces) {
    const named = piece.name >= 0 ? data.names[piece.name] : null;
    const node = make(named ? "button" : "span", named ? "bwp-name" : "", piece.text, body);
    if (named) {
      node.type = "button";
      node.title = named[2];
      node.addEventListener("click", (event) => dragged(event) || setTriggerValue("named", named.slice(0, 2)));
    }
    if (piece.colours.length) {
      node.classList.add("bwp-told");
      node.style.setProperty("--told", piece.colours[0]);
    }
    if (node.firstChild) pieces.push({ text: node.firstChild, start: piece.start });
    for (const mark of piece.marks) {
      const link = make("a", "bwp-link", mark.glyph + "\uFE0E", body);
      link.href = mark.href;
      link.target = "_self";
      link.title = mark.title;
      link.setAttribute("aria-label", mark.title);
      link.style.setProperty("--told", mark.colour);
    }
  }

  let chosen = null;
  let line = -1;
  let from = -1;

  /* What the reader selected, in code points; blank space at its ends does not count. */
  const selected = () => {
    const range = document.getSelection().rangeCount ? document.getSelection().getRangeAt(0) : null;
    if (!range || range.collapsed || !range.intersectsNode(body)) return null;
    let first = null;
    let last = null;
    let said = "";
    for (const { text, start } of pieces) {
      if (!range.intersectsNode(text)) continue;
      const low = text === range.startContainer ? range.startOffset : 0;
      const high = text === range.endContainer ? range.endOffset : text.length;
      if (high <= low) continue;
      if (first === null) first = start + points(text.data.slice(0, low));
      last = start + points(text.data.slice(0, high));
      said += text.data.slice(low, high);
    }
    if (first === null || !said.trim()) return null;
    first += points(said) - points(said.trimStart());
    last -= points(said) - points(said.trimEnd());
    return { span: [first, last], said: said.trim() };
  };

  const changed = () => {
    const found = selected();
    if (!found && document.activeElement === button) return;
    chosen = found;
    button.disabled = !chosen;
    hint.textContent = chosen ? `Selected: ${chosen.said.length > 90 ? chosen.said.slice(0, 90) + "…" : chosen.said}` : usual;
  };

  const at = (offset, ending) => {
    for (const { text, start } of pieces) {
      const length = points(text.data);
      if (offset < start + length || (ending && offset === start + length)) return [text, units(text.data, offset - start)];
    }
    const end = pieces[pieces.length - 1];
    return [end.text, end.text.length];
  };

  const reach = (step, more) => {
    line = Math.max(0, Math.min(data.lines.length - 1, line + step));
    if (!more || from < 0) from = line;
    const start = data.lines[Math.min(from, line)][0];
    const end = data.lines[Math.max(from, line)][1];
    const range = document.createRange();
    range.setStart(...at(start, false));
    range.setEnd(...at(end, true));
    document.getSelection().removeAllRanges();
    document.getSelection().addRange(range);
    changed();
    at(data.lines[line][0], false)[0].parentElement.scrollIntoView({ block: "nearest" });
  };

  const mark = () => chosen && setTriggerValue("marked", chosen.span);
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", mark);
  body.addEventListener("keydown", (event) => {
    if (event.target !== body || !data.lines.length) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") reach(event.key === "ArrowDown" ? 1 : -1, event.shiftKey);
    else if (event.key === "Enter" && chosen) mark();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener("selectionchange", changed, { signal: root.ending.signal });
  return () => root.ending.abort();
}
