// Very many: a shade that says how many rings cover each spot, instead of ten thousand outlines; points as dots.

const COARSE = 4;  // pixels of a shaded cell

// A canvas under the labels that is drawn again after every move.
const Canvas = L.Layer.extend({
  initialize(paint) {
    this.paint = paint;
  },
  onAdd(map) {
    const under = pane(map, "geo-crowd", 400);
    under.style.pointerEvents = "none";
    this.canvas = el("canvas", { class: "geo-canvas" });
    under.append(this.canvas);
    map.on("moveend resize", this.draw, this);
    map.on("zoomstart", this.clear, this);
    this.draw();
  },
  onRemove(map) {
    this.canvas.remove();
    map.off("moveend resize", this.draw, this);
    map.off("zoomstart", this.clear, this);
  },
  clear() {
    this.canvas.getContext("2d").clearRect(0, 0, this.canvas.width, this.canvas.height);
  },
  draw() {
    const map = this._map, size = map.getSize();
    Object.assign(this.canvas, { width: size.x, height: size.y });
    L.DomUtil.setPosition(this.canvas, map.containerPointToLayerPoint([0, 0]));
    this.paint(this.canvas.getContext("2d"), size, map);
  },
});

// Pixels of points in web Mercator, for the view as it is: a Float32Array of x, y.
function onScreen(points, map) {
  const scale = 256 * 2 ** map.getZoom(), left = map.getPixelBounds().min, out = new Float32Array(points.length);
  for (let i = 0; i < points.length; i += 2) {
    const sin = Math.sin(points[i] * RAD);
    out[i] = scale * (points[i + 1] / 360 + 0.5) - left.x;
    out[i + 1] = scale * (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) - left.y;
  }
  return out;
}

function dots(context, points, size, map, colour, width) {
  const at = onScreen(points, map);
  context.fillStyle = colour;
  for (let i = 0; i < at.length; i += 2) {
    if (at[i] > -width && at[i + 1] > -width && at[i] < size.x + width && at[i + 1] < size.y + width) {
      context.fillRect(at[i] - width / 2, at[i + 1] - width / 2, width, width);
    }
  }
}

// Unit vectors of points on a sphere: good enough to shade a cell, never to state a figure.
function unit(lat, lon) {
  const cos = Math.cos(lat * RAD);
  return [cos * Math.cos(lon * RAD), cos * Math.sin(lon * RAD), Math.sin(lat * RAD)];
}

class Crowd {
  constructor(view, crowd, index) {
    Object.assign(this, { view, claim: view.data.claims[crowd.claim], claimIndex: crowd.claim, index });
    this.points = Float64Array.from(unpack(crowd.points, 4).flat());
    this.count = this.points.length / 2;
    this.vectors = new Float64Array(this.count * 3);
    for (let i = 0; i < this.count; i++) this.vectors.set(unit(this.points[2 * i], this.points[2 * i + 1]), 3 * i);
    this.layer = new Canvas((context, size, map) => this.paint(context, size, map));
    this.most = 0;
  }

  colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  paint(context, size, map) {
    const wide = Math.ceil(size.x / COARSE), high = Math.ceil(size.y / COARSE), counts = this.shade(wide, high, map);
    this.most = counts.reduce((most, count) => Math.max(most, count), 0);
    context.fillStyle = this.colour(`--c${this.claimIndex % 7}`);
    for (let i = 0; i < counts.length; i++) {
      if (!counts[i]) continue;
      context.globalAlpha = 0.1 + 0.6 * counts[i] / this.most;
      context.fillRect(i % wide * COARSE, Math.floor(i / wide) * COARSE, COARSE, COARSE);
    }
    context.globalAlpha = this.count > 2000 ? 0.45 : 1;
    dots(context, this.points, size, map, this.colour("--ink"), this.count > 2000 ? 1 : 2);
    context.globalAlpha = 1;
    this.note?.();
  }

  // How many rings cover each cell. Every ring touches only the rows and cells near it.
  shade(wide, high, map) {
    const counts = new Uint32Array(wide * high), reach = this.claim.best, cos = Math.cos(reach / 6371008.8);
    const rows = Array.from({ length: high }, (_, y) => map.containerPointToLatLng([0, (y + 0.5) * COARSE]).lat);
    const columns = Array.from({ length: wide }, (_, x) => map.containerPointToLatLng([(x + 0.5) * COARSE, 0]).lng);
    const degrees = reach / 111000 * 1.01;
    for (let i = 0; i < this.count; i++) {
      const lat = this.points[2 * i], lon = this.points[2 * i + 1];
      const sin0 = Math.sin(lat * RAD), cos0 = Math.cos(lat * RAD);
      for (let y = 0; y < high; y++) {
        if (Math.abs(rows[y] - lat) > degrees) continue;
        const sin1 = Math.sin(rows[y] * RAD), cos1 = Math.cos(rows[y] * RAD), need = (cos - sin0 * sin1) / (cos0 * cos1);
        const half = need <= -1 ? 180 : need >= 1 ? -1 : Math.acos(need) / RAD;
        const [from, to] = [firstAbove(columns, lon - half), firstAbove(columns, lon + half)];
        for (let x = from; x < to; x++) counts[y * wide + x]++;
      }
    }
    return counts;
  }

  // Exactly how many rings cover a point.
  covering({ lat, lng }) {
    const [x, y, z] = unit(lat, lng), reach = this.claim.best, v = this.vectors, from = origin(lat, lng);
    const near = Math.cos(Math.min(reach / 6371008.8 * 0.993, Math.PI)), far = Math.cos(Math.min(reach / 6371008.8 * 1.007, Math.PI));
    let count = 0;
    for (let i = 0; i < this.count; i++) {
      const dot = x * v[3 * i] + y * v[3 * i + 1] + z * v[3 * i + 2];
      if (dot > near) count++;
      else if (dot > far && inverse(from, this.points[2 * i], this.points[2 * i + 1]).metres <= reach) count++;
    }
    return count;
  }
}

function firstAbove(sorted, value) {
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

// A layer of many points, on any map.
function showPoints(map, islandId) {
  const data = JSON.parse(document.getElementById(islandId).textContent);
  const points = Float64Array.from(unpack(data.points, 4).flat());
  const style = () => getComputedStyle(document.documentElement).getPropertyValue("--c3").trim();
  const layer = new Canvas((context, size) => dots(context, points, size, map, style(), 2)).addTo(map);
  const note = L.control({ position: "bottomright" });
  note.onAdd = () => el("div", { class: "geo-readout" }, el("bdi", {}, data.name), `: ${(points.length / 2).toLocaleString("en")}`);
  note.addTo(map);
  return layer;
}
