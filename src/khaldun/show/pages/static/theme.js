// Which theme was chosen here before? Set before anything is drawn, kept in this browser only.
try {
  const chosen = localStorage.getItem("khaldun-theme");
  if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
} catch { /* A browser that keeps nothing follows the system. */ }
