// What the text states, drawn: a line for the stated figure, a shade for what its wording allows, ticks where the
// text leaves the upper bound open. Drawn once from the exact shapes; redrawn geodesically when a launch is moved.

const DASHES = ["", "9 5", "2 5", "12 4 2 4", "5 3"];
const style = index => `geo-c${index % 7}`;
const dash = index => DASHES[index % DASHES.length];

// Leaflet puts every vertex on a whole pixel, which makes a circle tremble: a tenth of a pixel is fine enough.
const Fine = {
  _projectLatlngs(points, result, bounds) {
    if (!(points[0] instanceof L.LatLng)) { points.forEach(part => this._projectLatlngs(part, result, bounds)); return; }
    const from = this._map.getPixelOrigin(), tenth = value => Math.round(value * 10) / 10;
    const line = points.map(point => { const p = this._map.project(point); return L.point(tenth(p.x - from.x), tenth(p.y - from.y)); });
    line.forEach(point => bounds.extend(point));
    result.push(line);
  },
};
const FineLine = L.Polyline.extend(Fine), FineArea = L.Polygon.extend(Fine);

class Bands {
  constructor(view) {
    this.view = view;
    pane(view.map, "geo-band", 410);
    this.renderer = L.svg({ pane: "geo-band", padding: 0.5 });
    this.list = view.data.bands.map(packed => this.make(packed));
    view.map.on("zoomend", () => this.list.forEach(band => this.tick(band)));
  }

  make(packed) {
    const { claims, launches } = this.view.data, claim = claims[packed.claim], launch = launches[packed.launch];
    const band = { ...packed, claimData: claim, launchData: launch, moved: false };
    const at = { pane: "geo-band", renderer: this.renderer, smoothFactor: 0, noClip: true };
    const named = `${style(packed.claim)} `;
    band.fillPath = new FineArea(unpackPolygons(packed.fill, 5), { ...at, className: `${named}geo-fill${launch.shape.length ? " geo-wide" : ""}`, stroke: false });
    band.line = new FineLine(unpackLines(packed.best, 5), { ...at, className: named + "geo-best", dashArray: dash(packed.claim), interactive: false });
    band.casing = new FineLine(unpackLines(packed.best, 5), { ...at, className: "geo-casing", interactive: false });
    band.ticks = new FineLine([], { ...at, className: named + "geo-ticks", interactive: false });
    band.hit = new FineLine(unpackLines(packed.best, 5), { ...at, className: "geo-hit" });
    band.group = L.layerGroup([band.fillPath, band.casing, band.line, band.ticks, band.hit]);
    for (const layer of [band.fillPath, band.hit]) {
      layer.bindTooltip(() => this.view.bandCard(band), { sticky: true, className: "geo-tip", opacity: 1 });
      layer.bindPopup(() => this.view.bandCard(band, true), { className: "geo-popup", maxWidth: 320 });
    }
    band.hit.on("add", () => this.focusable(band));
    return band;
  }

  // A ring can be reached by keyboard: focus shows its card, Enter keeps it open, Escape closes it.
  focusable(band) {
    const node = band.hit.getElement();
    fill(node, { tabindex: 0, role: "button", "aria-label": this.view.bandName(band) }, []);
    node.addEventListener("focus", () => band.hit.openTooltip(this.top(band)));
    node.addEventListener("blur", () => band.hit.closeTooltip());
    node.addEventListener("keydown", event => {
      if (event.key === "Escape") band.hit.closePopup();
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      band.hit.openPopup(this.top(band));
    });
  }

  points(band) {
    return band.line.getLatLngs().flat();
  }

  top(band) {
    return this.points(band).reduce((a, b) => (b.lat > a.lat ? b : a));
  }

  visible(band) {
    return shownNow(band.claimData) && shownNow(band.launchData);
  }

  show() {
    for (const band of this.list) {
      if (this.visible(band)) { band.group.addTo(this.view.map); this.tick(band); }
      else band.group.remove();
    }
  }

