// What a reader can do: read distances from a launch, change units and theme, see the whole, save the picture.

class Tools {
  constructor(view) {
    this.view = view;
    this.readout = el("output", { class: "geo-readout", "aria-live": "polite" });
    const control = L.control({ position: "bottomleft" });
    control.onAdd = () => this.readout;
    control.addTo(view.map);
    view.map.on("mousemove", event => this.cursor(event.latlng));
    view.map.on("mouseout", () => this.say(""));
    this.bar = el("div", { class: "geo-bar", role: "toolbar", "aria-label": "Tools" }, this.unitsChoice(), this.themeButton());
    view.panel.body.prepend(this.bar);
  }

  // Exact distance and azimuth from the chosen launch to the pointer.
  cursor({ lat, lng }) {
    const launch = this.view.data.launches[this.view.chosen];
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

  themeButton() {
    const root = document.documentElement, dark = () => getComputedStyle(root).getPropertyValue("--geo-dark").trim() === "1";
    return el("button", { type: "button", onclick: () => { root.dataset.theme = dark() ? "light" : "dark"; } }, "Light or dark");
  }

  refresh() {}
}
