// Points and areas beside the rings: launches, zones, places that the text names.

const KINDS = { declared: "declared", illustrative: "illustrative", territory: "territory" };

class Marks {
  constructor(view) {
    this.view = view;
    const map = view.map;
    pane(map, "geo-zone", 390);
    this.renderer = L.svg({ pane: "geo-zone", padding: 0.5 });
    this.zones = view.data.zones.map(zone => this.zone(zone));
    this.launches = view.data.launches.map((launch, index) => this.launch(launch, index));
    this.places = L.layerGroup(view.data.places.filter(pinned).map(place => this.place(place)));
  }

  zone(zone) {
    const at = { pane: "geo-zone", renderer: this.renderer, smoothFactor: 0.5 };
    const shape = L.polygon(unpackPolygons(zone.shape, 4), { ...at, className: "geo-zone", stroke: false });
    const line = L.polyline(unpackLines(zone.line, 4), { ...at, className: "geo-zone-line", interactive: false });
    shape.bindTooltip(() => this.view.zoneCard(zone), { sticky: true, className: "geo-tip", opacity: 1 });
    shape.bindPopup(() => this.view.zoneCard(zone), { className: "geo-popup", maxWidth: 320 });
    shape.on("add", () => { hatch(this.renderer._container); line.bringToFront(); });
    return { data: zone, group: L.layerGroup([shape, line]) };
  }

  launch(launch, index) {
    launch.home = [launch.lat, launch.lon];
    const parts = [];
    if (launch.shape.length) {
      const at = { pane: "geo-zone", renderer: this.renderer, smoothFactor: 0.5, className: "geo-territory" };
      parts.push(L.polygon(unpackPolygons(launch.shape, 3), { ...at, stroke: false }));
      parts.push(L.polyline(unpackLines(launch.line, 3), { ...at, interactive: false, className: "geo-territory-line" }));
      parts[0].bindTooltip(() => this.view.launchCard(launch), { sticky: true, className: "geo-tip", opacity: 1 });
    } else parts.push(this.marker(launch, index));
    return { data: launch, group: L.layerGroup(parts), marker: launch.shape.length ? null : parts[0] };
  }

  marker(launch, index) {
    const icon = L.divIcon({ className: "geo-launch", iconSize: [28, 28], html: symbol(launch.kind) });
    const marker = L.marker([launch.lat, launch.lon], { icon, draggable: true, keyboard: true, zIndexOffset: 1000 });
    marker.bindTooltip(() => this.view.launchCard(launch), { className: "geo-tip", opacity: 1, offset: [14, 0] });
    marker.on("drag", () => this.view.moveLaunch(index, marker.getLatLng()));
    marker.on("dragend", () => this.view.settle());
    marker.on("click", () => this.view.choose(index));
    marker.on("add", () => {
      const node = marker.getElement();
      fill(node, { "aria-label": `Launch ${launch.name}, ${launch.kind}. Arrow keys move it, Escape puts it back.` }, []);
      node.addEventListener("keydown", event => this.key(event, marker, index));
    });
    return marker;
  }

  key(event, marker, index) {
    const steps = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }, step = steps[event.key];
    if (event.key === "Escape") { event.preventDefault(); this.view.resetLaunch(index); return; }
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const map = this.view.map, by = event.shiftKey ? 20 : 4;
    const to = map.layerPointToLatLng(map.latLngToLayerPoint(marker.getLatLng()).add(L.point(step).multiplyBy(by)));
    marker.setLatLng(to);
    this.view.moveLaunch(index, to);
    this.view.settle();
  }

  place(place) {
    const mark = L.circleMarker([place.lat, place.lon], { pane: "geo-band", renderer: this.view.bands.renderer, radius: 8, className: "geo-hit" });
    mark.bindTooltip(() => this.view.placeCard(place), { className: "geo-tip", opacity: 1 });
    return mark;
  }

  show(toggles) {
    const map = this.view.map;
    for (const zone of this.zones) shownNow(zone.data) ? zone.group.addTo(map) : zone.group.remove();
    for (const launch of this.launches) shownNow(launch.data) ? launch.group.addTo(map) : launch.group.remove();
    toggles.places ? this.places.addTo(map) : this.places.remove();
  }

  zoneNames() {
    return new Set(this.zones.filter(zone => shownNow(zone.data)).map(zone => zone.data.name));
  }

  labels(toggles) {
    const map = this.view.map, labels = [];
    for (const { data, marker } of this.launches) {
      if (!shownNow(data)) continue;
      const p = map.latLngToContainerPoint([data.lat, data.lon]);
      const moved = data.lat !== data.home[0] || data.lon !== data.home[1];
      labels.push({
        lines: [data.name, moved ? "moved by hand" : data.date ? `${KINDS[data.kind]}, ${data.date}` : KINDS[data.kind]], kind: "launch",
        at: [data.lat, data.lon], beside: true, away: marker ? 15 : 0, rank: 10,
        blocks: marker ? [[p.x - 13, p.y - 13, p.x + 13, p.y + 13]] : [],
      });
    }
    for (const { data } of this.zones) {
      if (shownNow(data)) labels.push({ lines: [data.name, "zone"], kind: "zone", at: [data.at[1], data.at[0]], rank: 30, anchors: around([data.at[1], data.at[0]], map) });
    }
    if (!toggles.places) return labels;
    const zones = this.zoneNames();
    const launches = new Set(this.launches.filter(launch => shownNow(launch.data)).map(launch => launch.data.name));
    for (const place of this.view.data.places) {
      if (zones.has(place.name) || place.kind === "country") continue;
      if (place.kind === "settlement" && launches.has(place.name)) continue;
      labels.push({ lines: [place.name], kind: "mention", at: [place.lat, place.lon], dot: place.kind !== "region" && place.kind !== "water", rank: 40 });
    }
    return labels;
  }
}

const pinned = place => place.kind !== "country";

// A label's own point, and some beside it.
function around(at, map, by = 40) {
  const p = map.latLngToContainerPoint(at);
  return [[0, 0], [0, .65], [0, -.65], [1, 0], [-1, 0], [1, 1], [-1, 1], [1, -1], [-1, -1], [0, 1.5], [0, -1.5]]
    .map(([x, y]) => map.containerPointToLatLng(p.add([x * by, y * by])));
}

// A ring with a cross for a declared launch, a dashed open ring for an illustrative one.
function symbol(kind) {
  const open = kind === "illustrative";
  return svg("svg", { width: 28, height: 28, viewBox: "-14 -14 28 28", "aria-hidden": "true" },
    svg("circle", { r: 9, class: open ? "geo-launch-open" : "geo-launch-full" }),
    open ? svg("circle", { r: 2.2, class: "geo-launch-dot" }) : svg("path", { d: "M0-5V5M-5 0H5", class: "geo-launch-cross" }));
}

// Diagonal lines for the zone, defined once in the drawing that uses them.
function hatch(container) {
  if (container.querySelector("#geo-hatch")) return;
  container.prepend(svg("defs", {}, svg("pattern", { id: "geo-hatch", width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    svg("line", { x1: 0, y1: 0, x2: 0, y2: 7, class: "geo-hatch-line" }))));
}
