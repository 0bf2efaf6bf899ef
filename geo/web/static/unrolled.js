/* A border laid out straight: days from left to right, kilometres from top to bottom, an incident a mark on it.
 * The shaded box of a mark is as wide as its days and as high as the stretch on which it may belong.
 * Dragging across chooses days. One tab stop; arrow keys go from mark to mark. All text is set as text content.
 */
const SVG = "http://www.w3.org/2000/svg";
const DAY = 86400000;
const LANE = 44; // pixels; the lane of those that may have been anywhere along the line
const WHOLE = 0.9;
const NEAR = 21; // pixels; marks that stand closer are one
const CROWD = 300; // marks; of more than these larger heaps are made
const NEAR_IN_CROWD = 40;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".unrolled");
  const focused = root.contains(root.getRootNode().activeElement);
  const draw = () => new Chart(root, data, setTriggerValue).draw();
  if (root.watching) root.watching.disconnect();
  let width = 0;
  let height = 0;
  root.watching = new ResizeObserver(() => {
    if (root.clientWidth === width && root.clientHeight === height) return;
    [width, height] = [root.clientWidth, root.clientHeight];
    draw();
  });
  root.watching.observe(root);
  if (focused) root.querySelector("[tabindex='0']")?.focus({ preventScroll: true });
  return () => root.watching.disconnect();
}

function svg(name, attributes, parent, text) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  if (parent) parent.appendChild(node);
  return node;
}

function html(name, className, text, parent) {
  const node = document.createElement(name);
  node.className = className;
  node.textContent = text;
  parent.appendChild(node);
  return node;
}

const number = (iso) => Math.round(Date.parse(iso + "T00:00:00Z") / DAY);
const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const said = (day) => {
  const at = new Date(day * DAY);
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
};

class Chart {
  constructor(root, data, tell) {
    Object.assign(this, { root, data, tell });
    this.groups = Object.fromEntries(data.groups.map(([id, label, colour, glyph]) => [id, { label, colour, glyph }]));
    this.first = number(data.days[0]);
    this.last = number(data.days[1]) + 1;
    const spare = Math.max(0, 7 - (this.last - this.first)) / 2;
    this.first -= Math.floor(spare);
    this.last += Math.ceil(spare);
  }

  draw() {
    const { root } = this;
    root.replaceChildren();
    this.legend();
    const narrow = root.clientWidth < 560;
    this.width = root.clientWidth;
    this.height = Math.max(300, root.clientHeight - root.querySelector(".legend").offsetHeight);
    this.vague = this.data.marks.filter((mark) => this.isVague(mark)).length;
    this.box = { left: narrow ? 98 : 176, right: this.width - (narrow ? 36 : 58), top: this.vague ? LANE + 30 : 26, bottom: this.height - 30 };
    this.stage = svg("svg", { width: this.width, height: this.height, role: "group" });
    this.stage.setAttribute("aria-label", `${this.data.name}, laid out straight: ${this.data.marks.length} incidents. Arrow keys go from mark to mark, Enter opens one.`);
    root.prepend(this.stage);
    this.ground();
    this.boxes();
    this.marks();
    this.brush();
    this.tip = html("div", "tip", "", root);
    this.tip.hidden = true;
  }

  x(day) {
    const { left, right } = this.box;
    return left + ((day - this.first) / (this.last - this.first)) * (right - left);
  }

  y(km) {
    const { top, bottom } = this.box;
    return top + (km / this.data.length) * (bottom - top);
  }

  /* Somewhere along (almost) the whole line: its middle would say too much. */
  isVague(mark) {
    return mark.to - mark.from >= WHOLE * this.data.length;
  }

  day(x) {
    const { left, right } = this.box;
    const day = Math.floor(this.first + ((x - left) / (right - left)) * (this.last - this.first));
    return Math.min(this.last - 1, Math.max(this.first, day));
  }

  /* -- what does not change with the incidents ------------------------------------------------------------------- */

