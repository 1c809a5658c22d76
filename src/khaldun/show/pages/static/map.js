// How is the map drawn? Land, the borders that distances are measured to, names, and events by shape.
import { dark } from "./app.js";

const FAMILIES = ["battles", "explosions", "violence_against_civilians", "protests", "riots", "strategic"];
const VAGUE = ["admin1", "country", "unknown"];
const SIZE = 48; // pixels of a shape, drawn at twice its size
let library;

/** MapLibre, fetched when the first map is shown. */
function maplibre(holder) {
  library ??= new Promise((resolve, reject) => {
    const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: holder.dataset.styles });
    const script = Object.assign(document.createElement("script"), { src: holder.dataset.library });
    script.addEventListener("load", () => resolve(window.maplibregl));
    script.addEventListener("error", reject);
    document.head.append(style, script);
  });
  return library;
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Positions from steps of hundredths of a degree. */
function line(steps) {
  const found = [];
  for (let at = 0, x = 0, y = 0; at < steps.length; at += 2) {
    x += steps[at];
    y += steps[at + 1];
    found.push([x / 100, y / 100]);
  }
  return found;
}

function feature(type, coordinates, properties = {}) {
  return { type: "Feature", properties, geometry: { type, coordinates } };
}

function collection(features) {
  return { type: "FeatureCollection", features };
}

async function world(url) {
  const told = await (await fetch(url)).json();
  return {
    land: collection(told.land.map((polygon) => feature("Polygon", polygon.map(line)))),
    borders: collection(told.borders.map((border) => feature("LineString", line(border)))),
    names: collection(told.names.map(([name, x, y, rank]) => feature("Point", [x, y], { name, rank }))),
  };
}

function baseStyle(data) {
  const source = (held) => ({ type: "geojson", data: held });
  return {
    version: 8,
    sources: { land: source(data.land), borders: source(data.borders), names: source(data.names) },
    layers: [
      { id: "water", type: "background", paint: { "background-color": colour("water") } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("land"), "fill-antialias": true } },
      { id: "coast", type: "line", source: "land", paint: { "line-color": colour("border"), "line-width": 0.5 } },
      { id: "borders", type: "line", source: "borders", paint: { "line-color": colour("border"), "line-width": ["interpolate", ["linear"], ["zoom"], 2, 0.5, 7, 1.3], "line-dasharray": [4, 2] } },
      { id: "names", type: "symbol", source: "names", filter: [">=", ["zoom"], ["get", "rank"]], layout: { "icon-image": ["concat", "name:", ["get", "name"]], "icon-padding": 6, "symbol-sort-key": ["get", "rank"] } },
    ],
  };
}

/** Draws a name as an image, because this map has no fonts of its own. */
function drawName(map, id) {
  const text = id.slice(5);
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const font = `${text === text.toUpperCase() ? 600 : 500} 24px system-ui, "Noto Sans", "DejaVu Sans", sans-serif`;
  pen.font = font;
  pen.canvas.width = Math.ceil(pen.measureText(text).width) + 12;
  pen.canvas.height = 38;
  pen.font = font;
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.lineWidth = 6;
  pen.strokeStyle = colour("land");
  pen.fillStyle = colour("soft");
  pen.strokeText(text, 6, 19);
  pen.fillText(text, 6, 19);
  if (!map.hasImage(id)) map.addImage(id, pen.getImageData(0, 0, pen.canvas.width, pen.canvas.height), { pixelRatio: 2 });
}

const PATHS = {
  battles: "M24 4a20 20 0 1 0 .01 0z", explosions: "M24 3 46 43H2z", violence_against_civilians: "M24 1 46 24 24 47 2 24z",
  protests: "M6 6h36v36H6z", riots: "M13 4h22l13 20-13 20H13L0 24z", strategic: "M17 4h14v13h13v14H31v13H17V31H4V17h13z",
};

function drawShape(map, id) {
  const [, family, fill] = id.split(":");
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  pen.canvas.width = pen.canvas.height = SIZE + 12;
  pen.translate(6, 6);
  const path = new Path2D(PATHS[family] ?? PATHS.strategic);
  pen.lineJoin = "round";
  pen.lineWidth = 9;
  pen.strokeStyle = colour("land");
  pen.stroke(path);
  pen.fillStyle = fill === "hollow" ? colour("land") : colour(family);
  pen.fill(path);
  pen.lineWidth = fill === "hollow" ? 6 : 1;
  pen.strokeStyle = colour(family);
  pen.stroke(path);
  if (!map.hasImage(id)) map.addImage(id, pen.getImageData(0, 0, SIZE + 12, SIZE + 12), { pixelRatio: 2 });
}

