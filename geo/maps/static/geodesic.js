// Geodesics on the WGS84 ellipsoid: Vincenty's series, and a search where they do not settle (near the antipode).
// Latitude and longitude in degrees, distances in metres, azimuths in degrees clockwise from north.

const A = 6378137, F = 1 / 298.257223563, B = A * (1 - F), RAD = Math.PI / 180;

function vincenty(uSq) {
  const a = 1 + uSq / 16384 * (4096 + uSq * (-768 + uSq * (320 - 175 * uSq)));
  const b = uSq / 1024 * (256 + uSq * (-128 + uSq * (74 - 47 * uSq)));
  return [a, b];
}

function arcStep(b, sin, cos, cos2m) {
  const half = cos * (2 * cos2m * cos2m - 1) - b / 6 * cos2m * (4 * sin * sin - 3) * (4 * cos2m * cos2m - 3);
  return b * sin * (cos2m + b / 4 * half);
}

// Everything about a start point that its geodesics share.
function origin(lat, lon) {
  const tan = (1 - F) * Math.tan(lat * RAD), cos = 1 / Math.sqrt(1 + tan * tan);
  return { lat, lon, tan, cos, sin: tan * cos };
}

// The point at a distance along an azimuth: [lat, lon], the longitude unrolled from that of the start.
function direct(from, azimuth, metres) {
  const sinA1 = Math.sin(azimuth * RAD), cosA1 = Math.cos(azimuth * RAD);
  const sigma1 = Math.atan2(from.tan, cosA1), sinA = from.cos * sinA1, cosSqA = 1 - sinA * sinA;
  const [a, b] = vincenty(cosSqA * (A * A - B * B) / (B * B));
  let sigma = metres / (B * a), before, sin, cos, cos2m;
  for (let i = 0; i < 40; i++) {
    cos2m = Math.cos(2 * sigma1 + sigma); sin = Math.sin(sigma); cos = Math.cos(sigma);
    before = sigma;
    sigma = metres / (B * a) + arcStep(b, sin, cos, cos2m);
    if (Math.abs(sigma - before) < 1e-12) break;
  }
  const x = from.sin * sin - from.cos * cos * cosA1;
  const lat = Math.atan2(from.sin * cos + from.cos * sin * cosA1, (1 - F) * Math.sqrt(sinA * sinA + x * x));
  const lambda = Math.atan2(sin * sinA1, from.cos * cos - from.sin * sin * cosA1);
  const c = F / 16 * cosSqA * (4 + F * (4 - 3 * cosSqA));
  const lon = lambda - (1 - c) * F * sinA * (sigma + c * sin * (cos2m + c * cos * (2 * cos2m * cos2m - 1)));
  return [lat / RAD, from.lon + lon / RAD];
}

// Distance and azimuth from one point to another.
function inverse(from, lat, lon) {
  return settled(from, lat, lon) ?? searched(from, lat, lon);
}

function settled(from, lat, lon) {
  const to = origin(lat, lon), L = ((lon - from.lon + 540) % 360 + 360) % 360 * RAD - Math.PI;
  let lambda = L;
  for (let i = 0; i < 60; i++) {
    const sinL = Math.sin(lambda), cosL = Math.cos(lambda);
    const sin = Math.hypot(to.cos * sinL, from.cos * to.sin - from.sin * to.cos * cosL);
    if (sin === 0) return cosL > 0 ? { metres: 0, azimuth: 0 } : null;
    const cos = from.sin * to.sin + from.cos * to.cos * cosL, sigma = Math.atan2(sin, cos);
    const sinA = from.cos * to.cos * sinL / sin, cosSqA = 1 - sinA * sinA;
    const cos2m = cosSqA > 1e-15 ? cos - 2 * from.sin * to.sin / cosSqA : 0;
    const c = F / 16 * cosSqA * (4 + F * (4 - 3 * cosSqA)), before = lambda;
    lambda = L + (1 - c) * F * sinA * (sigma + c * sin * (cos2m + c * cos * (2 * cos2m * cos2m - 1)));
    if (Math.abs(lambda) > Math.PI) return null;
    if (Math.abs(lambda - before) > 1e-12) continue;
    const [a, b] = vincenty(cosSqA * (A * A - B * B) / (B * B));
    const azimuth = Math.atan2(to.cos * sinL, from.cos * to.sin - from.sin * to.cos * cosL) / RAD;
    return { metres: B * a * (sigma - arcStep(b, sin, cos, cos2m)), azimuth: (azimuth + 360) % 360 };
  }
  return null;
}

// Near the antipode the shortest way goes through some point 10,000 km from the start: the best of those points.
function searched(from, lat, lon) {
  const half = 1e7;
  const through = azimuth => {
    const rest = settled(origin(...direct(from, azimuth, half)), lat, lon);
    return rest ? half + rest.metres : Infinity;
  };
  let best = 0, step = 5;
  for (let azimuth = 0; azimuth < 360; azimuth += step) if (through(azimuth) < through(best)) best = azimuth;
  while (step > 1e-7) {
    step /= 2;
    const [left, here, right] = [through(best - step), through(best), through(best + step)];
    best += left < here && left <= right ? -step : right < here ? step : 0;
  }
  return { metres: through(best), azimuth: (best + 360) % 360 };
}

// The ring at a distance: its line, unrolled, and its area, closed over a pole that it holds. West mirrors east.
function ring(lat, lon, metres, count = 360) {
  const from = origin(lat, lon), half = Math.ceil(count / 2), line = [];
  for (let i = 0; i <= half; i++) add(direct(from, i * 180 / half, metres));
  for (let i = half - 1; i >= 0; i--) add([line[i][0], 2 * lon - line[i][1]]);
  function add(point) {
    if (line.length) point[1] += 360 * Math.round((line.at(-1)[1] - point[1]) / 360);
    line.push(point);
  }
  if (Math.abs(line.at(-1)[1] - line[0][1]) < 180) return { line, area: line };
  const pole = lat >= 0 ? 89 : -89;
  return { line, area: [...line, [pole, line.at(-1)[1]], [pole, line[0][1]]] };
}
