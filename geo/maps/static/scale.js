// Scale bars in kilometres and miles, for the middle of the map: an azimuthal map has no other scale that holds.

const Scale = L.Control.extend({
  options: { position: "bottomleft" },
  onAdd(map) {
    this.box = svg("svg", { class: "geo-scalebar leaflet-control", width: 150, height: 34, role: "img" });
    map.on("moveend zoomend resize", this.draw, this);
    map.whenReady(this.draw, this);
    return this.box;
  },
  onRemove(map) {
    map.off("moveend zoomend resize", this.draw, this);
  },
  draw() {
    const map = this._map, size = map.getSize().divideBy(2), at = x => map.containerPointToLatLng([size.x + x, size.y]);
    const metres = map.distance(at(-65), at(65));
    if (!(metres > 0)) return;
    const [km, mi] = [[1000, "km"], [1609.344, "mi"]].map(([unit, name]) => {
      const most = metres / unit, power = 10 ** Math.floor(Math.log10(most)), length = [5, 3, 2, 1].find(step => step * power <= most) * power;
      return { wide: length / most * 130, words: `${length.toLocaleString("en")} ${name}` };
    });
    this.box.setAttribute("aria-label", `Scale in the middle of the map: the bars are ${km.words} and ${mi.words} long`);
    const text = (words_, y) => svg("text", { x: 7, y }, words_);
    this.box.replaceChildren(
      svg("path", { d: `M3 11V17H${3 + km.wide}V11M3 23V17H${3 + mi.wide}V23` }), text(km.words, 13), text(mi.words, 30));
  },
});