  ground() {
    const { left, right, top, bottom } = this.box;
    const back = svg("g", { "aria-hidden": "true" }, this.stage);
    svg("rect", { x: left, y: top, width: right - left, height: bottom - top, class: "plot" }, back);
    if (this.vague) {
      svg("rect", { x: left, y: 4, width: right - left, height: LANE - 8, rx: 4, class: "lane" }, back);
      svg("text", { x: left - 9, y: LANE / 2 + 4, class: "soft", "text-anchor": "end" }, back, left < 120 ? "anywhere on it" : "anywhere along it");
    }
    this.sectors(back);
    this.kilometres(back);
    this.dates(back);
    for (const [km, across] of this.data.gaps) {
      svg("line", { x1: left - 8, x2: right, y1: this.y(km), y2: this.y(km), class: "gap" }, back);
      if (across >= 30) svg("text", { x: right - 7, y: this.y(km) - 4, class: "sector", "text-anchor": "end" }, back, `interrupted: ${across.toLocaleString("en")} km elsewhere`);
    }
    svg("line", { x1: left, x2: left, y1: top, y2: bottom, class: "line" }, back);
    this.towns(back);
    svg("text", { x: left - 9, y: top - 10, class: "end", "text-anchor": "end" }, back, this.data.ends[0]);
    svg("text", { x: left - 9, y: bottom + 20, class: "end", "text-anchor": "end" }, back, this.data.ends[1]);
  }

  sectors(back) {
    const { left, right } = this.box;
    let lowest = -99;
    this.data.sectors.forEach(([name, from, to], at) => {
      const y = this.y(from);
      if (at % 2 === 0) svg("rect", { x: left, y, width: right - left, height: this.y(to) - y, class: "band" }, back);
      svg("line", { x1: left, x2: right, y1: y, y2: y, class: "grid" }, back);
      if (this.y(to) - y < 18) return;
      const label = Math.max(y + 15, lowest + 15);
      svg("text", { x: left + 8, y: label, class: "sector" }, back, name);
      lowest = label;
    });
  }

  kilometres(back) {
    const { left, right, top, bottom } = this.box;
    const step = nice(this.data.length / Math.max(3, (bottom - top) / 70));
    for (let km = 0; km <= this.data.length; km += step) {
      const y = this.y(km);
      if (km) svg("line", { x1: left, x2: right, y1: y, y2: y, class: "grid" }, back);
      svg("text", { x: right + 7, y: y + 4, class: "soft" }, back, km.toLocaleString("en"));
    }
    svg("text", { x: right + 7, y: top - 10, class: "soft" }, back, "km");
  }

  dates(back) {
    const { left, right, top, bottom } = this.box;
    const room = (right - left) / 74;
    let end = -99;
    for (const [day, text] of ticks(this.first, this.last, Math.max(2, room))) {
      const x = this.x(day);
      if (x < left - 1 || x > right) continue;
      svg("line", { x1: x, x2: x, y1: top, y2: bottom, class: "grid" }, back);
      const half = text.length * 3.4;
      const middle = Math.max(x, left + half);
      if (middle - half < end + 8 || middle + half > this.width) continue;
      svg("text", { x: middle, y: bottom + 20, class: "soft", "text-anchor": "middle" }, back, text);
      end = middle + half;
    }
  }

  /* Names of towns, those that matter most first, as far as there is room. */
  towns(back) {
    const { left, top } = this.box;
    const room = left - 14;
    const taken = [];
    for (const [name, country, km, gap] of this.data.towns) {
      const y = this.y(km);
      if (taken.some((other) => Math.abs(other - y) < 15) || y < top - 4) continue;
      taken.push(y);
      svg("line", { x1: left - 6, x2: left, y1: y, y2: y, class: "tick" }, back);
      const label = svg("text", { x: left - 10, y: y + 4, class: "town", "text-anchor": "end" }, back, name);
      svg("title", {}, label, `${name} (${country}), km ${Math.round(km)}, ${gap ? `${gap} km from the line` : "on the line"}`);
      let letters = name.length;
      while (label.getComputedTextLength() > room && letters > 3) label.firstChild.nodeValue = name.slice(0, --letters).trimEnd() + "…";
    }
  }

