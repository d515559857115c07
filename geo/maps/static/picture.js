// The current view as one SVG or PNG: title, map, legend, caveat and sources, with every style written into it.

const DRAWN = ["fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin"];
const WRITTEN = [...DRAWN, "font-size", "font-weight", "font-style", "letter-spacing", "paint-order", "text-anchor", "opacity"];
const MARGIN = 16;

class Picture {
  constructor(view) {
    this.view = view;
    this.pixel = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  }

  // A colour that every reader of SVG knows, with its own opacity.
  plain(value) {
    if (!/^(color|oklab|oklch|lab|lch|hwb)/.test(value)) return value;
    this.pixel.clearRect(0, 0, 1, 1);
    this.pixel.fillStyle = value;
    this.pixel.fillRect(0, 0, 1, 1);
    const [r, g, b] = this.pixel.getImageData(0, 0, 1, 1).data;
    return `rgb(${r}, ${g}, ${b})`;
  }

  // A copy of a drawn node and its children, with the style that the page gives them.
  copy(node, names = DRAWN) {
    const style = getComputedStyle(node), twin = svg(node.tagName);
    for (const { name, value } of node.attributes) if (!["class", "style", "tabindex", "role", "aria-label"].includes(name)) twin.setAttribute(name, value);
    for (const name of names) twin.setAttribute(name, this.plain(style.getPropertyValue(name)).replaceAll('"', ""));
    for (const child of node.childNodes) twin.append(child.nodeType === Node.TEXT_NODE ? child.cloneNode() : this.copy(child, names));
    return twin;
  }

  svg() {
    const { map } = this.view, size = map.getSize(), width = Math.max(size.x, 480);
    const head = this.text([[this.view.data.title, "700 20px Georgia, serif", 26], [this.sources(), "12px system-ui, sans-serif", 17]], MARGIN, 12, width);
    const top = head.bottom + 8, foot = this.footer(top + size.y + 8, width);
    const colour = name => this.plain(getComputedStyle(document.documentElement).getPropertyValue(name).trim());
    return svg("svg", { xmlns: SVG, width, height: foot.bottom + 10, viewBox: `0 0 ${width} ${foot.bottom + 10}` },
      svg("title", {}, this.view.data.title),
      svg("rect", { width: "100%", height: "100%", fill: colour("--panel") }), head.node,
      svg("defs", {}, svg("clipPath", { id: "geo-frame" }, svg("rect", { width: size.x, height: size.y }))),
      svg("g", { transform: `translate(${(width - size.x) / 2} ${top})`, "clip-path": "url(#geo-frame)" },
        svg("rect", { width: size.x, height: size.y, fill: colour("--sea") }), this.layers()),
      foot.node);
  }

  layers() {
    const { map } = this.view, by = map.containerPointToLayerPoint([0, 0]).multiplyBy(-1);
    const content = svg("g", { transform: `translate(${by.x} ${by.y})` });
    for (const pane of ["geo-ground", "geo-crowd", "geo-zone", "overlayPane", "geo-band", "geo-measure"]) {
      const box = map.getPane(pane);
      for (const canvas of box?.querySelectorAll("canvas") ?? []) {
        content.append(svg("image", { x: -by.x, y: -by.y, width: canvas.width, height: canvas.height, href: canvas.toDataURL() }));
      }
      if (pane === "geo-crowd") continue;
      for (const defs of box.querySelectorAll("defs")) content.append(this.copy(defs));
      for (const path of box.querySelectorAll("path:not(.geo-hit)")) if (path.getAttribute("d") !== "M0 0") content.append(this.copy(path));
    }
    for (const { data, marker } of this.view.marks.launches) {
      const icon = marker && map.hasLayer(marker) && marker.getElement().querySelector("svg"), at = map.latLngToLayerPoint([data.lat, data.lon]);
      if (icon) content.append(svg("g", { transform: `translate(${at.x} ${at.y})` }, [...icon.children].map(child => this.copy(child))));
    }
    const labels = svg("g", { "font-family": FAMILY.replaceAll('"', "'") }, [...this.view.labels.root.children].map(node => this.copy(node, WRITTEN)));
    const scale = svg("g", { "font-family": FAMILY.replaceAll('"', "'"), transform: `translate(8 ${map.getSize().y - 40})` }, [...map.getContainer().querySelectorAll(".geo-scalebar > *")].map(node => this.copy(node, WRITTEN)));
    content.append(labels);
    return svg("g", {}, content, scale);
  }

  sources() {
    return this.view.data.source.length ? `As stated in ${this.view.data.source.join("; ")}` : "";
  }

  // Legend, scale, caveat and credits below the map.
  footer(top, width) {
    const { data } = this.view, node = svg("g"), value = claim => `${claim.name}: ${this.view.value(claim)}`;
    let y = top + 8;
    data.claims.forEach((claim, index) => {
      if (!this.view.panel.drawn() || !shownNow(claim)) return;
      const sample = svg("g", { transform: `translate(${MARGIN} ${y})` }, [...document.querySelectorAll(".geo-switch .geo-swatch")[index].children].map(child => this.copy(child)));
      const label = this.text([[value(claim), "12px system-ui, sans-serif", 16]], MARGIN + 50, y, width);
      node.append(sample, label.node);
      y = Math.max(label.bottom, y + 18) + 2;
    });
    const [first, ...rest] = data.caveats;
    const words_ = this.text([[first, "700 13px system-ui, sans-serif", 18], [rest.join(" "), "11.5px system-ui, sans-serif", 15],
      ["Natural Earth · GeoNames (CC BY 4.0)", "11px system-ui, sans-serif", 16]], MARGIN, y + 2, width);
    node.append(words_.node);
    return { node, bottom: words_.bottom };
  }

  // Wrapped lines of text.
  text(parts, x, top, width) {
    const node = svg("g", { fill: getComputedStyle(document.documentElement).getPropertyValue("--ink").trim() });
    let y = top;
    for (const [content, font, height] of parts) {
      if (!content) continue;
      this.pixel.font = font;
      const [, weight, size, family] = /^(?:(\d+) )?([\d.]+px) (.*)$/.exec(font);
      for (const line of wrapped(content, text => this.pixel.measureText(text).width <= width - x - MARGIN)) {
        y += height;
        node.append(svg("text", { x, y: y - height * 0.25, "font-size": size, "font-weight": weight ?? 400, "font-family": family }, line));
      }
    }
    return { node, bottom: y };
  }

  source() {
    return new XMLSerializer().serializeToString(this.svg());
  }

  async png(scale = 2) {
    const picture = new Image(), node = this.svg();
    picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(node))}`;
    await picture.decode();
    const canvas = document.createElement("canvas");
    canvas.width = node.getAttribute("width") * scale;
    canvas.height = node.getAttribute("height") * scale;
    const context = canvas.getContext("2d");
    context.scale(scale, scale);
    context.drawImage(picture, 0, 0);
    return new Promise(done => canvas.toBlob(done, "image/png"));
  }

  saveSvg() {
    download(new Blob([this.source()], { type: "image/svg+xml" }), "map.svg");
  }

  async savePng() {
    download(await this.png(), "map.png");
  }
}

function wrapped(text, fits) {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (fits(longer) || !lines.at(-1)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function download(blob, name) {
  const url = URL.createObjectURL(blob), link = el("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
