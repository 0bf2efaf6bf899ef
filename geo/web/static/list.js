/* Rows of incidents as buttons. All text is set as text content. */
export default function ({ data, parentElement, setTriggerValue }) {
  const list = parentElement.querySelector(".list");
  const span = (className, text, parent) => {
    const node = document.createElement("span");
    node.className = className;
    node.textContent = text;
    parent.appendChild(node);
    return node;
  };
  const held = list.getRootNode().activeElement; // rows are made anew: the focus goes on to the chosen one
  const within = Boolean(held && list.contains(held));
  list.replaceChildren();
  for (const row of data.rows) {
    const item = document.createElement("div");
    item.setAttribute("role", "listitem");
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.id = row.id;
    button.className = row.id === data.selected ? "row is-chosen" : "row";
    const dot = span("dot", row.glyph + "\uFE0E", button);
    dot.style.setProperty("--group", row.colour);
    dot.classList.toggle("is-hollow", row.uncertain);
    dot.title = row.group;
    const body = span("body", "", button);
    const top = span("top", "", body);
    span("label", row.label, top);
    span("when", row.when, top);
    span("place", row.place || "Place not named", body);
    const more = [row.who, row.status === "reported" ? "" : row.status, row.uncertain ? "date uncertain" : "", row.sources, row.differ].filter(Boolean).join(" · ");
    if (more) span("who", more, body);
    button.onclick = () => setTriggerValue("picked", row.id);
    item.appendChild(button);
    list.appendChild(item);
    if (row.id !== data.selected) continue;
    button.setAttribute("aria-current", "true");
    if (data.follow) bringInto(document.querySelector(data.follow), item);
    if (within) button.focus({ preventScroll: true });
  }
}

/* Scroll a box, and nothing around it, until a row is in view. */
function bringInto(box, item) {
  if (!box || box.scrollHeight <= box.clientHeight + 1) return;
  const outer = box.getBoundingClientRect();
  const inner = item.getBoundingClientRect();
  if (inner.top < outer.top) box.scrollTop += inner.top - outer.top;
  else if (inner.bottom > outer.bottom) box.scrollTop += inner.bottom - outer.bottom;
}
