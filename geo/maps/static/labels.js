// One placer for every label on the map: the important ones first, and none over another.

const FONTS = {
  launch: "700 13px", ring: "600 12px", zone: "italic 600 12px", mention: "600 12px",
  country: "600 12px", region: "italic 11px", city: "11px", disputed: "italic 10px", measure: "700 12px",
};
const FAMILY = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const LINE = 14, GAP = 3;
const MUST = 50;  // labels of a smaller rank are written even where a ring crosses them
const CROSSED = 48;  // a ring's label that costs more is left out where another ring of the same name bears one
const ONCE = ["country", "region", "zone", "city"];
const CELL = 16;  // pixels
const AIR = 14000;  // square pixels of map for each city that is named

const placers = new WeakMap();

// The placer of a map: one for all layers of ours on it.
function labelsOf(map) {
  if (!placers.has(map)) { placers.set(map, new Labels(map)); new Scale().addTo(map); }
  return placers.get(map);
}

class Labels {
  constructor(map) {
    this.map = map;
    const above = pane(map, "geo-labels", 610);
    above.style.pointerEvents = "none";
    this.root = svg("svg", { class: "geo-labels", width: 1, height: 1, "aria-hidden": "true" });
    above.append(this.root);
    this.sources = [];
    this.measure = document.createElement("canvas").getContext("2d");
    this.widths = new Map();
    map.on("zoomstart", () => this.root.classList.add("geo-hidden"));
    map.on("moveend zoomend resize", () => this.place());
  }

  // A function that gives labels; asked on every move.
  add(source) {
    this.sources.push(source);
  }

  width(text, kind) {
    const key = kind + text;
    if (!this.widths.has(key)) {
      this.measure.font = `${FONTS[kind]} ${FAMILY}`;
      const spaced = kind === "country" ? text.toUpperCase() : text;
      this.widths.set(key, this.measure.measureText(spaced).width * (kind === "country" ? 1.14 : 1) + 2);
    }
    return this.widths.get(key);
  }

  place() {
    const size = this.map.getSize(), taken = this.controls(), drawn = [], named = new Set();
    const labels = this.sources.flatMap(source => source());
    this.beside = [];  // labels of rings: two of them side by side would be mixed up
    for (const label of labels) for (const p of label.avoid ?? []) p.of = label;
    this.lines = cells(labels.flatMap(label => label.avoid ?? []));
    this.towns = cells(labels.flatMap(label => label.index < 60 ? this.mind(label) : []));
    for (const label of labels) for (const box of label.blocks ?? []) taken.push(box);
    labels.sort((a, b) => a.rank - b.rank);
    let cities = size.x * size.y / AIR;
    for (const label of labels) {
      if (!label.lines.length || (label.kind === "city" && cities < 1)) continue;
      const name = `${label.kind} ${label.lines[0]}`;
      if (ONCE.includes(label.kind) && named.has(name)) continue;  // two layers of ours may name the same ground
      const found = this.spot(label, taken, size);
      if (!found || (found.cost > CROSSED && named.has(label.lines[0]))) continue;
      if (label.edges) this.beside.push(found.box);
      named.add(label.edges ? label.lines[0] : name);
      if (label.kind === "city") cities--;
      taken.push(found.box, ...(found.dot ? [found.dot] : []));
      drawn.push(this.draw(label, found));
    }
    this.root.replaceChildren(...drawn.flat());
    this.root.classList.remove("geo-hidden");
  }

  controls() {
    const frame = this.map.getContainer().getBoundingClientRect();
    return [...this.map.getContainer().querySelectorAll(".leaflet-control")].map(node => {
      const box = node.getBoundingClientRect();
      return [box.left - frame.left, box.top - frame.top, box.right - frame.left, box.bottom - frame.top];
    });
  }

  // The first free box of a label that no ring crosses, in its full words or its short ones; what must be named
  // takes the free box that rings cross least.
  spot(label, taken, size) {
    let best = null;
    for (const lines of [label.lines, ...(label.short ? [label.short] : [])]) {
      const found = this.fit({ ...label, lines }, taken, size, label);
      if (found && (!best || found.cost < best.cost)) best = { ...found, lines };
      if (best?.cost === 0) break;
    }
    return best;
  }

