// The words beside the map: headline, legend with switches, caveat, quotes, and a table of everything drawn.

function swatch(index, open) {
  const c = style(index);
  return svg("svg", { class: "geo-swatch", width: 40, height: 16, viewBox: "0 0 40 16", "aria-hidden": "true" },
    svg("rect", { x: 0, y: 2, width: 40, height: 12, class: `${c} geo-fill` }),
    svg("line", { x1: 0, y1: 8, x2: 40, y2: 8, class: `${c} geo-best`, "stroke-dasharray": dash(index) }),
    open && [4, 12, 20, 28, 36].map(x => svg("line", { x1: x, y1: 8, x2: x, y2: 1, class: `${c} geo-ticks` })));
}

const zoneSwatch = () => svg("svg", { class: "geo-swatch", width: 40, height: 16, viewBox: "0 0 40 16", "aria-hidden": "true" },
  [4, 12, 20, 28, 36].map(x => svg("line", { x1: x - 6, y1: 15, x2: x + 8, y2: 1, class: "geo-hatch-line" })),
  svg("rect", { x: 1, y: 1, width: 38, height: 14, class: "geo-zone-line" }));

const territorySwatch = () => svg("svg", { class: "geo-swatch", width: 40, height: 16, viewBox: "0 0 40 16", "aria-hidden": "true" },
  svg("rect", { x: 1, y: 1, width: 38, height: 14, class: "geo-territory" }), svg("rect", { x: 1, y: 1, width: 38, height: 14, class: "geo-territory-line" }));

const dotSwatch = () => svg("svg", { class: "geo-swatch", width: 40, height: 16, viewBox: "0 0 40 16", "aria-hidden": "true" },
  svg("circle", { cx: 20, cy: 8, r: 3.5, class: "geo-dot geo-dot-mention" }));

const launchSwatch = kind => el("span", { class: "geo-swatch geo-swatch-launch" }, symbol(kind));

// One line of the legend: a checkbox, a sample, words.
function switchRow(sample, label, note, on, change) {
  const box = el("input", { type: "checkbox", onchange: () => change(box.checked) });
  box.checked = on;
  return el("label", { class: "geo-switch" }, box, sample, el("span", {}, words(label), note && el("small", {}, words(note))));
}

class Panel {
  constructor(view) {
    this.view = view;
    this.values = [];
    const { data } = view;
    this.header = el(view.page ? "header" : "div", { class: "geo-header" },
      el(view.page ? "h1" : "h2", {}, words(data.title)),
      data.source.length > 0 && el("p", { class: "geo-source" }, "As stated in ", data.source.map((source, i) => [i ? "; " : "", words(source)])),
      view.page && el("p", { class: "geo-first" }, data.caveats[0]));
    this.legend = this.makeLegend();
    this.body = el("div", { class: "geo-body" }, this.missing(), this.legend, this.caveat(), this.quotes(), this.named(), this.table());
  }

  missing() {
    const { missing } = this.view.data;
    return missing.length > 0 && el("section", { class: "geo-missing", "aria-label": "What is missing" }, missing.map(line => el("p", {}, words(line))));
  }

  drawn() {
    return this.view.data.bands.length + this.view.data.crowds.length > 0;
  }

  makeLegend() {
    const { data, toggles } = this.view, redraw = () => this.view.show();
    const several = data.claims.length > 0, rows = [];
    if (several) rows.push(el("h2", {}, this.drawn() ? "Stated range" : "Stated, not drawn"));
    data.claims.forEach((claim, index) => {
      const value = el("span", {});
      this.values.push(() => value.replaceChildren(words(this.view.value(claim))));
      if (!this.drawn()) rows.push(el("p", { class: "geo-line" }, el("b", {}, words(claim.name)), " ", value));
      else {
        const row = switchRow(swatch(index, claim.high === null), claim.name, null, true, on => { claim.on = on; redraw(); });
        row.lastChild.append(el("small", {}, value));
        rows.push(row);
      }
    });
    for (const crowd of this.view.crowds) rows.push(this.crowdRow(crowd));
    if (data.launches.length) rows.push(el("h2", {}, "Measured from"));
    data.launches.forEach(launch => rows.push(switchRow(
      launch.kind === "territory" ? territorySwatch() : launchSwatch(launch.kind), launch.name,
      [launch.kind, launch.date, launch.note].filter(Boolean).join(" · "), true, on => { launch.on = on; redraw(); })));
    rows.push(el("h2", {}, "Also on the map"));
    data.zones.forEach(zone => rows.push(switchRow(zoneSwatch(), zone.name, ["zone", zone.date, zone.note].filter(Boolean).join(" · "), true, on => { zone.on = on; redraw(); })));
    if (data.places.length) rows.push(switchRow(dotSwatch(), "Places the text names", null, true, on => { toggles.places = on; redraw(); }));
    if (data.base) rows.push(switchRow(null, "Regions and cities", null, true, on => { toggles.names = on; redraw(); }));
    return el("section", { class: "geo-legend", "aria-label": "Legend" }, rows);
  }

  // Of very many rings: how dark is how many, as the map shows it now.
  crowdRow(crowd) {
    const most = el("span", {}, "most");
    crowd.note = () => { most.textContent = `${crowd.most.toLocaleString("en")} rings`; };
    return el("p", { class: "geo-crowd" }, words(crowd.claim.name), ` around ${crowd.count.toLocaleString("en")} launch points; darker is covered by more:`,
      el("span", { class: `geo-scale ${style(crowd.claimIndex)}` }, "1", el("i"), most));
  }

