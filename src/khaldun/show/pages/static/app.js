// What moves on every page: the switch between light and dark, and small maps where a page has one.
const root = document.documentElement;
const button = document.getElementById("theme");

export function dark() {
  const chosen = root.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function label() {
  button.textContent = dark() ? document.body.dataset.sayLight : document.body.dataset.sayDark;
}

if (button) {
  button.hidden = false;
  label();
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try { localStorage.setItem("khaldun-theme", root.dataset.theme); } catch { /* chosen for this page only */ }
    label();
    document.dispatchEvent(new CustomEvent("khaldun:theme"));
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    label();
    document.dispatchEvent(new CustomEvent("khaldun:theme"));
  });
}

export function tell(words) {
  document.getElementById("told").textContent = words;
}

for (const small of document.querySelectorAll(".small-map[data-places]")) {
  import(small.dataset.module).then(({ placesMap }) => placesMap(small));
}
