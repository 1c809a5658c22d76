// How do map, time line, list and address move together?
import { tell } from "./app.js";
import { colour, eventLayer, makeMap, maplibre } from "./map.js";

const form = document.getElementById("filters");
const holder = document.getElementById("map");
const wide = matchMedia("(min-width: 861px)");
let map;
let latest = 0;
let place = location.search;

/** The address that the form asks for: empty fields are left out. */
function asked() {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== "") query.append(name, value);
  const view = new URLSearchParams(location.search).get("view");
  if (view) query.set("view", view);
  return `/?${query}`;
}

/** Fetches the page at an address and takes over what changed; the address bar follows. */
async function go(address, { keep = false, form: fresh = false } = {}) {
  const turn = ++latest;
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (turn !== latest) return;
  if (!page.getElementById("results")) { location.assign(address); return; }
  for (const id of ["head", "results", "timeline"]) document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
  const chips = page.getElementById("chips");
  document.getElementById("chips")?.remove();
  if (chips) form.before(chips);
  if (fresh) form.replaceChildren(...page.getElementById("filters").childNodes);
  else counts(page);
  if (keep) history.replaceState(null, "", address); else history.pushState(null, "", address);
  place = location.search;
  const told = page.getElementById("map").dataset;
  if (holder.dataset.tiles !== told.tiles) {
    holder.dataset.tiles = told.tiles;
    map?.getSource("tiles")?.setTiles([new URL(told.tiles, location.href).href.replace(/%7B/g, "{").replace(/%7D/g, "}")]);
  }
  tell(document.querySelector("#head h1").textContent);
}

/** The numbers beside the choices follow what else is chosen. */
function counts(page) {
  for (const box of page.querySelectorAll("#filters .choice input[value]")) {
    const mine = [...form.elements].find((one) => one.name === box.name && one.value === box.value);
    const shown = mine?.closest(".choice").querySelector(".count");
    if (shown) shown.textContent = box.closest(".choice").querySelector(".count")?.textContent ?? "";
  }
}

let pause;
form.addEventListener("input", (event) => {
  clearTimeout(pause);
  const wait = ["search", "number", "text"].includes(event.target.type) ? 350 : 40;
  if (event.target.type === "date" && event.target.value && !event.target.checkValidity()) return;
  pause = setTimeout(() => go(asked()), wait);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(pause);
  go(asked());
});
document.getElementById("apply").classList.add("unseen");
window.addEventListener("popstate", () => {
  if (location.search !== place) go(location.pathname + location.search, { keep: true, form: true });
});

/* Links of the list and the time line that only change filters stay on the page. */
document.getElementById("explore").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || link.getAttribute("aria-disabled")) return;
  const target = new URL(link.href.baseVal ?? link.href, location.href);
  if (target.origin !== location.origin || target.pathname !== "/") return;
  event.preventDefault();
  go(target.pathname + target.search, { form: true });
});

/* Drag over the time line to choose its days. */
const timeline = document.getElementById("timeline");
let drag;
const barAt = (x) => [...document.querySelectorAll("#bars a")].findLast((one) => one.getBoundingClientRect().left <= x);
timeline.addEventListener("pointerdown", (event) => {
  const svg = event.target.closest("#bars");
  if (!svg || event.button) return;
  drag = { from: event.clientX, svg };
});
timeline.addEventListener("pointermove", (event) => {
  if (!drag || Math.abs(event.clientX - drag.from) < 5) return;
  const box = drag.svg.getBoundingClientRect();
  drag.brush ??= drag.svg.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "rect"));
  drag.brush.setAttribute("class", "brush");
  drag.brush.setAttribute("height", "58");
  drag.brush.setAttribute("x", Math.max(0, Math.min(event.clientX, drag.from) - box.left));
  drag.brush.setAttribute("width", Math.abs(event.clientX - drag.from));
  event.preventDefault();
});
window.addEventListener("pointerup", (event) => {
  if (!drag) return;
  const { from, brush } = drag;
  drag = null;
  if (!brush) return;
  brush.remove();
  const [first, last] = [Math.min(from, event.clientX), Math.max(from, event.clientX)].map(barAt);
  if (!last) return;
  form.elements.from.value = (first ?? document.querySelector("#bars a")).dataset.from;
  form.elements.to.value = last.dataset.to;
  window.addEventListener("click", (click) => { click.preventDefault(); click.stopPropagation(); }, { capture: true, once: true });
  setTimeout(() => go(asked()), 0);
});