  fit(label, taken, size, owner) {
    const width = Math.max(...label.lines.map(line => this.width(line, label.kind)));
    const height = label.lines.length * LINE;
    if (label.room !== undefined && label.room < width * 0.75) return null;
    let best = null, least = label.rank < MUST ? Infinity : 1;
    for (const { p, out } of label.edges ?? (label.anchors ?? [label.at]).map(at => ({ p: this.map.latLngToContainerPoint(at) }))) {
      if (p.x < -width || p.y < -40 || p.x > size.x + width || p.y > size.y + 40) continue;
      const dot = label.dot ? [p.x - 3, p.y - 3, p.x + 3, p.y + 3] : null;
      if (dot && this.hits(dot, taken)) continue;
      for (const [x, y, anchor] of boxes(p, width, height, label, out)) {
        const box = [x - GAP, y - 1, x + width + GAP, y + height + 1];
        if (box[0] < 2 || box[1] < 2 || box[2] > size.x - 2 || box[3] > size.y - 2 || this.hits(box, taken)) continue;
        const cost = out ? this.cost(box, owner) : inBox(this.lines, box);
        if (cost < least) { least = cost; best = { p, box, x, y, width, anchor, dot, cost }; }
        if (!cost) return best;
      }
    }
    return best;
  }

  // What a ring's label would hide, whether it stands at its own ring, and how near it comes to another.
  cost([left, top, right, bottom], label) {
    const wide = [left - 9, top - 9, right + 9, bottom + 9], other = inBox(this.lines, wide, label);
    const alone = inBox(this.lines, wide) === other;
    return 6 * inBox(this.lines, [left, top, right, bottom]) + other + inBox(this.towns, [left, top, right, bottom]) + (alone ? 5 : 0)
      + (this.hits([left - 12, top - 24, right + 12, bottom + 24], this.beside) ? 8 : 0);
  }

  // A large city counts like some points of a ring, so that the label of a ring is not put over its name.
  mind(label) {
    const p = this.map.latLngToContainerPoint(label.at);
    return [0, 15, 30].flatMap(x => [L.point(p.x + x, p.y), L.point(p.x + x, p.y + 5)]);
  }

  hits(box, taken) {
    return taken.some(t => box[0] < t[2] && box[2] > t[0] && box[1] < t[3] && box[3] > t[1]);
  }

  draw(label, { p, x, y, width, anchor, dot, lines }) {
    const shift = this.map.containerPointToLayerPoint([0, 0]);
    const textX = (anchor === "end" ? x + width : anchor === "middle" ? x + width / 2 : x) + shift.x;
    const nodes = dot ? [svg("circle", { class: `geo-dot geo-dot-${label.kind}`, cx: p.x + shift.x, cy: p.y + shift.y, r: label.kind === "mention" ? 3.5 : 2 })] : [];
    lines.forEach((line, i) => {
      const text = svg("text", { class: `geo-text geo-text-${label.kind} ${label.className ?? ""} ${i ? "geo-second" : ""}`, x: textX, y: y + shift.y + LINE * (i + 1) - 3.5, "text-anchor": anchor });
      text.textContent = label.kind === "country" ? line.toUpperCase() : line;
      nodes.push(text);
    });
    return nodes;
  }
}

// Where a label may stand about its point: outside or inside an edge, with its nearest corner there, beside a dot, or centred on it.
function boxes(p, width, height, label, out) {
  const away = label.away ?? 6;
  if (out) {
    const [x, y] = out.map(part => Math.abs(part) < 0.15 ? 0 : Math.sign(part));
    return [1, -1].map(way => [p.x + way * (away * out[0] + x * width / 2) - width / 2, p.y + way * (away * out[1] + y * height / 2) - height / 2, "middle"]);
  }
  if (label.dot || label.beside) {
    return [
      [p.x + away, p.y - height / 2, "start"], [p.x - away - width, p.y - height / 2, "end"],
      [p.x - width / 2, p.y - away - height, "middle"], [p.x - width / 2, p.y + away, "middle"],
      [p.x + away * 0.8, p.y - height - 1, "start"], [p.x + away * 0.8, p.y + 1, "start"],
      [p.x - away * 0.8 - width, p.y - height - 1, "end"], [p.x - away * 0.8 - width, p.y + 1, "end"],
    ];
  }
  return [[p.x - width / 2, p.y - height / 2, "middle"]];
}

// Points by the cell of the screen they lie in.
function cells(points) {
  const found = new Map();
  for (const p of points) {
    const key = Math.floor(p.x / CELL) * 65536 + Math.floor(p.y / CELL);
    found.has(key) ? found.get(key).push(p) : found.set(key, [p]);
  }
  return found;
}

// How many points lie in a box, those of one label apart.
function inBox(found, [left, top, right, bottom], apart) {
  let count = 0;
  for (let x = Math.floor(left / CELL); x <= right / CELL; x++) {
    for (let y = Math.floor(top / CELL); y <= bottom / CELL; y++) {
      for (const p of found.get(x * 65536 + y) ?? []) count += (!apart || p.of !== apart) && p.x > left && p.x < right && p.y > top && p.y < bottom;
    }
  }
  return count;
}
