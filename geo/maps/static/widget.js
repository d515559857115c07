// The notebook's side of `explore`: the map in a sandboxed frame, sliders under it, the launch read back.

const FIELDS = [
  ["radius_km", "Radius, km", 1, 3000, 1],
  ["tolerance_m", "Tolerance, m", 1, 10000, 1],
];

function slider(model, [name, label, min, max, step]) {
  const box = document.createElement("label"), input = document.createElement("input"), shown = document.createElement("output");
  Object.assign(input, { type: "range", min, max, step, value: model.get(name), name });
  input.setAttribute("aria-label", label);
  input.style.cssText = "flex:1;min-width:8em";
  box.style.cssText = "display:flex;gap:.6em;align-items:center;min-height:30px";
  const show = () => { input.value = model.get(name); shown.textContent = String(model.get(name)); };
  input.addEventListener("input", () => { model.set(name, Number(input.value)); model.save_changes(); });
  model.on(`change:${name}`, show);
  show();
  box.append(label, input, shown);
  return box;
}

function render({ model, el }) {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts allow-downloads");
  frame.setAttribute("allow", "fullscreen");
  frame.title = model.get("title");
  frame.style.cssText = "width:100%;height:560px;border:0";
  frame.srcdoc = model.get("page");
  let heard = false;  // what the frame itself said is not sent back: it would undo a drag that has gone on since
  const send = () => heard || frame.contentWindow?.postMessage({
    georeach: "explore", lon: model.get("lon"), lat: model.get("lat"), radius: model.get("radius_km") * 1000, tolerance: model.get("tolerance_m"),
  }, "*");
  const hear = ({ source, data }) => {
    if (source !== frame.contentWindow) return;
    if (data?.georeach === "ready") send();
    if (data?.georeach === "moved" && Number.isFinite(data.lat) && Number.isFinite(data.lon)) {
      heard = true;
      model.set({ lon: data.lon, lat: data.lat });
      heard = false;
      model.save_changes();
    }
  };
  window.addEventListener("message", hear);
  for (const name of ["lon", "lat", "radius_km", "tolerance_m"]) model.on(`change:${name}`, send);
  el.append(frame, ...FIELDS.map(field => slider(model, field)));
  return () => window.removeEventListener("message", hear);
}

export default { render };
