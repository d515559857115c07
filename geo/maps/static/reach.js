// Draws one reach on one Leaflet map: finds its island of data, makes ground, marks, bands, labels and panel.

class View {
  constructor(map, data, { page }) {
    Object.assign(this, { map, data, page, units: "both", chosen: 0, toggles: { places: true, names: true } });
    for (const item of [...data.claims, ...data.launches, ...data.zones]) item.on = true;
    if (data.chart) { map.options.crs = chart(data.chart); this.home(); }
    this.ground = data.base && drawGround(map, data.base, data.chart);
    this.bands = new Bands(this);
    this.crowds = data.crowds.map((crowd, index) => new Crowd(this, crowd, index));
    this.marks = new Marks(this);
    this.labels = labelsOf(map);
    this.labels.add(() => this.marks.labels(this.toggles));
    this.labels.add(() => this.bands.labels());
    if (data.base) this.labels.add(() => this.toggles.names ? groundLabels(map, data.base, lat => this.pixelsPerDegree(lat), this.marks.zoneNames()) : []);
    this.panel = new Panel(this);
    this.tools = new Tools(this);
    this.attach();
    this.show();
    this.panel.refresh();
    if (window.parent !== window) this.explored = new Explored(this);
  }

  // On a page of its own the words stand beside the map; on a map of the user's they are a control on it.
  attach() {
    const box = this.map.getContainer();
    box.classList.add("geo-map");
    box.classList.toggle("geo-charted", Boolean(this.data.chart));
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", `Map: ${this.data.title}`);
    this.map.attributionControl?.setPrefix(false);
    if (this.data.base) this.map.attributionControl?.addAttribution("Natural Earth · GeoNames");
    if (this.page) {
      document.documentElement.classList.add("geo-page");
      const stage = el("main", { class: "geo-stage" });
      box.replaceWith(stage);
      stage.append(box);
      stage.before(this.panel.header);
      stage.after(el("aside", { class: "geo-panel", "aria-label": "About this map" }, this.panel.body));
      this.map.invalidateSize({ animate: false });
      this.home();
      new ResizeObserver(() => this.resized()).observe(stage);
      window.addEventListener("beforeprint", () => this.toPaper(stage));
      return;
    }
    const sheet = el("details", { class: "geo-panel geo-onmap", open: box.clientWidth > 700 }, el("summary", {}, "Stated ranges"), this.panel.header, this.panel.body);
    const control = L.control({ position: "topright" });
    control.onAdd = () => { L.DomEvent.disableClickPropagation(sheet); L.DomEvent.disableScrollPropagation(sheet); return sheet; };
    control.addTo(this.map);
  }

  // A reader who has not moved the map sees all of it in every size of window.
  resized() {
    const { map, whole } = this, off = map.project(map.getCenter()).distanceTo(map.project(whole.center));
    const seen = map.getZoom() === whole.zoom && off < 4;
    map.invalidateSize({ animate: false, pan: false });
    if (seen && !this.printing) this.home();
  }

  // What is on the screen goes to paper as a whole, in light colours; then everything is as it was.
  toPaper(stage) {
    const { map } = this, size = map.getSize(), center = map.getCenter(), zoom = map.getZoom(), root = document.documentElement;
    const theme = root.dataset.theme;
    root.dataset.theme = "light";
    this.printing = true;
    stage.classList.add("geo-paper");
    map.invalidateSize({ animate: false });
    const paper = map.getSize(), less = Math.log2(Math.min(paper.x / size.x, paper.y / size.y));
    map.setView(center, Math.floor(4 * (zoom + less)) / 4, { animate: false, reset: true });
    window.addEventListener("afterprint", () => {
      theme ? root.dataset.theme = theme : delete root.dataset.theme;
      stage.classList.remove("geo-paper");
      this.printing = false;
      map.invalidateSize({ animate: false });
      map.setView(center, zoom, { animate: false, reset: true });
    }, { once: true });
  }

  home() {
    const { map, data: { chart: disc, bounds: [west, south, east, north] } } = this;
    if (disc) {
      const size = map.getSize(), zoom = chartZoom(2 * disc.radius, Math.min(size.x, size.y) - 48);
      map.setView([disc.lat, disc.lon], Math.floor(4 * zoom) / 4, { animate: false, reset: true });
    } else map.fitBounds([[south, west], [north, east]], { animate: false, padding: [6, 6] });
    this.whole = { center: map.getCenter(), zoom: map.getZoom() };
  }