  /* -- the incidents ---------------------------------------------------------------------------------------------- */

  boxes() {
    const { left, right, top, bottom } = this.box;
    const clip = svg("clipPath", { id: "bw-plot" }, svg("defs", {}, this.stage));
    svg("rect", { x: left, y: top, width: right - left, height: bottom - top }, clip);
    const layer = svg("g", { "clip-path": "url(#bw-plot)", "aria-hidden": "true", class: this.data.marks.length > 200 ? "spans many" : "spans" }, this.stage);
    this.places = this.data.marks.map((mark) => {
      const [x1, x2] = [this.x(number(mark.since)), this.x(number(mark.until) + 1)];
      const [y1, y2] = [this.y(mark.from), this.y(mark.to)];
      const span = { x: x1, y: y1, width: Math.max(3, x2 - x1), height: Math.max(3, y2 - y1) };
      const node = svg("rect", { ...span, rx: 1.5, class: mark.status, fill: this.groups[mark.group].colour, stroke: this.groups[mark.group].colour }, layer);
      if (this.isVague(mark)) node.classList.add("vague");
      if (mark.uncertain) node.classList.add("hollow");
      const [from, to] = [Math.max(x1, left), Math.min(x2, right)];
      return { mark, span: node, x: Math.min(right - 8, Math.max(left + 8, (from + to) / 2)), y: this.isVague(mark) ? LANE / 2 : this.y(mark.km) };
    });
  }

  /* Marks that would cover each other become one with their number, as on the map. */
  clusters() {
    const found = [];
    const reach = this.places.length > CROWD ? NEAR_IN_CROWD : NEAR;
    for (const place of this.places) {
      const near = found.find((one) => Math.hypot(one.x - place.x, one.y - place.y) < reach);
      if (near) near.all.push(place);
      else found.push({ x: place.x, y: place.y, all: [place] });
    }
    return found.sort((a, b) => a.x - b.x || a.y - b.y);
  }

  marks() {
    const layer = svg("g", { class: "marks" }, this.stage);
    this.nodes = this.clusters().map((cluster) => {
      const node = cluster.all.length === 1 ? this.single(cluster.all[0].mark, layer) : this.several(cluster.all, layer);
      node.setAttribute("transform", `translate(${cluster.x},${cluster.y})`);
      node.setAttribute("tabindex", "-1");
      const light = (on) => cluster.all.forEach((one) => one.span.classList.toggle("is-lit", on));
      const lines = this.told(cluster.all);
      node.setAttribute("aria-label", lines.join(". "));
      for (const kind of ["pointerenter", "focus"]) node.addEventListener(kind, () => { light(true); this.point(cluster, lines); });
      for (const kind of ["pointerleave", "blur"]) node.addEventListener(kind, () => { light(false); this.tip.hidden = true; });
      node.addEventListener("click", (event) => this.choose(event, cluster.all));
      node.addEventListener("keydown", (event) => this.key(event, cluster.all));
      return node;
    });
    if (this.nodes.length) this.nodes[0].setAttribute("tabindex", "0");
  }

  told(all) {
    const [{ mark }] = all;
    if (all.length > 1) {
      const counts = {};
      for (const one of all) counts[one.mark.group] = (counts[one.mark.group] || 0) + 1;
      const parts = Object.entries(counts).sort((a, b) => b[1] - a[1]).map(([group, count]) => `${count} ${this.groups[group].label.toLowerCase()}`);
      return [`${all.length} incidents`, parts.join(", ")];
    }
    const more = [mark.status === "claimed" ? "claimed by one side" : mark.status === "disputed" ? "disputed" : "", mark.uncertain ? "date uncertain" : ""];
    return [mark.title, mark.where, ...more.filter(Boolean)];
  }

  single(mark, layer) {
    const { colour, glyph } = this.groups[mark.group];
    const node = svg("a", { class: "mark", href: this.data.link + encodeURIComponent(mark.id) }, layer);
    sign(node, mark.shape, mark.status, mark.uncertain, colour, glyph);
    return node;
  }