/* The map: drawn at once where there is room, on a phone when asked for. */
async function draw() {
  map = await makeMap(holder, JSON.parse(holder.dataset.bounds));
  map.addSource("tiles", { type: "vector", tiles: [new URL(holder.dataset.tiles, location.href).href.replace(/%7B/g, "{").replace(/%7D/g, "}")], minzoom: 0, maxzoom: 12 });
  map.addLayer({
    id: "cells", type: "circle", source: "tiles", "source-layer": "cells",
    paint: {
      "circle-color": colour("accent"), "circle-opacity": 0.45, "circle-stroke-color": colour("accent"), "circle-stroke-width": 0.8,
      "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "events"]], 1, 3.5, 10, 11, 40, 24],
    },
  }, "names");
  map.addLayer(eventLayer("tiles", { "source-layer": "events" }), "names");
  const { Popup } = await maplibre(holder);
  const popup = new Popup({ closeButton: false, closeOnClick: false, offset: 12, maxWidth: "280px" });
  map.on("mousemove", "events", ({ features, lngLat }) => {
    map.getCanvas().style.cursor = "pointer";
    popup.setLngLat(lngLat).setText(features[0].properties.title ?? "").addTo(map);
    light(features[0].properties.event_id);
  });
  map.on("mouseleave", "events", () => {
    map.getCanvas().style.cursor = "";
    popup.remove();
    light(null);
  });
  map.on("click", "events", ({ features }) => {
    const query = new URLSearchParams(location.search);
    const kept = ["lang", "release"].filter((name) => query.has(name)).map((name) => `${name}=${query.get(name)}`).join("&");
    location.assign(`/events/${encodeURIComponent(features[0].properties.event_id)}${kept && `?${kept}`}`);
  });
  map.on("click", "cells", ({ lngLat }) => map.easeTo({ center: lngLat, zoom: map.getZoom() + 2 }));
  map.on("moveend", (event) => { if (event.originalEvent) moved(); });
  offerToFollow();
  document.addEventListener("khaldun:theme", () => map.setPaintProperty("cells", "circle-color", colour("accent")));
}

function light(id) {
  for (const row of document.querySelectorAll(".events .near")) row.classList.remove("near");
  if (id) document.querySelector(`.events [data-id="${CSS.escape(id)}"]`)?.classList.add("near");
}

/* The list follows the map where the box is ticked. */
function offerToFollow() {
  const box = form.elements.follow;
  box.disabled = document.getElementById("follow-choice").hidden = false;
  box.value ||= view();
}
function view() {
  const bounds = map.getBounds();
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((at) => at.toFixed(2)).join(",");
}
let moving;
function moved() {
  if (!form.elements.follow.checked) return;
  clearTimeout(moving);
  moving = setTimeout(() => {
    form.elements.follow.value = view();
    go(asked(), { keep: true });
  }, 250);
}
form.addEventListener("change", (event) => { if (event.target.id === "follow" && map) event.target.value = view(); }, { capture: true });

const opener = document.getElementById("show-map");
opener.hidden = false;
opener.addEventListener("click", () => {
  const open = document.getElementById("canvas").classList.toggle("open");
  opener.setAttribute("aria-expanded", String(open));
  if (open && !map) draw(); else map?.resize();
});
if (wide.matches) draw();
