// Reviewing by keyboard. Every key presses what stands on the page for all:
// without this file the same buttons, links and fields do the same.
(() => {
  "use strict";
  const cases = [...document.querySelectorAll("article.case")];
  const current = () => document.activeElement?.closest?.("article.case") ?? null;

  function goTo(place) {
    if (cases.length === 0) return;
    const card = cases[Math.min(Math.max(place, 0), cases.length - 1)];
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  }

  function go(step) {
    const at = cases.indexOf(current());
    goTo(at < 0 ? 0 : at + step);
  }

  // Whoever decided on the third goes on with the one that is third now.
  const place = "inbox " + location.pathname;
  document.addEventListener("submit", (e) => {
    const at = cases.indexOf(e.target.closest("article.case"));
    if (at >= 0) sessionStorage.setItem(place, at);
  });

  function press(key) {
    const where = "ucb".includes(key) ? document : current() ?? cases[0];
    const target = where?.querySelector(`[data-key="${key}"]`);
    if (!target) return false;
    if (target.tagName === "DETAILS") {
      target.open = true;
      const field = target.querySelector("select, input:not([type=hidden])");
      // The letter itself must not land in the field: wait until it is let go.
      document.addEventListener("keyup", () => field.focus(), { once: true });
    } else if (target.form && !target.form.checkValidity()) {
      const missing = target.form.querySelector(":invalid");
      document.addEventListener("keyup", () => missing.focus(), { once: true });
    } else {
      target.click();
    }
    return true;
  }

  const typing = (el) => el.matches?.("input:not([type=checkbox]), select, textarea");

  const choose = document.querySelector("[data-choose=plain]");
  if (choose) {
    choose.hidden = false;
    choose.addEventListener("click", () => {
      for (const box of document.querySelectorAll("input[data-plain]")) box.checked = true;
    });
  }

  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "Escape" && typing(e.target)) {
      const card = current();
      e.target.closest("details")?.removeAttribute("open");
      card ? card.focus() : e.target.blur();
      return;
    }
    if (typing(e.target)) return;
    if (e.key === "j" || e.key === "k") {
      go(e.key === "j" ? 1 : -1);
    } else if (!"aorsumepqxcb".includes(e.key) || !press(e.key)) {
      return;
    }
    e.preventDefault();
  });

  if (document.querySelector(".outcome")) goTo(Number(sessionStorage.getItem(place)) || 0);
  else if (document.querySelector("#name")?.value) go(0);
})();
