/* The map's layer: basemap, symbols and shapes of the view, fetched from this server and from nowhere else.
 *
 * Borderwatch.layer(config) gives a Leaflet layer. The layer is replaced on every change of filters or selection, while
 * the View behind it lives as long as the map: so nothing flickers, and the view stays where the reader put it.
 * Text of reports reaches the document as text nodes and attributes alone, never as markup.
 * Coordinates of the server are longitude first; they are turned where Leaflet is called.
 */
window.Borderwatch = (function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const PALETTE = {
    light: {
      land: "#f5f3ed", coast: "#b9c6ce", border: "#b3a9a0", province: "#ddd8cd",
      paper: "#ffffff", ink: "#1c2733", line: "#7a5a3a", zone: "#b07a3c",
    },
    dark: {
      land: "#222b35", coast: "#3a4854", border: "#5d6975", province: "#2f3a46",
      paper: "#18202a", ink: "#e8edf2", line: "#d8a873", zone: "#c08a50",
    },
  };
  const DASH = { claimed: "7 6", disputed: "1 6", reported: null };
  const CLOSE = 6; // from this zoom on the ground is fetched for the view
  const WIDEST_HATCH = 130; // pixels; a wider area is tinted alone, so that the ground stays legible
  const WIDEST_RING = 300; // pixels
  const MARK = { exact: "spot", locality: "spot", on_line: "line", along_line: "line" };

  function svg(name, attributes, parent) {
    const node = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    if (parent) parent.appendChild(node);
    return node;
  }

  function html(name, className, text, parent) {
    const node = document.createElement(name);
    if (className) node.className = className;
    if (text) node.textContent = text;
    if (parent) parent.appendChild(node);
    return node;
  }

  function latlng(point) {
    return L.latLng(point[1], point[0]);
  }

  class Marks {
    constructor(groups) {
      this.groups = Object.fromEntries(groups.map(([id, ...look]) => [id, look]));
    }

    colour(group) {
      return (this.groups[group] || this.groups.other)[1];
    }

    /* A canvas of `size` px whose middle is the origin. */
    stage(size) {
      const half = size / 2;
      return svg("svg", { width: size, height: size, viewBox: `${-half} ${-half} ${size} ${size}`, "aria-hidden": "true" });
    }

    glyph(root, group, fill) {
      const text = svg("text", { "text-anchor": "middle", y: 4.5, "font-size": 13, fill, class: "bw-glyph" }, root);
      text.textContent = (this.groups[group] || this.groups.other)[2] + "\uFE0E";
    }

    /* One incident: a disc for a spot, a lozenge for a line, a soft disc for an area; hollow when its date is uncertain.
     * `beyond`: the ring of its radius would be wider than the view, so even a town is no longer a spot. */
    single(symbol) {
      const colour = this.colour(symbol.group);
      const shape = (!symbol.beyond && MARK[symbol.precision]) || "area";
      const root = this.stage(36);
      if (shape === "area") svg("circle", { r: 16, fill: colour, opacity: 0.22, class: "bw-soft" }, root);
      const outline = {
        fill: symbol.uncertain ? "var(--paper)" : colour,
        stroke: symbol.uncertain ? colour : "#ffffff",
        "stroke-width": symbol.uncertain ? 2 : 1.6,
      };
      if (shape === "line") svg("rect", { x: -9, y: -9, width: 18, height: 18, rx: 3.5, transform: "rotate(45)", ...outline }, root);
      else svg("circle", { r: shape === "area" ? 10 : 11.5, ...outline }, root);
      if (DASH[symbol.status]) {
        const ring = { fill: "none", stroke: colour, "stroke-width": 2, "stroke-linecap": "round" };
        const dash = symbol.status === "claimed" ? "5 4.4" : "0.1 4.3";
        if (shape === "line") svg("rect", { x: -12, y: -12, width: 24, height: 24, rx: 5, transform: "rotate(45)", ...ring, "stroke-dasharray": dash }, root);
        else svg("circle", { r: 15, ...ring, "stroke-dasharray": dash }, root);
      }
      this.glyph(root, symbol.group, symbol.uncertain ? colour : "#ffffff");
      return { node: root, size: 36 };
    }

    /* Several incidents: a ring shared out among their groups, with the number in it. */
    cluster(symbol) {
      const radius = 14 + Math.min(14, 2.6 * Math.log2(symbol.n));
      const size = 2 * radius + 6;
      const root = this.stage(size);
      svg("circle", { r: radius + 1.5, fill: "var(--paper)" }, root);
      let gone = 0;
      for (const [group, count] of Object.entries(symbol.groups).sort((a, b) => b[1] - a[1])) {
        const share = (100 * count) / symbol.n;
        svg("circle", {
          r: radius - 2.5, fill: "none", stroke: this.colour(group), "stroke-width": 5, pathLength: 100,
          "stroke-dasharray": `${Math.max(share - 1.2, 0.6)} ${100 - Math.max(share - 1.2, 0.6)}`,
          "stroke-dashoffset": -gone, transform: "rotate(-90)",
        }, root);
        gone += share;
      }
      const label = symbol.n >= 10000 ? Math.round(symbol.n / 1000) + "k" : String(symbol.n);
      const text = svg("text", { "text-anchor": "middle", y: 4.3, "font-size": label.length > 3 ? 10.5 : 12.5, fill: "var(--ink)", class: "bw-count" }, root);
      text.textContent = label;
      return { node: root, size };
    }

    clusterName(symbol) {
      const parts = Object.entries(symbol.groups).sort((a, b) => b[1] - a[1])
        .map(([group, count]) => `${count} ${(this.groups[group] || this.groups.other)[0].toLowerCase()}`);
      return `${symbol.n} incidents: ${parts.join(", ")}`;
    }
  }

  class View {
    constructor(map, config) {
      this.map = map;
      this.config = {};
      this.marks = new Marks(config.groups);
      this.drawn = new Map();
      this.mine = "";
      this.busy = 0;
      this.stage(config);
      map.on("moveend", () => this.moved());
      new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
    }

    stage(config) {
      const map = this.map;
      if (config.font) html("style", "", config.font, document.head);
      map.setMinZoom(2).setMaxZoom(14);
      for (const [name, index, still] of [["land", 200, true], ["lines", 220, false], ["labels", 350, true], ["shapes", 400, false], ["halo", 590, true]]) {
        const pane = map.createPane("bw-" + name);
        pane.style.zIndex = index;
        if (still) pane.style.pointerEvents = "none";
      }
      this.land = L.canvas({ pane: "bw-land", padding: 0.4 });
      this.lines = L.svg({ pane: "bw-lines", padding: 0.4 });
      this.paths = L.svg({ pane: "bw-shapes", padding: 0.4 });
      this.base = L.layerGroup().addTo(map);
      this.fronts = L.layerGroup().addTo(map);
      this.labels = L.layerGroup().addTo(map);
      this.shapes = L.layerGroup().addTo(map);
      this.symbols = L.layerGroup().addTo(map);
      this.halo = L.layerGroup().addTo(map);
      L.control.attribution({ prefix: false, position: "bottomright" }).addTo(map);
      L.control.zoom({ position: "topleft" }).addTo(map);
      L.control.scale({ position: "bottomright", imperial: false }).addTo(map);
      this.hatches();
      this.notice = html("div", "bw-notice", "", map.getContainer());
      this.notice.setAttribute("role", "status");
      this.bar = html("div", "bw-bar", "", map.getContainer());
      if (!config.features) this.fitButton();
      if (config.legend) this.legend();
      if (!config.features) this.restore();
    }

    /* Fill patterns for areas, one for each group. */
    hatches() {
      const root = svg("svg", { width: 0, height: 0, class: "bw-defs", "aria-hidden": "true" }, document.body);
      const defs = svg("defs", {}, root);
      for (const [id, group] of Object.entries(this.marks.groups)) {
        const pattern = svg("pattern", { id: "bw-hatch-" + id, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, defs);
        svg("rect", { width: 7, height: 7, fill: group[1], opacity: 0.08 }, pattern);
        svg("line", { x1: 0, y1: 0, x2: 0, y2: 7, stroke: group[1], "stroke-width": 2, opacity: 0.45 }, pattern);
      }
    }

    fitButton() {
      const control = L.control({ position: "topleft" });
      control.onAdd = () => {
        const box = html("div", "leaflet-bar");
        const button = html("a", "bw-fit", "\u2922", box);
        button.href = "#";
        button.title = "Show all incidents of the filters";
        button.setAttribute("role", "button");
        button.setAttribute("aria-label", button.title);
        L.DomEvent.disableClickPropagation(box);
        L.DomEvent.on(button, "click", (event) => { L.DomEvent.stop(event); this.fitAll(); });
        return box;
      };
      control.addTo(this.map);
    }

    legend() {
      const control = L.control({ position: "bottomleft" });
      control.onAdd = () => {
        const box = html("details", "bw-legend");
        box.open = window.innerWidth > 640;
        html("summary", "", "Legend", box);
        const list = html("ul", "", "", box);
        const row = (mark, text) => {
          const item = html("li", "", "", list);
          item.appendChild(mark);
          html("span", "", text, item);
        };
        for (const [id, group] of Object.entries(this.marks.groups)) row(this.marks.single({ group: id, precision: "exact" }).node, group[0]);
        html("li", "bw-rule", "", list);
        const sample = { group: "other", precision: "locality" };
        row(this.marks.single({ ...sample, precision: "province" }).node, "Somewhere in an area");
        row(this.marks.single({ ...sample, precision: "along_line" }).node, "On or along a line");
        row(this.marks.single({ ...sample, uncertain: true }).node, "Date uncertain");
        row(this.marks.single({ ...sample, status: "claimed" }).node, "Claimed by one side");
        row(this.marks.single({ ...sample, status: "disputed" }).node, "Disputed");
        L.DomEvent.disableClickPropagation(box);
        L.DomEvent.disableScrollPropagation(box);
        return box;
      };
      control.addTo(this.map);
    }

    get palette() {
      return PALETTE[this.config.theme] || PALETTE.light;
    }

    configure(config) {
      const old = this.config;
      this.config = config;
      if (old.theme !== config.theme) this.paint();
      if (config.features) {
        this.draw(config.features.symbols, config.features.shapes);
        this.drawPlaces(config.features.places);
      }
      else if (old.query !== config.query || old.theme !== config.theme || old.stamp !== config.stamp) this.load();
      if (config.focus && JSON.stringify(old.focus) !== JSON.stringify(config.focus)) this.bring(config.focus);
      if (old.selected !== config.selected) this.select(config.selected);
    }

    async get(path, signal) {
      const response = await fetch(`${this.config.api}/${path}`, { signal });
      const body = await response.json();
      if (!response.ok) throw new Error(body.error || `the server answered ${response.status}`);
      return body;
    }

    say(text) {
      this.notice.textContent = text;
      this.notice.classList.toggle("is-on", Boolean(text));
    }

    /* -- basemap ------------------------------------------------------------------------------------------------- */

    async paint() {
      const container = this.map.getContainer();
      container.dataset.theme = document.documentElement.dataset.theme = this.config.theme;
      try {
        this.ground = this.ground || await this.get("basemap");
      } catch (error) {
        this.say(`The basemap cannot be loaded: ${error.message}`);
        return;
      }
      this.world = this.drawGround(this.ground);
      if (this.close) this.close.layer = this.drawGround(this.close.data);
      this.paintLines();
      this.map.attributionControl.addAttribution(this.ground.attribution);
      this.showGround();
      this.nameTowns();
    }

    drawGround(data) {
      const p = this.palette;
      const still = { renderer: this.land, interactive: false };
      const group = L.layerGroup();
      const add = (part, style) => part && L.geoJSON(part, { ...still, style: () => ({ ...still, ...style }) }).addTo(group);
      add(data.land, { fillColor: p.land, fillOpacity: 1, color: p.coast, weight: 0.8 });
      add(data.provinces, { color: p.province, weight: 0.8 });
      add(data.borders, { color: p.border, weight: 1.1 });
      add(data.disputed, { color: p.border, weight: 1.1, dashArray: "4 4" });
      return group;
    }

    /* The world from afar; from zoom 6 on the sharper ground of the view and as much again on every side of it. */
    async showGround() {
      if (!this.world) return;
      const zoom = Math.round(this.map.getZoom());
      const view = this.map.getBounds();
      if (zoom < CLOSE) {
        this.putGround(this.world);
        return;
      }
      if (this.close && this.close.zoom === zoom && this.close.bounds.contains(view)) {
        this.putGround(this.close.layer);
        return;
      }
      if (!this.shownGround) this.putGround(this.world);
      const bounds = view.pad(1);
      try {
        const data = await this.get(`ground?bbox=${this.box(1)}&z=${zoom}`);
        if (!data.land || Math.round(this.map.getZoom()) !== zoom || !bounds.contains(this.map.getBounds())) return;
        this.close = { data, bounds, zoom, layer: this.drawGround(data) };
        this.putGround(this.close.layer);
      } catch (error) {
        this.say(`The basemap cannot be loaded: ${error.message}`);
      }
    }

    putGround(layer) {
      if (this.shownGround !== layer) {
        this.base.clearLayers().addLayer(layer);
        this.shownGround = layer;
      }
      this.relabel();
    }

    /* Demarcation and ceasefire lines, and zones: named under the pointer. */
    paintLines() {
      const p = this.palette;
      this.fronts.clearLayers();
      for (const feature of this.ground.lines) {
        const zone = feature.geometry.type.endsWith("Polygon");
        const layer = L.geoJSON(feature, {
          interactive: true, bubblingMouseEvents: true,
          style: () => ({
            renderer: this.lines, color: p.line, weight: zone ? 0.6 : 1.8, opacity: zone ? 0.5 : 0.9,
            fillColor: p.zone, fillOpacity: zone ? 0.2 : 0, fill: zone, dashArray: feature.properties.approximate ? "6 5" : null,
          }),
        }).addTo(this.fronts);
        const named = html("span", "", feature.properties.name);
        if (feature.properties.basis) html("small", "", feature.properties.basis, named);
        layer.bindTooltip(named, { sticky: true, className: "bw-tip" });
      }
    }

    relabel() {
      const zoom = this.map.getZoom();
      const bounds = this.map.getBounds().pad(0.1);
      this.labels.clearLayers();
      const taken = [];
      const provinces = zoom >= CLOSE && this.close ? this.close.data.labels : [];
      const known = [...((this.ground && this.ground.labels) || []), ...(this.towns || []), ...provinces];
      for (const label of known) {
        if (zoom < label.from || zoom > label.to) continue;
        const at = L.latLng(label.lat, label.lon);
        if (!bounds.contains(at)) continue;
        const spot = this.map.latLngToContainerPoint(at);
        const half = 0.5 * (label.name.length * (label.kind === "country" ? 7.2 : 6) + 8);
        if (taken.some((other) => Math.abs(other.y - spot.y) < 16 && Math.abs(other.x - spot.x) < other.half + half)) continue;
        taken.push({ x: spot.x, y: spot.y, half });
        const node = html("span", `bw-label bw-label-${label.kind}`, label.name);
        L.marker(at, { pane: "bw-labels", interactive: false, keyboard: false, icon: L.divIcon({ className: "bw-plain", html: node, iconSize: [0, 0] }) }).addTo(this.labels);
      }
    }

    /* -- symbols and shapes of the view --------------------------------------------------------------------------- */

    /* Names of towns are a comfort: without a gazetteer the map goes without them. */
    async nameTowns() {
      const tail = `?bbox=${this.box()}&z=${Math.round(this.map.getZoom())}`;
      if (this.map.getZoom() < 5) this.towns = [];
      else {
        try {
          this.towns = (await this.get("towns" + tail)).towns;
        } catch (error) {
          console.warn(`No names of towns: ${error.message}`);
        }
      }
      this.relabel();
    }

    moved() {
      this.showGround();
      this.nameTowns();
      if (this.config.features) return;
      this.remember();
      this.load();
    }

    box(pad = 0.15) {
      const b = this.map.getBounds().pad(pad);
      const latitude = (value) => Math.max(-90, Math.min(90, value)).toFixed(5);
      return [b.getWest().toFixed(5), latitude(b.getSouth()), b.getEast().toFixed(5), latitude(b.getNorth())].join(",");
    }

    async load() {
      const size = this.map.getSize();
      if (this.config.features || !size.x || !size.y) return;
      if (this.asking) this.asking.abort();
      const asking = (this.asking = new AbortController());
      const slow = setTimeout(() => this.bar.classList.add("is-on"), 250);
      const tail = `?bbox=${this.box()}&z=${Math.round(this.map.getZoom())}${this.config.query ? "&" + this.config.query : ""}`;
      try {
        const [symbols, shapes] = await Promise.all([this.get("symbols" + tail, asking.signal), this.get("shapes" + tail, asking.signal)]);
        this.draw(symbols.symbols, shapes.shapes);
        this.say(symbols.symbols.length ? "" : "No incidents to show in this part of the map.");
      } catch (error) {
        if (error.name !== "AbortError") this.say(`The incidents cannot be loaded: ${error.message}`);
      } finally {
        clearTimeout(slow);
        if (asking === this.asking) this.bar.classList.remove("is-on");
      }
    }

    draw(symbols, shapes) {
      this.drawShapes(shapes || []);
      for (const symbol of symbols) if (symbol.n === 1 && symbol.radius > 0) this.ring(symbol);
      for (const symbol of symbols) symbol.beyond = symbol.n === 1 && this.pixels(symbol) > WIDEST_RING;
      const wanted = new Map(symbols.map((symbol) => [JSON.stringify(symbol), symbol]));
      for (const [key, marker] of this.drawn) {
        if (wanted.has(key)) continue;
        this.symbols.removeLayer(marker);
        this.drawn.delete(key);
      }
      for (const [key, symbol] of wanted) {
        if (!this.drawn.has(key)) this.drawn.set(key, this.place(symbol));
      }
      const state = window.borderwatch = window.borderwatch || { draws: 0 };
      state.draws += 1;
      state.symbols = symbols;
      this.markSelected();
    }

    place(symbol) {
      const one = symbol.n === 1;
      const mark = one ? this.marks.single(symbol) : this.marks.cluster(symbol);
      const name = one ? symbol.title : this.marks.clusterName(symbol);
      const icon = L.divIcon({ className: one ? "bw-mark bw-one" : "bw-mark bw-many", html: mark.node, iconSize: [mark.size, mark.size] });
      const marker = L.marker(latlng([symbol.lon, symbol.lat]), { icon, keyboard: true, riseOnHover: true, zIndexOffset: one ? 0 : 200 });
      marker.symbol = symbol;
      marker.bindTooltip(html("span", "", name), { direction: "top", offset: [0, -14], className: "bw-tip" });
      marker.on("click", (event) => { L.DomEvent.stop(event); this.choose(symbol); });
      marker.addTo(this.symbols);
      const element = marker.getElement();
      element.setAttribute("aria-label", name);
      element.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        this.choose(symbol);
      });
      return marker;
    }

    choose(symbol) {
      const map = this.map;
      if (symbol.n === 1) this.tell([symbol.id]);
      else if (symbol.spot || map.getZoom() >= map.getMaxZoom()) this.askMembers(`bbox=${symbol.bbox.join(",")}`);
      else {
        const bounds = L.latLngBounds(latlng(symbol.bbox.slice(0, 2)), latlng(symbol.bbox.slice(2)));
        const zoom = Math.min(map.getBoundsZoom(bounds.pad(0.3)), map.getZoom() + 3, map.getMaxZoom());
        map.setView(bounds.getCenter(), Math.max(zoom, map.getZoom() + 1));
      }
    }

    /* Several incidents on one spot or line: the page lists them. */
    async askMembers(which) {
      try {
        const tail = this.config.query ? "&" + this.config.query : "";
        this.tell((await this.get(`members?${which}${tail}`)).ids);
      } catch (error) {
        this.say(`The incidents cannot be listed: ${error.message}`);
      }
    }

    /* Hand the ids of what was chosen to the page; `turn` makes a second click on the same mark count. */
    tell(ids) {
      this.turn = (this.turn || 0) + 1;
      this.mine = ids.length === 1 ? ids[0] : "";
      if (this.mine && window.Streamlit) this.select(this.mine);
      if (window.Streamlit) window.Streamlit.setComponentValue({ picked: ids.slice(0, 200), turn: this.turn });
    }

    /* Places that a text names, as small dots. */
    drawPlaces(places) {
      for (const place of places) {
        const style = { renderer: this.paths, radius: 4, weight: 1.5, color: "#ffffff", fillColor: this.palette.ink, fillOpacity: 0.8 };
        L.circleMarker(latlng([place.lon, place.lat]), style)
          .bindTooltip(html("span", "", place.name), { className: "bw-tip" }).addTo(this.shapes);
      }
    }

    drawShapes(shapes) {
      this.shapes.clearLayers();
      for (const shape of shapes) {
        for (const style of this.styles(shape)) {
          const layer = L.geoJSON(shape.geometry, { style: () => style }).addTo(this.shapes);
          layer.bindTooltip(html("span", "", shape.title), { sticky: true, className: "bw-tip" });
          layer.on("click", (event) => {
            L.DomEvent.stop(event);
            if (shape.n > 1) this.askMembers(`incident=${encodeURIComponent(shape.id)}`);
            else this.tell([shape.id]);
          });
        }
      }
    }

    pixels(symbol) {
      const metres = (40075016.7 * Math.cos((symbol.lat * Math.PI) / 180)) / (256 * 2 ** this.map.getZoom());
      return (symbol.radius || 0) / metres;
    }

    /* How far off a single mark may be: a ring, hatched for a district or more, once it is wide enough to be seen. */
    ring(symbol) {
      const pixels = this.pixels(symbol);
      if (pixels < 15 || pixels > WIDEST_RING) return;
      const hatched = !MARK[symbol.precision] && !symbol.uncertain && pixels < WIDEST_HATCH;
      const colour = this.marks.colour(symbol.group);
      L.circle(latlng([symbol.lon, symbol.lat]), {
        renderer: this.paths, interactive: false, radius: symbol.radius, color: colour, weight: 1.2, opacity: 0.6,
        dashArray: DASH[symbol.status], fillColor: hatched ? `url(#bw-hatch-${symbol.group})` : colour, fillOpacity: hatched ? 1 : 0.05,
      }).addTo(this.shapes);
    }

    /* A line of uncertain date is hollow: a coloured line with a paper core. */
    styles(shape) {
      const colour = this.marks.colour(shape.group);
      const dashArray = DASH[shape.status] || null;
      const common = { renderer: this.paths, color: colour, dashArray, lineCap: "round" };
      if (!shape.geometry.type.endsWith("Polygon")) {
        const line = { ...common, weight: shape.uncertain ? 6 : 4.5, opacity: 0.72, fill: false };
        return shape.uncertain ? [line, { ...line, color: this.palette.paper, weight: 2.6, opacity: 0.95 }] : [line];
      }
      const hollow = { ...common, weight: 1.4, opacity: 0.75, fillColor: colour, fillOpacity: 0.05 };
      return [shape.hatched && !shape.uncertain ? { ...hollow, fillColor: `url(#bw-hatch-${shape.group})`, fillOpacity: 1 } : hollow];
    }

    /* -- selection and view --------------------------------------------------------------------------------------- */

    async select(id) {
      this.chosen = id;
      this.halo.clearLayers();
      this.markSelected();
      if (!id || this.config.features) return;
      let found;
      try {
        found = await this.get(`incident/${encodeURIComponent(id)}`);
      } catch (error) {
        this.say(`The incident cannot be shown: ${error.message}`);
        return;
      }
      if (this.chosen !== id) return;
      this.halo.clearLayers();
      if (found.geometry) L.geoJSON(found.geometry, { interactive: false, style: () => ({ pane: "bw-halo", color: this.palette.ink, weight: 2.2, opacity: 0.85, fill: false }) }).addTo(this.halo);
      const ring = html("span", "bw-ring");
      L.marker(latlng([found.lon, found.lat]), { pane: "bw-halo", interactive: false, keyboard: false, icon: L.divIcon({ className: "bw-plain", html: ring, iconSize: [0, 0] }) }).addTo(this.halo);
      if (this.mine !== id) this.bring(found.bbox);
      this.mine = "";
    }

    markSelected() {
      for (const marker of this.drawn.values()) {
        const element = marker.getElement();
        if (element) element.classList.toggle("is-chosen", Boolean(this.chosen) && marker.symbol.id === this.chosen);
      }
    }

    bring(box) {
      const bounds = L.latLngBounds(latlng([box[0], box[1]]), latlng([box[2], box[3]]));
      const wide = this.map.latLngToContainerPoint(bounds.getSouthWest()).distanceTo(this.map.latLngToContainerPoint(bounds.getNorthEast()));
      const seen = this.map.getBounds().pad(-0.08).contains(bounds);
      if (seen && this.map.getZoom() >= 7 && wide < 900) return;
      this.map.fitBounds(bounds.pad(0.25), { maxZoom: 9.5, animate: true });
    }

    async fitAll() {
      const tail = this.config.query ? "&" + this.config.query : "";
      const all = await this.get(`symbols?bbox=-180,-90,180,90&z=5${tail}`);
      if (!all.symbols.length) return this.say("No incident fits these filters.");
      const bounds = L.latLngBounds(all.symbols.map((symbol) => latlng([symbol.lon, symbol.lat])));
      return this.map.fitBounds(bounds.pad(0.15), { maxZoom: 10 });
    }

    remember() {
      const centre = this.map.getCenter();
      const view = [Number(centre.lng.toFixed(5)), Number(centre.lat.toFixed(5)), this.map.getZoom()];
      window.borderwatchView = view;
      sessionStorage.setItem("borderwatch.view", JSON.stringify(view));
    }

    restore() {
      const linked = JSON.stringify(this.config.view || null);
      const isNew = this.config.view && linked !== sessionStorage.getItem("borderwatch.linked");
      sessionStorage.setItem("borderwatch.linked", linked);
      const kept = isNew ? this.config.view : JSON.parse(sessionStorage.getItem("borderwatch.view") || "null");
      if (kept) this.map.setView(latlng(kept), kept[2], { animate: false });
    }
  }

  const Proxy = L.Layer.extend({
    initialize(config) {
      this.config = config;
    },
    onAdd(map) {
      map.borderwatch = map.borderwatch || new View(map, this.config);
      map.borderwatch.configure(this.config);
    },
    onRemove() {},
  });

  return { layer: (config) => new Proxy(config) };
})();
