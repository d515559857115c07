// An azimuthal equidistant map about a middle of its own: rings around the middle are round, also over a pole.

function chart({ lat, lon }) {
  const sin0 = Math.sin(lat * RAD), cos0 = Math.cos(lat * RAD), edge = Math.PI * A;
  const projection = {
    bounds: L.bounds([-edge, -edge], [edge, edge]),
    project(at) {
      const turn = (at.lng - lon) * RAD, sin = Math.sin(at.lat * RAD), cos = Math.cos(at.lat * RAD);
      const x = cos * Math.sin(turn), y = cos0 * sin - sin0 * cos * Math.cos(turn), across = Math.hypot(x, y);
      const away = A * Math.atan2(across, sin0 * sin + cos0 * cos * Math.cos(turn)) / (across || 1);
      return L.point(x * away, y * away);
    },
    // Beyond the edge of the Earth its nearest point stands.
    unproject({ x, y }) {
      const far = Math.hypot(x, y), angle = Math.min(far / A, Math.PI), sin = Math.sin(angle), cos = Math.cos(angle);
      if (!far) return L.latLng(lat, lon);
      const height = Math.asin(Math.max(-1, Math.min(1, cos * sin0 + y * sin * cos0 / far)));
      return L.latLng(height / RAD, lon + Math.atan2(x * sin, far * cos * cos0 - y * sin * sin0) / RAD);
    },
  };
  const scale = 0.5 / edge;
  return L.extend({}, L.CRS.Earth, { code: "geo-chart", projection, transformation: L.transformation(scale, 0.5, -scale, 0.5), infinite: true, wrapLng: undefined });
}

// The zoom at which a circle of so many metres fills a square of so many pixels.
const chartZoom = (metres, pixels) => Math.log2(2 * Math.PI * A * pixels / (256 * metres));

// The Earth's edge on the map, as points.
function rim({ projection }) {
  return Array.from({ length: 361 }, (_, i) => projection.unproject(L.point(0.9999 * Math.PI * A * Math.sin(i * RAD), 0.9999 * Math.PI * A * Math.cos(i * RAD))));
}

// A line whose long steps are cut up, as they bend on the map.
function dense(points, most = 1) {
  const found = points.slice(0, 1);
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1], points[i]], steps = Math.ceil(Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1])) / most) || 1;
    for (let k = 1; k <= steps; k++) found.push([a[0] + (b[0] - a[0]) * k / steps, a[1] + (b[1] - a[1]) * k / steps]);
  }
  return found;
}