  several(all, layer) {
    const node = svg("g", { class: "mark", role: "button" }, layer);
    const radius = 12 + Math.min(9, 1.8 * Math.log2(all.length));
    svg("circle", { r: radius + 1.5, class: "paper" }, node);
    const counts = {};
    for (const { mark } of all) counts[mark.group] = (counts[mark.group] || 0) + 1;
    let gone = 0;
    for (const [group, count] of Object.entries(counts).sort((a, b) => b[1] - a[1])) {
      const share = (100 * count) / all.length;
      const shown = Math.max(share - 1.2, 0.6);
      svg("circle", {
        r: radius - 2, fill: "none", stroke: this.groups[group].colour, "stroke-width": 4, pathLength: 100,
        "stroke-dasharray": `${shown} ${100 - shown}`, "stroke-dashoffset": -gone, transform: "rotate(-90)",
      }, node);
      gone += share;
    }
    svg("text", { y: 4, "text-anchor": "middle", class: "count" }, node, String(all.length));
    return node;
  }

  choose(event, all) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0) return;
    event.preventDefault();
    this.tell("picked", all.map((one) => one.mark.id));
  }

  key(event, all) {
    if (event.key === "Enter" || event.key === " ") {
      this.choose(event, all);
      return;
    }
    const at = this.nodes.indexOf(event.currentTarget);
    const next = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: this.nodes.length - 1 }[event.key];
    if (next === undefined || !this.nodes[next]) return;
    event.preventDefault();
    event.currentTarget.setAttribute("tabindex", "-1");
    this.nodes[next].setAttribute("tabindex", "0");
    this.nodes[next].focus();
  }

  point({ x, y }, lines) {
    this.tip.replaceChildren();
    lines.forEach((line, at) => html(at ? "span" : "b", "", line, this.tip));
    this.tip.hidden = false;
    const wide = this.tip.offsetWidth;
    const high = this.tip.offsetHeight;
    this.tip.style.left = `${Math.max(4, Math.min(this.width - wide - 4, x - wide / 2))}px`;
    this.tip.style.top = `${y - high - 22 > 0 ? y - high - 22 : y + 24}px`;
  }

  legend() {
    const list = html("ul", "legend", "", this.root);
    const row = (group, text, shape = "spot", status = "reported", hollow = false) => {
      const item = html("li", "", "", list);
      const mark = svg("svg", { width: 22, height: 22, viewBox: "-17 -17 34 34", "aria-hidden": "true" }, item);
      sign(mark, shape, status, hollow, group.colour, group.glyph);
      html("span", "", text, item);
    };
    const here = new Set(this.data.marks.map((mark) => mark.group));
    for (const [id, group] of Object.entries(this.groups)) if (here.has(id)) row(group, group.label);
    const plain = { colour: "#7b8794", glyph: "" };
    const any = (test) => this.data.marks.some(test);
    if (any((mark) => mark.shape === "line")) row(plain, "Somewhere along the line", "line");
    if (any((mark) => mark.shape === "area")) row(plain, "Somewhere in an area", "area");
    if (any((mark) => mark.uncertain)) row(plain, "Date uncertain", "spot", "reported", true);
    if (any((mark) => mark.status === "claimed")) row(plain, "Claimed by one side", "spot", "claimed");
    if (any((mark) => mark.status === "disputed")) row(plain, "Disputed", "spot", "disputed");
    html("li", "hint", "Shaded: the days and the stretch in question. Drag across to choose days.", list);
  }

  /* -- choosing days by dragging ---------------------------------------------------------------------------------- */

  brush() {
    const { left, right, top, bottom } = this.box;
    const veil = svg("rect", { y: top, height: bottom - top, class: "brush", visibility: "hidden" }, this.stage);
    let start = null;
    const at = (event) => Math.min(right, Math.max(left, event.clientX - this.stage.getBoundingClientRect().left));
    const stop = () => { start = null; veil.setAttribute("visibility", "hidden"); this.tip.hidden = true; };
    this.stage.addEventListener("pointerdown", (event) => {
      const x = event.clientX - this.stage.getBoundingClientRect().left;
      if (event.button || event.target.closest(".mark") || x < left || x > right) return;
      start = x;
      this.stage.setPointerCapture(event.pointerId);
    });
    this.stage.addEventListener("pointermove", (event) => {
      if (start === null) return;
      const [from, to] = [Math.min(start, at(event)), Math.max(start, at(event))];
      veil.setAttribute("x", from);
      veil.setAttribute("width", to - from);
      veil.setAttribute("visibility", "visible");
      this.point({ x: (from + to) / 2, y: 100 }, [`${said(this.day(from))} – ${said(this.day(to))}`]);
    });
    this.stage.addEventListener("pointerup", (event) => {
      if (start === null) return;
      const [from, to] = [Math.min(start, at(event)), Math.max(start, at(event))];
      stop();
      if (to - from > 6) this.tell("days", [iso(this.day(from)), iso(this.day(to))]);
    });
    this.stage.addEventListener("pointercancel", stop);
  }
}

