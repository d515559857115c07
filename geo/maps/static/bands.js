// What the text states, drawn: a line for the stated figure, a shade for what its wording allows, ticks where the
// text leaves the upper bound open. Drawn once from the exact shapes; redrawn geodesically when a launch is moved.

const DASHES = ["", "9 5", "2 5", "12 4 2 4", "5 3"];
const style = index => `geo-c${index % 7}`;
const dash = index => DASHES[index % DASHES.length];

class Bands {
  constructor(view) {
    this.view = view;
    const pane = view.map.createPane("geo-band");
    pane.style.zIndex = 410;
    this.renderer = L.svg({ pane: "geo-band", padding: 0.5 });
    this.list = view.data.bands.map(packed => this.make(packed));
    view.map.on("zoomend", () => this.list.forEach(band => this.tick(band)));
  }

  make(packed) {
    const { claims, launches } = this.view.data, claim = claims[packed.claim], launch = launches[packed.launch];
    const band = { ...packed, claimData: claim, launchData: launch, moved: false };
    const at = { pane: "geo-band", renderer: this.renderer, smoothFactor: 0, noClip: true };
    const named = `${style(packed.claim)} `;
    band.fillPath = L.polygon(unpackPolygons(packed.fill, 5), { ...at, className: named + "geo-fill", stroke: false });
    band.line = L.polyline(unpackLines(packed.best, 5), { ...at, className: named + "geo-best", dashArray: dash(packed.claim), interactive: false });
    band.casing = L.polyline(unpackLines(packed.best, 5), { ...at, className: "geo-casing", interactive: false });
    band.ticks = L.polyline([], { ...at, className: named + "geo-ticks", interactive: false });
    band.hit = L.polyline(unpackLines(packed.best, 5), { ...at, className: "geo-hit" });
    band.group = L.layerGroup([band.fillPath, band.casing, band.line, band.ticks, band.hit]);
    for (const layer of [band.fillPath, band.hit]) {
      layer.bindTooltip(() => this.view.bandCard(band), { sticky: true, className: "geo-tip", opacity: 1 });
      layer.bindPopup(() => this.view.bandCard(band, true), { className: "geo-popup", maxWidth: 320 });
    }
    band.hit.on("add", () => this.focusable(band));
    return band;
  }

  // A ring can be reached by keyboard: focus shows its card, Enter keeps it open.
  focusable(band) {
    const node = band.hit.getElement();
    fill(node, { tabindex: 0, role: "button", "aria-label": this.view.bandName(band) }, []);
    node.addEventListener("focus", () => band.hit.openTooltip(this.top(band)));
    node.addEventListener("blur", () => band.hit.closeTooltip());
    node.addEventListener("keydown", event => {
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

  // Draw the bands of a moved launch: rings about its new place. While it moves, only what is seen.
  move(launchIndex, lat, lon) {
    for (const band of this.list) {
      if (band.launch !== launchIndex || band.launchData.shape.length) continue;
      const { low, best, high } = band.claimData;
      const outline = ring(lat, lon, best, 360), outer = high ? ring(lat, lon, high, 180).area : outline.area;
      if (!band.moving) for (const layer of [band.casing, band.hit, band.ticks]) layer.setLatLngs([]);
      band.fillPath.setLatLngs(low > 0 ? [outer, ring(lat, lon, low, 180).area] : [outer]);
      band.line.setLatLngs([outline.line]);
      band.moving = band.moved = true;
    }
  }

  // The rest of a moved band, once the launch stands still.
  settle() {
    for (const band of this.list.filter(item => item.moving)) {
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
      const points = this.points(band), at = points.map(p => map.latLngToContainerPoint(p));
      const value = map.getSize().x < 520 ? this.view.value(band.claimData).replace(/ \(.*\)/, "") : this.view.value(band.claimData);
      const from = several ? ` from ${band.launchData.name}` : "";
      return {
        lines: [band.claimData.name, value + from], kind: "ring", rank: 20, owner: band,
        className: `geo-label-c ${style(band.claim)}`, anchors: spread(points),
        avoid: at.filter((_, i) => i % 4 === 0).map(p => [p.x, p.y, band]),
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

// Sixteen points around a ring: the top first, then the bottom, then the sides.
function spread(points) {
  const middle = points.reduce((sum, p) => [sum[0] + p.lat / points.length, sum[1] + p.lng / points.length], [0, 0]);
  const around = points.map(p => [Math.atan2(p.lng - middle[1], p.lat - middle[0]) * 180 / Math.PI, p]);
  const nearest = azimuth => around.reduce((best, item) => {
    const away = Math.abs((item[0] - azimuth + 540) % 360 - 180);
    return away < best[0] ? [away, item[1]] : best;
  }, [Infinity, null])[1];
  return [0, 180, 22, -22, 158, -158, 45, -45, 135, -135, 68, -68, 112, -112, 90, -90].map(nearest).filter(Boolean);
}