/** The layer that shows events of a source by shape, colour, size, and hollow where the place is vague. */
export function eventLayer(source, extra = {}) {
  const vague = ["in", ["coalesce", ["get", "place_precision"], "unknown"], ["literal", VAGUE]];
  const killed = ["sqrt", ["max", 0, ["coalesce", ["get", "killed_best"], 0]]];
  const family = ["match", ["get", "family"], FAMILIES, ["get", "family"], "strategic"];
  return {
    id: "events", type: "symbol", source,
    layout: {
      "icon-image": ["concat", "shape:", family, ":", ["case", vague, "hollow", "full"]],
      "icon-size": ["interpolate", ["linear"], killed, 0, 0.42, 4, 0.62, 10, 1, 20, 1.45],
      "icon-allow-overlap": true, "icon-ignore-placement": true,
      "symbol-sort-key": ["-", 0, ["coalesce", ["get", "killed_best"], 0]],
    },
    ...extra,
  };
}

/** A map in a holder, over `bounds` (west, south, east, north). */
export async function makeMap(holder, bounds) {
  const gl = await maplibre(holder);
  const data = await world(holder.dataset.world);
  holder.querySelector(".waiting")?.remove();
  const frame = document.createElement("div");
  frame.className = "frame";
  holder.prepend(frame);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = new gl.Map({
    container: frame, style: baseStyle(data), bounds, fitBoundsOptions: { padding: 48, maxZoom: 9 },
    attributionControl: false, dragRotate: false, pitchWithRotate: false, renderWorldCopies: false, maxZoom: 13, fadeDuration: still ? 0 : 120,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new gl.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new gl.ScaleControl({}), "bottom-right");
  map.getCanvas().setAttribute("aria-label", holder.getAttribute("aria-label") ?? "");
  map.on("styleimagemissing", ({ id }) => {
    if (id.startsWith("name:")) drawName(map, id);
    if (id.startsWith("shape:")) drawShape(map, id);
  });
  document.addEventListener("khaldun:theme", () => repaint(map));
  await new Promise((resolve) => map.once("load", resolve));
  holder.khaldun = map; // for whoever extends the page, and for tests
  return map;
}

function repaint(map) {
  map.setPaintProperty("water", "background-color", colour("water"));
  map.setPaintProperty("land", "fill-color", colour("land"));
  for (const layer of ["coast", "borders"]) map.setPaintProperty(layer, "line-color", colour("border"));
  for (const id of map.listImages()) map.removeImage(id);
  map.triggerRepaint();
}

/** A circle of kilometres round a place, as a polygon. */
function circle(longitude, latitude, km) {
  const north = km / 110.574;
  const east = km / (111.32 * Math.cos((latitude * Math.PI) / 180));
  const ring = Array.from({ length: 65 }, (_, at) => {
    const angle = (at / 64) * 2 * Math.PI;
    return [longitude + east * Math.cos(angle), latitude + north * Math.sin(angle)];
  });
  return feature("Polygon", [ring]);
}

/** The small map of an event, a place or an answer: its points, each with the radius within which it lies. */
export async function placesMap(holder) {
  const places = JSON.parse(holder.dataset.places);
  if (!places.length) return;
  const reach = (place) => Math.max(place.radius_km ?? 0, 25) / 80;
  const bounds = [
    Math.min(...places.map((p) => p.longitude - reach(p))), Math.min(...places.map((p) => p.latitude - reach(p))),
    Math.max(...places.map((p) => p.longitude + reach(p))), Math.max(...places.map((p) => p.latitude + reach(p))),
  ];
  const map = await makeMap(holder, bounds);
  const rings = places.filter((p) => p.radius_km).map((p) => circle(p.longitude, p.latitude, p.radius_km));
  map.addSource("radius", { type: "geojson", data: collection(rings) });
  map.addLayer({ id: "radius", type: "fill", source: "radius", paint: { "fill-color": colour("accent"), "fill-opacity": 0.16 } });
  map.addLayer({ id: "radius-edge", type: "line", source: "radius", paint: { "line-color": colour("accent"), "line-width": 1.4, "line-dasharray": [2, 2] } });
  map.addSource("places", { type: "geojson", data: collection(places.map((p) => feature("Point", [p.longitude, p.latitude], p))) });
  map.addLayer(eventLayer("places"), "names");
  map.on("click", "events", ({ features }) => {
    if (features[0].properties.url) window.location.assign(features[0].properties.url);
  });
}

export { maplibre, colour, dark };