  // Pixels of a degree of longitude at a latitude.
  pixelsPerDegree(lat) {
    return 256 * 2 ** this.map.getZoom() / 360 * (this.data.chart ? Math.cos(lat * RAD) : 1);
  }

  value(claim) {
    const value = claim.value[this.units];
    return claim.high !== null || /more than|at least/.test(value) ? value : `${value} or more`;
  }

  show() {
    this.bands.show();
    for (const crowd of this.crowds) shownNow(crowd.claim) ? crowd.layer.addTo(this.map) : crowd.layer.remove();
    this.marks.show(this.toggles);
    if (this.ground) this.toggles.names ? this.ground.regions.addTo(this.map) : this.ground.regions.remove();
    this.settle();
  }

  settle() {
    this.bands.settle();
    this.labels.place();
    this.panel.sheet.refresh();
    this.tools.refresh();
  }

  moveLaunch(index, { lat, lng }) {
    const launch = this.data.launches[index];
    Object.assign(launch, { lat, lon: lng });
    this.bands.move(index, lat, lng);
    this.choose(index);
    this.tools.say(`${launch.name} moved by hand to ${degreesText(lat, lng)}`);
  }

  resetLaunch(index) {
    const launch = this.data.launches[index], [lat, lng] = launch.home;
    this.marks.launches[index].marker?.setLatLng([lat, lng]);
    this.moveLaunch(index, { lat, lng });
    this.settle();
  }

  // The launch that distances count from: the chosen one, or the first that is a point.
  start() {
    const { launches } = this.data, chosen = launches[this.chosen];
    return chosen && !chosen.shape.length ? chosen : launches.find(launch => !launch.shape.length);
  }

  choose(index) {
    this.chosen = index;
    this.tools.refresh();
  }

  goTo(place) {
    this.map.setView([place.lat, place.lon], Math.max(this.map.getZoom(), 7));
    this.map.getContainer().focus({ preventScroll: true });
  }

  setUnits(units) {
    this.units = units;
    this.panel.refresh();
    this.settle();
  }

  bandName(band) {
    const { claimData: claim, launchData: launch } = band;
    return `${claim.name}: ${this.value(claim)} from ${launch.name}, ${launch.kind}`;
  }

  quote(claim) {
    const [before, words_, after] = claim.quote;
    return el("blockquote", {}, words(before), el("mark", {}, words(words_)), words(after));
  }

  bandCard(band, full = false) {
    const { claimData: claim, launchData: launch } = band;
    return el("div", { class: "geo-card" },
      el("b", {}, words(claim.name)), el("div", { class: "geo-value" }, words(this.value(claim))),
      el("div", {}, "from ", words(launch.name), ` (${band.moved ? "moved by hand" : launch.kind})`),
      this.quote(claim),
      full && el("div", {}, "What the wording allows: ", claim.span),
      full && claim.aliases.length > 0 && el("div", {}, "Also called ", words(claim.aliases.join(", "))),
      claim.attributed && el("div", {}, "The text attributes this figure to others."),
      claim.source && el("small", {}, words(claim.source)));
  }

  launchCard(launch) {
    return el("div", { class: "geo-card" }, el("b", {}, words(launch.label)), el("div", {}, `Launch, ${launch.kind}`, launch.date && `, ${launch.date}`),
      launch.note && el("div", {}, words(launch.note)), launch.source && el("small", {}, words(launch.source)));
  }

  zoneCard(zone) {
    return el("div", { class: "geo-card" }, el("b", {}, words(zone.name)), el("div", {}, "Zone where use is said to be allowed", zone.date && `, ${zone.date}`),
      zone.note && el("div", {}, words(zone.note)), el("small", {}, "Range is not permission."));
  }

  placeCard(place) {
    const near = this.panel.sheet.nearest(place);
    return el("div", { class: "geo-card" }, el("b", {}, words(place.label)),
      el("div", {}, "In the text: ", words(place.words.map(word => `“${word}”`).join(", ")), place.count > 1 && ` (${place.count} times)`),
      near && el("div", {}, words(near)));
  }
}

// Switched on, and not later than the day the reader looks at.
const shownNow = item => item.on && !item.later;

function show(map, islandId, options) {
  const data = { ...JSON.parse(document.getElementById(islandId).textContent), id: islandId };
  const view = new View(map, data, options);
  (window.georeach.views ??= []).push(view);
  document.documentElement.dataset.georeach = "drawn";
  return view;
}