/* One incident as the map draws it: a disc for a spot, a lozenge for a line, a soft disc for an area; hollow when its
 * date is uncertain, a dashed ring when one side claims it, a dotted one when it is disputed. */
function sign(root, shape, status, hollow, colour, glyph) {
  if (shape === "area") svg("circle", { r: 14, fill: colour, opacity: 0.25 }, root);
  const look = { fill: hollow ? "var(--paper)" : colour, stroke: hollow ? colour : "#ffffff", "stroke-width": hollow ? 2 : 1.4 };
  if (shape === "line") svg("rect", { x: -8, y: -8, width: 16, height: 16, rx: 3, transform: "rotate(45)", ...look }, root);
  else svg("circle", { r: shape === "area" ? 9 : 10, ...look }, root);
  if (status !== "reported") {
    const ring = { fill: "none", stroke: colour, "stroke-width": 2, "stroke-linecap": "round", "stroke-dasharray": status === "claimed" ? "5 4.4" : "0.1 4.3" };
    if (shape === "line") svg("rect", { x: -11, y: -11, width: 22, height: 22, rx: 4, transform: "rotate(45)", ...ring }, root);
    else svg("circle", { r: 13.5, ...ring }, root);
  }
  svg("text", { y: 4.2, "text-anchor": "middle", class: "glyph", style: `--glyph: ${hollow ? colour : "#ffffff"}` }, root, glyph ? glyph + "\uFE0E" : "");
}

/* 1, 2 or 5 times a power of ten, no smaller than asked. */
function nice(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((one) => one * power).find((one) => one >= least);
}

/* Beginnings of days, months or years, at most about so many, with their words. */
function ticks(first, last, most) {
  const found = [];
  const days = last - first;
  const months = days / 30.44;
  if (months / 6 > most) {
    const step = Math.max(1, nice(Math.max(1, months / 12 / most)));
    const year = new Date(first * DAY).getUTCFullYear();
    for (let one = Math.ceil(year / step) * step; Date.UTC(one, 0, 1) / DAY < last; one += step) found.push([Date.UTC(one, 0, 1) / DAY, String(one)]);
    return found;
  }
  if (days / 7 > most) {
    const step = [1, 2, 3, 6].find((one) => months / one <= most) || 6;
    const at = new Date(first * DAY);
    for (let month = Math.ceil(at.getUTCMonth() / step) * step; ; month += step) {
      const day = Date.UTC(at.getUTCFullYear(), month, 1) / DAY;
      if (day >= last) return found;
      const then = new Date(day * DAY);
      found.push([day, step === 6 || then.getUTCMonth() === 0 || !found.length ? `${MONTHS[then.getUTCMonth()]} ${then.getUTCFullYear()}` : MONTHS[then.getUTCMonth()]]);
    }
  }
  const step = Math.max(1, Math.ceil(days / most));
  for (let day = first; day < last; day += step) {
    const at = new Date(day * DAY);
    found.push([day, `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}${found.length ? "" : ` ${at.getUTCFullYear()}`}`]);
  }
  return found;
}