  caveat() {
    this.caveatBox = el("section", { class: "geo-caveat", "aria-label": "What this map does not say" });
    this.writeCaveat();
    return this.caveatBox;
  }

  writeCaveat() {
    const [first, ...rest] = this.view.data.caveats;
    this.caveatBox.replaceChildren(el("p", {}, el("strong", {}, first)), ...rest.map(line => el("p", {}, line)));
  }

  quotes() {
    const { claims } = this.view.data;
    if (!claims.length) return false;
    return el("section", { class: "geo-quotes", "aria-label": "Quotes" }, el("h2", {}, "In the words of the text"),
      claims.map(claim => el("figure", {}, this.view.quote(claim), el("figcaption", {}, words([claim.name, claim.source].filter(Boolean).join(" — "))))));
  }

  named() {
    const { places, unsure } = this.view.data;
    if (!places.length && !unsure.length) return false;
    const button = place => el("button", { type: "button", class: "geo-place", onclick: () => this.view.goTo(place) }, words(place.label));
    return el("details", { class: "geo-named" }, el("summary", {}, `Places the text names (${places.length})`),
      el("ul", {}, places.map(place => el("li", {}, button(place), place.count > 1 && ` ×${place.count}`)),
        unsure.map(item => el("li", {}, "“", words(item.quote), "” is not clear: ", words(item.candidates.join("; or "))))));
  }

  table() {
    this.sheet = new Sheet(this.view);
    return el("details", { class: "geo-table" }, el("summary", {}, "Everything on this map as a table"), this.sheet.node);
  }

  refresh() {
    this.values.forEach(write => write());
    this.sheet.refresh();
  }
}

// The table twin: sortable, and a row that is pointed at stands out on the map.
class Sheet {
  constructor(view) {
    this.view = view;
    this.column = -1;
    this.down = false;
    this.heads = ["What", "Name", "Value", "Measured from", "In the text", "Source"];
    this.body = el("tbody");
    this.buttons = this.heads.map((head, i) => el("button", { type: "button", onclick: () => this.sort(i) }, head));
    this.cells = this.buttons.map(button => el("th", { scope: "col", "aria-sort": "none" }, button));
    this.node = el("div", { class: "geo-scroll", tabindex: 0, role: "region", "aria-label": "Table of the map" },
      el("table", {}, el("thead", {}, el("tr", {}, this.cells)), this.body));
  }

  rows() {
    const { data } = this.view, bands = this.view.bands.list, rows = [];
    for (const band of bands) rows.push({
      cells: ["Stated range", band.claimData.name, this.view.value(band.claimData), `${band.launchData.name} (${band.launchData.kind})`, band.claimData.quote[1], band.claimData.source],
      keys: { 2: band.claimData.best }, test: other => other === band, at: () => [band.launchData.lat, band.launchData.lon],
    });
    for (const crowd of this.view.crowds) rows.push({ cells: ["Stated range", crowd.claim.name, this.view.value(crowd.claim), `${crowd.count} launch points`, crowd.claim.quote[1], crowd.claim.source], keys: { 2: crowd.claim.best } });
    if (!this.view.panel?.drawn()) for (const claim of data.claims) rows.push({ cells: ["Stated range", claim.name, this.view.value(claim), "not declared", claim.quote[1], claim.source], keys: { 2: claim.best } });
    for (const launch of data.launches) rows.push({ cells: [`Launch, ${launch.kind}`, launch.label, degreesText(launch.lat, launch.lon), "", launch.note, launch.source], test: band => band.launchData === launch });
    for (const zone of data.zones) rows.push({ cells: ["Zone", zone.name, "", "", zone.note, zone.date ?? ""] });
    for (const place of data.places) rows.push({ cells: [`Place named (${place.kind})`, place.label, this.nearest(place), "", place.words.join(", "), ""] , keys: { 2: this.near(place)?.metres ?? Infinity } });
    return rows;
  }

  near(place) {
    const found = this.view.data.launches.filter(launch => !launch.shape.length)
      .map(launch => ({ launch, metres: inverse(origin(launch.lat, launch.lon), place.lat, place.lon).metres }));
    return place.kind === "settlement" ? found.sort((a, b) => a.metres - b.metres)[0] : undefined;
  }

  nearest(place) {
    const near = this.near(place);
    return near ? `${distanceText(near.metres, this.view.units)} from ${near.launch.name}` : "";
  }

  sort(column) {
    this.down = this.column === column && !this.down;
    this.column = column;
    this.cells.forEach((cell, i) => cell.setAttribute("aria-sort", i !== column ? "none" : this.down ? "descending" : "ascending"));
    this.refresh();
  }

  refresh() {
    const rows = this.rows(), key = row => row.keys?.[this.column] ?? row.cells[this.column];
    const order = (a, b) => typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
    if (this.column >= 0) rows.sort((a, b) => order(key(a), key(b)) * (this.down ? -1 : 1));
    this.body.replaceChildren(...rows.map(row => this.row(row)));
  }

  row(row) {
    const light = on => () => this.view.bands.highlight(on && row.test ? row.test : () => false);
    return el("tr", { tabindex: 0, onmouseenter: light(true), onfocus: light(true), onmouseleave: light(false), onblur: light(false) },
      row.cells.map((cell, i) => el(i === 1 ? "th" : "td", i === 1 ? { scope: "row" } : {}, words(cell))));
  }
}