  // Short strokes that point outwards from an open bound.
  tick(band) {
    if (!band.open || !this.visible(band)) return;
    const map = this.view.map, strokes = [];
    for (const line of band.line.getLatLngs()) {
      const points = line.map(p => map.project(p));
      const sign = turn(points) > 0 ? 1 : -1;
      let left = 0;
      for (let i = 1; i < points.length; i++) {
        const step = points[i].subtract(points[i - 1]), length = Math.hypot(step.x, step.y);
        if (!length) continue;
        const out = L.point(step.y / length, -step.x / length).multiplyBy(9 * sign);
        for (; left < length; left += 12) {
          const foot = points[i - 1].add(step.multiplyBy(left / length));
          strokes.push([foot, foot.add(out)].map(p => map.unproject(p)));
        }
        left -= length;
      }
    }
    band.ticks.setLatLngs(strokes);
  }

  // Draw the bands of a moved launch: rings about its new place. While it moves, only what is seen, in steps of 2°.
  move(launchIndex, lat, lon) {
    for (const band of this.list) {
      if (band.launch !== launchIndex || band.launchData.shape.length) continue;
      if (!band.moving) for (const layer of [band.casing, band.hit, band.ticks]) layer.setLatLngs([]);
      this.rings(band, lat, lon, 180);
      band.moving = band.moved = true;
    }
  }

  rings({ claimData: { low, best, high }, fillPath, line }, lat, lon, count) {
    const closed = metres => { const around = ring(lat, lon, metres, count / 2); return this.view.data.chart ? around.line : around.area; };
    fillPath.setLatLngs(low > 0 ? [closed(high ?? best), closed(low)] : [closed(high ?? best)]);
    line.setLatLngs([ring(lat, lon, best, count).line]);
  }

  // The moved bands in full, once the launch stands still.
  settle() {
    for (const band of this.list.filter(item => item.moving)) {
      this.rings(band, band.launchData.lat, band.launchData.lon, 720);
      for (const layer of [band.casing, band.hit]) layer.setLatLngs(band.line.getLatLngs());
      band.moving = false;
      this.tick(band);
    }
  }

  highlight(test) {
    for (const band of this.list) band.line.getElement()?.classList.toggle("geo-strong", test(band));
  }

  labels() {
    const map = this.view.map, several = this.view.data.launches.filter(shownNow).length > 1;
    return this.list.filter(band => this.visible(band)).map(band => {
      const lines = band.line.getLatLngs().filter(line => line.length > 1).map(line => line.map(p => map.latLngToContainerPoint(p)));
      const value = this.view.value(band.claimData), short = value.replace(/ \(.*\)/, ""), narrow = map.getSize().x < 520;
      const from = several ? ` from ${band.launchData.name}` : "";
      return {
        lines: [band.claimData.name, (narrow ? short : value) + from], short: [band.claimData.name, short + from], kind: "ring", rank: 20,
        className: `geo-label-c ${style(band.claim)}`, edges: spread(lines), avoid: lines.flatMap(line => sampled(line)),
      };
    });
  }
}

// Twice the signed area of a line on the screen: positive when it turns clockwise there.
function turn(points) {
  return points.reduce((sum, p, i) => {
    const q = points[(i + 1) % points.length];
    return sum + p.x * q.y - q.x * p.y;
  }, 0);
}

// Points of lines on the screen, a few pixels apart.
function sampled(line, apart = 6) {
  const found = [line[0]];
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1], line[i]], steps = Math.min(Math.ceil(a.distanceTo(b) / apart), 400);
    for (let k = 1; k <= steps; k++) found.push(L.point(a.x + (b.x - a.x) * k / steps, a.y + (b.y - a.y) * k / steps));
  }
  return found;
}

// Points around a ring where its label may stand, with the way out: the top first, then the bottom, then the sides.
function spread(lines) {
  const points = lines.flat(), { x, y } = points.reduce((sum, p) => sum.add(p), L.point(0, 0)).divideBy(points.length || 1);
  const around = points.map(p => [Math.atan2(p.x - x, y - p.y) / RAD, p]);
  const nearest = azimuth => around.reduce((best, item) => {
    const away = Math.abs((item[0] - azimuth + 540) % 360 - 180);
    return away < best[0] ? [away, item[1]] : best;
  }, [Infinity, null])[1];
  return [0, 180, 15, -15, 165, -165, 30, -30, 150, -150, 45, -45, 135, -135, 60, -60, 120, -120, 75, -75, 105, -105, 90, -90]
    .map(azimuth => ({ p: nearest(azimuth), out: [Math.sin(azimuth * RAD), -Math.cos(azimuth * RAD)] })).filter(({ p }) => p);
}
