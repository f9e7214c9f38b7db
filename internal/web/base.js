// A page that waits for a figure looks again after a while, a few times.
(() => {
  "use strict";
  if (!document.querySelector("[data-wait=figure]")) return;
  const asked = Number(sessionStorage.getItem(location.href) ?? 0);
  if (asked >= 20) return;
  sessionStorage.setItem(location.href, asked + 1);
  setTimeout(() => { if (document.activeElement === document.body) location.reload(); }, 3000 + 500 * asked);
})();
