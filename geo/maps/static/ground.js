// The basemap: land, borders, disputed lines. Names are placed with all other labels.

function drawGround(map, base, charted) {
  pane(map, "geo-ground", 150);
  const renderer = L.svg({ pane: "geo-ground", padding: 0.6 });
  const bent = charted ? points => dense(points) : points => points;  // long edges bend on an azimuthal map
  const settings = className => ({ pane: "geo-ground", renderer, interactive: false, className, smoothFactor: 0.5, noClip: false });
  const polygons = (packed, places, className) =>
    L.polygon(unpackPolygons(packed, places).map(rings => rings.map(bent)), { ...settings(className), stroke: false }).addTo(map);
  const lines = (points, className) => L.polyline(points.map(bent), { ...settings(className), fill: false }).addTo(map);

  if (charted) new FineArea(rim(map.options.crs), { ...settings("geo-sea"), stroke: false }).addTo(map);
  polygons(base.far, 2, "geo-far");
  polygons(base.land, 3, "geo-land");
  lines(unpackPolygons(base.land, 3).flat().flatMap(ring => coast(ring, base.box)), "geo-coast");
  const regions = lines(unpackLines(base.regions, 3), "geo-region");
  lines(unpackLines(base.borders, 3), "geo-border");
  const ours = lines(unpackLines(base.ours, 3), "geo-border"), theirs = lines(unpackLines(base.theirs, 3), "geo-region");
  for (const line of base.disputed) lines(unpackLines(line.lines, 3), "geo-disputed");
  return { regions, switchBorders: () => [ours, theirs].forEach(swap) };
}

// A border becomes a line between regions, and the other way round.
function swap(line) {
  for (const name of ["geo-border", "geo-region"]) line.getElement().classList.toggle(name);
}

// The parts of an outline that are coast, not where the ground was cut.
function coast(points, [west, south, east, north]) {
  const near = (a, b) => Math.abs(a - b) < 0.0015;
  const cut = (p, q) =>
    (near(p[1], west) && near(q[1], west)) || (near(p[1], east) && near(q[1], east)) ||
    (near(p[0], south) && near(q[0], south)) || (near(p[0], north) && near(q[0], north));
  const runs = [[points[0]]];
  for (let i = 1; i < points.length; i++) {
    if (cut(points[i - 1], points[i])) runs.push([points[i]]);
    else runs.at(-1).push(points[i]);
  }
  return runs.filter(run => run.length > 1);
}

// Every name of the ground as a label; the most important first.
function groundLabels(map, base, perDegree, named) {
  const labels = [];
  for (const [text, lon, lat, room, kind] of base.names) {
    if (named.has(text)) continue;
    const wide = room * perDegree(lat), anchors = around([lat, lon], map, Math.min(wide / 5, 60));
    labels.push({ lines: [text], anchors, kind, room: wide, rank: kind === "country" ? 60 : 80 });
  }
  base.cities.forEach(([text, lon, lat], index) =>
    labels.push({ lines: [text], at: [lat, lon], kind: "city", dot: true, rank: 70 + index / base.cities.length * 20, index }));
  for (const line of base.disputed) {
    const points = unpack(line.lines[0], 3), ends = [points[0], points.at(-1)].map(p => map.project(p));
    labels.push({ lines: [line.name], anchors: around(points[points.length >> 1], map, 20), kind: "disputed", rank: 75, room: 2 * ends[0].distanceTo(ends[1]) });
  }
  return labels;
}
