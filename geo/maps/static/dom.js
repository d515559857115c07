// Elements, text and packed data. Text is only ever written as text.

const SVG = "http://www.w3.org/2000/svg";
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUE = Object.fromEntries([...ALPHABET].map((letter, value) => [letter, value]));

// An element with properties or attributes and children; a string child becomes a text node.
function el(tag, settings = {}, ...children) {
  return fill(document.createElement(tag), settings, children);
}

function svg(tag, settings = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), settings, children);
}

function fill(node, settings, children) {
  for (const [name, value] of Object.entries(settings)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.flat(Infinity).filter(child => child != null && child !== false));
  return node;
}

// Text of a document, kept apart from the direction of the text around it.
function words(text) {
  return el("bdi", {}, String(text));
}

// A packed line as [[lat, lon], …].
function unpack(text, places) {
  const points = [], scale = 10 ** places, sum = [0, 0];
  let value = 0, shift = 0, axis = 0;
  for (const letter of text) {
    const bits = VALUE[letter];
    value += (bits & 31) * 2 ** shift;
    shift += 5;
    if (bits & 32) continue;
    sum[axis] += value % 2 ? -(value + 1) / 2 : value / 2;
    if (axis) points.push([sum[1] / scale, sum[0] / scale]);
    axis = 1 - axis; value = 0; shift = 0;
  }
  return points;
}

const unpackLines = (lines, places) => lines.map(line => unpack(line, places));
const unpackPolygons = (polygons, places) => polygons.map(rings => unpackLines(rings, places));

// A pane of the map, made once: several layers of ours may lie on one map.
function pane(map, name, height) {
  const made = map.getPane(name) ?? map.createPane(name);
  made.style.zIndex = height;
  return made;
}

const group = number => number.toLocaleString("en", { maximumFractionDigits: number >= 100 ? 0 : number >= 10 ? 1 : 2 });

// A computed distance in the units the reader chose.
function distanceText(metres, units) {
  const km = `${group(metres / 1000)} km`, mi = `${group(metres / 1609.344)} mi`;
  return units === "km" ? km : units === "mi" ? mi : `${km} (${mi})`;
}

const degreesText = (lat, lon) =>
  `${Math.abs(lat).toFixed(3)}° ${lat < 0 ? "S" : "N"}, ${Math.abs((lon + 540) % 360 - 180).toFixed(3)}° ${(lon + 540) % 360 < 180 ? "W" : "E"}`;
