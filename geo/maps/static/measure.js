// A tape measure: geodesics between the points a reader sets, by mouse, touch or keyboard.

class Measure {
  constructor(view) {
    this.view = view;
    this.points = [];
    this.on = false;
    pane(view.map, "geo-measure", 420);
    this.line = L.polyline([], { pane: "geo-measure", renderer: L.svg({ pane: "geo-measure" }), className: "geo-measure", smoothFactor: 0, interactive: false });
    view.map.on("click", event => this.on && this.add(event.latlng));
    const box = view.map.getContainer();
    box.addEventListener("keydown", event => this.key(event));
    view.labels.add(() => this.labels());
  }

  toggle() {
    this.on = !this.on;
    this.button.setAttribute("aria-pressed", this.on);
    this.view.map.getContainer().classList.toggle("geo-measuring", this.on);
    if (this.on) {
      this.line.addTo(this.view.map);
      this.view.map.doubleClickZoom.disable();
      this.view.map.getContainer().focus({ preventScroll: true });
      this.view.tools.say("Click points, or press Enter to set one in the middle of the map; Escape ends");
    } else {
      this.points = [];
      this.line.remove();
      this.view.map.doubleClickZoom.enable();
      this.draw();
    }
  }

  key(event) {
    if (!this.on || event.target !== this.view.map.getContainer()) return;
    if (event.key === "Enter") { event.preventDefault(); this.add(this.view.map.getCenter()); }
    if (event.key === "Escape") this.toggle();
    if (event.key === "Backspace") { event.preventDefault(); this.points.pop(); this.draw(); }
  }

  add({ lat, lng }) {
    this.points.push([lat, lng]);
    this.draw();
  }

  // Every leg as a geodesic with a point each 20 km or so.
  legs() {
    return this.points.slice(1).map(([lat, lon], i) => {
      const from = origin(...this.points[i]), { metres, azimuth } = inverse(from, lat, lon);
      const count = Math.min(Math.max(Math.ceil(metres / 20000), 1), 400);
      return { metres, line: Array.from({ length: count + 1 }, (_, k) => direct(from, azimuth, metres * k / count)) };
    });
  }

  total() {
    return this.legs().reduce((sum, leg) => sum + leg.metres, 0);
  }

  draw() {
    this.line.setLatLngs(this.legs().map(leg => leg.line));
    if (this.on && this.points.length > 1) this.view.tools.say(`${distanceText(this.total(), this.view.units)} in all`);
    this.view.labels.place();
  }

  labels() {
    let sum = 0;
    const legs = this.legs();
    return this.points.map((at, i) => {
      sum += i ? legs[i - 1].metres : 0;
      return { lines: [i ? distanceText(sum, this.view.units) : "start"], kind: "measure", at, dot: true, rank: 5 };
    });
  }
}
