// A ring of the reader's own, for a notebook that asks for one: its launch is dragged here and read back there.
// The frame around the page and the page itself only ever exchange numbers.

class Explored {
  constructor(view) {
    this.view = view;
    this.asked = null;
    window.addEventListener("message", event => this.hear(event));
    window.parent.postMessage({ georeach: "ready" }, "*");
  }

  hear({ source, data }) {
    if (source !== window.parent || data?.georeach !== "explore") return;
    const { lon, lat, radius, tolerance } = data;
    if (![lon, lat, radius, tolerance].every(Number.isFinite) || radius <= 0 || radius > 19.9e6 || tolerance <= 0) return;
    this.asked = { lon, lat, radius, tolerance };
    this.draw();
  }

  make() {
    const { map } = this.view, renderer = this.view.bands.renderer, at = { pane: "geo-band", renderer, smoothFactor: 0, interactive: false };
    this.line = L.polyline([], { ...at, className: "geo-explored" }).addTo(map);
    const icon = L.divIcon({ className: "geo-launch", iconSize: [28, 28], html: symbol("declared") });
    this.marker = L.marker([0, 0], { icon, draggable: true, keyboard: true, zIndexOffset: 2000 }).addTo(map);
    fill(this.marker.getElement(), { "aria-label": "Your own launch point. Arrow keys move it." }, []);
    this.marker.on("drag", () => this.moved(this.marker.getLatLng()));
    this.marker.getElement().addEventListener("keydown", event => this.key(event));
    this.view.labels.add(() => this.labels());
  }

  key(event) {
    const step = { ArrowUp: [0, -4], ArrowDown: [0, 4], ArrowLeft: [-4, 0], ArrowRight: [4, 0] }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const { map } = this.view;
    this.moved(map.layerPointToLatLng(map.latLngToLayerPoint(this.marker.getLatLng()).add(step)));
  }

  moved({ lat, lng }) {
    Object.assign(this.asked, { lat, lon: lng });
    this.draw();
    window.parent.postMessage({ georeach: "moved", lat, lon: (lng + 540) % 360 - 180 }, "*");
  }

  // As many vertices as keep each chord within the tolerance.
  count() {
    const { radius, tolerance } = this.asked, bend = 6371008.8 * Math.sin(Math.min(radius / 6371008.8, 3.1));
    return Math.min(Math.max(Math.ceil(Math.PI * Math.sqrt(Math.max(bend, 1) / (2 * tolerance))), 12), 20000);
  }

  draw() {
    if (!this.line) this.make();
    const { lat, lon, radius } = this.asked;
    this.line.setLatLngs(ring(lat, lon, radius, this.count()).line);
    this.marker.setLatLng([lat, lon]);
    this.view.labels.place();
  }

  labels() {
    const line = this.line.getLatLngs().map(p => this.view.map.latLngToContainerPoint(p)), { lat, lon, radius } = this.asked;
    return [
      { lines: [distanceText(radius, this.view.units), "your own figure, not of the text"], kind: "ring", className: "geo-own", edges: spread([line]), avoid: sampled(line), rank: 15 },
      { lines: ["your own launch point"], kind: "launch", at: [lat, lon], beside: true, away: 15, rank: 9 },
    ];
  }
}
