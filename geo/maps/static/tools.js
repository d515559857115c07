// What a reader can do: read distances from a launch, look a place up, change units and theme, move through time.

class Tools {
  constructor(view) {
    this.view = view;
    this.readout = el("output", { class: "geo-readout", "aria-live": "polite" });
    const control = L.control({ position: "bottomleft" });
    control.onAdd = () => this.readout;
    control.addTo(view.map);
    view.map.on("mousemove", event => this.cursor(event.latlng));
    view.map.on("mouseout", () => this.say(""));
    this.measure = new Measure(view);
    this.picture = new Picture(view);
    this.found = el("div", { class: "geo-found", role: "status" });
    view.panel.body.querySelector(".geo-caveat").after(el("section", { class: "geo-tools", "aria-label": "Tools" },
      el("div", { class: "geo-bar" },
        this.search(), this.unitsChoice(), this.startChoice(),
        this.measure.button = this.button("Measure", () => this.measure.toggle()),
        this.button("Whole map", () => view.home()), this.button("Full screen", () => this.fullScreen()),
        this.button("Light or dark", () => this.theme()), this.bordersButton(),
        this.button("Save SVG", () => this.picture.saveSvg()), this.button("Save PNG", () => this.picture.savePng())),
      this.found, this.timeline()));
  }

  button(label, action) {
    return el("button", { type: "button", onclick: action }, label);
  }

  // Exact distance and azimuth from the chosen launch to the pointer.
  cursor({ lat, lng }) {
    const launch = this.view.start(), crowds = this.view.crowds.filter(crowd => shownNow(crowd.claim));
    if (crowds.length) {
      this.say(crowds.map(crowd => `${crowd.claim.name}: ${crowd.covering({ lat, lng }).toLocaleString("en")} rings cover this point`).join(" · "));
      return;
    }
    if (!launch) { this.say(degreesText(lat, lng)); return; }
    const { metres, azimuth } = inverse(origin(launch.lat, launch.lon), lat, lng);
    this.say(`${distanceText(metres, this.view.units)} from ${launch.name}, azimuth ${azimuth.toFixed(0)}°`);
  }

  say(text) {
    this.readout.textContent = text;
  }

  unitsChoice() {
    const choice = el("select", { "aria-label": "Units", onchange: () => this.view.setUnits(choice.value) },
      el("option", { value: "both" }, "miles and km"), el("option", { value: "mi" }, "miles"), el("option", { value: "km" }, "km"));
    return choice;
  }

  // Which launch the pointer's distance counts from, where there are several points.
  startChoice() {
    const points = this.view.data.launches.map((launch, index) => [launch, index]).filter(([launch]) => !launch.shape.length);
    if (points.length < 2) return false;
    this.from = el("select", { "aria-label": "Pointer distance from", onchange: () => this.view.choose(Number(this.from.value)) },
      points.map(([launch, index]) => el("option", { value: index }, `from ${launch.name}`)));
    return this.from;
  }

  // Whose borders: where the two viewpoints differ on this map, the reader can look at both.
  bordersButton() {
    const { data, ground } = this.view;
    if (!data.base || data.base.ours.length + data.base.theirs.length === 0) return false;
    const label = { recognised: "Borders: recognised", de_facto: "Borders: de facto" };
    const button = this.button(label[data.viewpoint], () => {
      const before = data.viewpoints[data.viewpoint];
      data.viewpoint = data.viewpoint === "recognised" ? "de_facto" : "recognised";
      data.caveats[data.caveats.indexOf(before)] = data.viewpoints[data.viewpoint];
      ground.switchBorders();
      button.textContent = label[data.viewpoint];
      this.view.panel.writeCaveat();
    });
    return button;
  }

  theme() {
    const root = document.documentElement, dark = getComputedStyle(root).getPropertyValue("--geo-dark").trim() === "1";
    root.dataset.theme = dark ? "light" : "dark";
  }

  fullScreen() {
    const stage = this.view.map.getContainer().parentNode;
    if (document.fullscreenElement) document.exitFullscreen();
    else stage.requestFullscreen?.().catch(() => this.say("Full screen is not allowed here"));
  }

  // Look a place up: the map goes there and says where it stands to every stated range.
  search() {
    const { data } = this.view, spots = new Map();
    for (const [name, lon, lat] of data.base?.cities ?? []) spots.set(name, { name, label: name, lat, lon });
    for (const place of data.places) { spots.set(place.label, place); spots.set(place.name, place); }
    const list = el("datalist", { id: `geo-spots-${data.id}` }, [...spots.keys()].map(name => el("option", { value: name })));
    const low = new Map([...spots].map(([name, place]) => [name.toLowerCase(), place]));
    const look = () => {
      const text = box.value.trim().toLowerCase();
      if (!text) { this.found.replaceChildren(); return; }
      const name = low.has(text) ? text : [...low.keys()].find(key => key.startsWith(text));
      if (name) this.show(low.get(name));
      else this.found.replaceChildren(el("p", {}, `No place of that name on this map: ${box.value}`));
    };
    const box = el("input", { type: "search", placeholder: "Find a place", "aria-label": "Find a place", list: list.id, onchange: look });
    return [box, list];
  }

  show(place) {
    this.view.goTo(place);
    const lines = this.view.bands.list.map(band => el("li", {}, this.standing(band, place)));
    this.found.replaceChildren(el("p", {}, el("b", {}, words(place.label))), el("ul", {}, lines));
  }

  // Within, at the edge or outside, by exact distance from a point; by the drawn shape from a territory.
  standing(band, place) {
    const { claimData: claim, launchData: launch } = band, who = `${claim.name} from ${launch.name}: `;
    if (launch.shape.length) {
      return who + (inside(unpackPolygons(band.area, 5), place) ? "within the stated range of some point of it" : "outside");
    }
    const { metres } = inverse(origin(launch.lat, launch.lon), place.lat, place.lon);
    const stands = metres <= claim.low ? "within" : metres <= (claim.high ?? Infinity) ? "at the edge of" : "outside";
    return `${who}${stands} the stated range, ${distanceText(metres, this.view.units)}`;
  }

  // A slider over the days that claims, launches and zones carry; what is later is not drawn.
  timeline() {
    const { data } = this.view, dated = [...data.claims, ...data.launches, ...data.zones];
    const days = [...new Set(dated.map(item => item.iso).filter(Boolean))].sort();
    if (days.length < 2) return false;
    const shown = el("output", {}, days.at(-1));
    const slider = el("input", { type: "range", min: 0, max: days.length - 1, value: days.length - 1, "aria-label": "Up to which day" });
    slider.addEventListener("input", () => {
      const day = days[Number(slider.value)];
      shown.textContent = day;
      slider.setAttribute("aria-valuetext", day);
      for (const item of dated) item.later = Boolean(item.iso) && item.iso > day;
      this.view.show();
    });
    return el("label", { class: "geo-time" }, el("span", {}, "Up to ", shown), slider);
  }

  refresh() {
    if (this.from) this.from.value = this.view.chosen;
  }
}

// Whether a point lies in polygons, by crossing number.
function inside(polygons, { lat, lon }) {
  let odd = false;
  for (const points of polygons.flat()) {
    for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
      const [a, b] = points[i], [c, d] = points[j];
      if (a > lat !== c > lat && lon < (d - b) * (lat - a) / (c - a) + b) odd = !odd;
    }
  }
  return odd;
}
