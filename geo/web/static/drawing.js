/* Drawing on a map: a point, a line or an area. A click sets a corner, a double click (or Done) ends; corners can be
 * dragged. By keyboard: move the map with the arrow keys, Enter sets a corner at the cross, Backspace takes one back.
 * Coordinates of the page are longitude first; they are turned where Leaflet is called.
 */
window.BorderwatchDrawing = (function () {
  "use strict";

  const MOST_HANDLES = 60;
  const LEAST = { Point: 1, LineString: 2, Polygon: 3 };
  const HINT = {
    Point: "Click where it happened. By keyboard: arrows move the map, Enter sets the point at the cross.",
    LineString: "Click along the line, double click or Done to end. Enter sets a corner at the cross.",
    Polygon: "Click the corners, double click or Done to end. Enter sets a corner at the cross.",
  };

  class Pen {
    constructor(map) {
      this.map = map;
      this.type = "";
      this.corners = [];
      this.open = false;
      this.told = null;
      this.turn = 0;
      this.layer = L.layerGroup().addTo(map);
      this.toolbar();
      this.cross = L.DomUtil.create("div", "bw-cross", map.getContainer());
      this.cross.setAttribute("aria-hidden", "true");
      map.doubleClickZoom.disable();
      map.on("click", (event) => this.open && this.add(event.latlng));
      map.on("dblclick", () => this.open && this.done());
      map.getContainer().addEventListener("keydown", (event) => this.pressed(event));
    }

    toolbar() {
      const control = L.control({ position: "topright" });
      control.onAdd = () => {
        const box = L.DomUtil.create("div", "bw-pens");
        box.setAttribute("role", "toolbar");
        box.setAttribute("aria-label", "Draw");
        this.buttons = {};
        for (const [type, name] of [["Point", "Point"], ["LineString", "Line"], ["Polygon", "Area"]]) this.buttons[type] = this.button(box, name, () => this.begin(type));
        this.doneButton = this.button(box, "Done", () => this.done());
        this.clearButton = this.button(box, "Clear", () => this.clear());
        L.DomEvent.disableClickPropagation(box);
        return box;
      };
      control.addTo(this.map);
      const hint = L.control({ position: "bottomleft" });
      hint.onAdd = () => {
        this.hint = L.DomUtil.create("p", "bw-hint");
        this.hint.setAttribute("role", "status");
        return this.hint;
      };
      hint.addTo(this.map);
    }

    button(box, name, act) {
      const button = L.DomUtil.create("button", "", box);
      button.type = "button";
      button.textContent = name;
      L.DomEvent.on(button, "click", (event) => { L.DomEvent.stop(event); act(); });
      return button;
    }

    /* What the page has; it is what this pen told it last, unless the page changed it. */
    configure(geometry) {
      const text = JSON.stringify(geometry);
      if (this.open || text === this.told) return;
      this.told = text;
      this.corners = [];
      this.type = geometry ? geometry.type : "";
      this.fixed = null;
      if (geometry) this.read(geometry);
      this.draw();
      if (geometry) this.bring(geometry);
    }

    read(geometry) {
      const flat = { Point: (c) => [c], LineString: (c) => c, Polygon: (c) => (c.length === 1 ? c[0].slice(0, -1) : null) };
      const corners = flat[geometry.type] ? flat[geometry.type](geometry.coordinates) : null;
      if (corners && corners.length <= MOST_HANDLES) this.corners = corners.map(([lon, lat]) => L.latLng(lat, lon));
      else this.fixed = geometry;
    }

    bring(geometry) {
      const bounds = L.geoJSON(geometry).getBounds();
      if (bounds.isValid() && !this.map.getBounds().contains(bounds)) this.map.fitBounds(bounds.pad(0.4), { maxZoom: 10, animate: false });
    }

    begin(type) {
      this.type = type;
      this.corners = [];
      this.fixed = null;
      this.open = true;
      this.draw();
      this.map.getContainer().focus({ preventScroll: true });
    }

    add(at) {
      const spot = this.map.latLngToContainerPoint(at);
      const last = this.corners[this.corners.length - 1];
      if (last && this.map.latLngToContainerPoint(last).distanceTo(spot) < 5) return;
      this.corners = this.type === "Point" ? [at] : [...this.corners, at];
      if (this.type === "Point") this.done();
      else this.draw();
    }

    done() {
      if (!this.open) return;
      if (this.corners.length < LEAST[this.type]) {
        this.hint.textContent = this.type === "Polygon" ? "An area needs three corners." : "A line needs two corners.";
        return;
      }
      this.open = false;
      this.tell();
    }

    clear() {
      this.open = false;
      this.type = "";
      this.corners = [];
      this.fixed = null;
      this.tell();
    }

    pressed(event) {
      if (event.target !== this.map.getContainer() || !this.open) return;
      if (event.key === "Enter") this.add(this.map.getCenter());
      else if (event.key === "Backspace") { this.corners.pop(); this.draw(); }
      else if (event.key === "Escape") this.clear();
      else return;
      event.preventDefault();
      event.stopPropagation();
    }

    geometry() {
      const round = (value) => Math.round(value * 1e6) / 1e6;
      const corners = this.corners.map((at) => { const spot = at.wrap(); return [round(spot.lng), round(spot.lat)]; });
      if (this.fixed) return this.fixed;
      if (!corners.length) return null;
      if (this.type === "Point") return { type: "Point", coordinates: corners[0] };
      if (this.type === "LineString") return { type: "LineString", coordinates: corners };
      return { type: "Polygon", coordinates: [[...corners, corners[0]]] };
    }

    tell() {
      this.draw();
      const drawn = this.geometry();
      this.told = JSON.stringify(drawn);
      this.turn += 1;
      if (window.Streamlit) window.Streamlit.setComponentValue({ drawn, turn: this.turn });
    }

    draw() {
      this.layer.clearLayers();
      const style = { color: "#c2410c", weight: 3, fillOpacity: 0.15, interactive: false };
      if (this.fixed) L.geoJSON(this.fixed, { style: () => style, pointToLayer: (_, at) => L.circleMarker(at, style) }).addTo(this.layer);
      else if (this.corners.length > 1) {
        const closed = this.type === "Polygon" && !(this.open && this.corners.length < 3);
        this.line = (closed ? L.polygon : L.polyline)(this.corners, style).addTo(this.layer);
      }
      this.corners.forEach((at, number) => this.handle(at, number));
      for (const [type, button] of Object.entries(this.buttons)) button.setAttribute("aria-pressed", String(this.open && this.type === type));
      this.doneButton.hidden = !this.open || this.type === "Point";
      this.clearButton.hidden = !this.corners.length && !this.fixed;
      this.map.getContainer().classList.toggle("is-drawing", this.open);
      this.hint.textContent = this.open ? HINT[this.type] : this.corners.length ? "Drag a corner to move it." : "Choose Point, Line or Area.";
      window.borderwatchDrawing = { open: this.open, geometry: this.geometry() };
    }

    handle(at, number) {
      const icon = L.divIcon({ className: "bw-corner", iconSize: [16, 16] });
      const marker = L.marker(at, { icon, draggable: true, keyboard: false, title: `Corner ${number + 1}` }).addTo(this.layer);
      marker.on("drag", () => { this.corners[number] = marker.getLatLng(); if (this.line) this.line.setLatLngs(this.corners); });
      marker.on("dragend", () => (this.open ? this.draw() : this.tell()));
      marker.on("dblclick", (event) => { L.DomEvent.stop(event); if (this.open) this.done(); });
    }
  }

  const Proxy = L.Layer.extend({
    initialize(config) { this.config = config; },
    onAdd(map) {
      map.borderwatchPen = map.borderwatchPen || new Pen(map);
      map.borderwatchPen.configure(this.config.geometry);
    },
    onRemove() {},
  });

  return { layer: (config) => new Proxy(config) };
})();
