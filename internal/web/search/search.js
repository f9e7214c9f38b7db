// Results come while somebody types; without this file the button asks.
(() => {
  "use strict";
  const form = document.querySelector("form.search");
  const box = document.querySelector("#q");
  if (!form || !box) return;
  let timer, asked = 0;
  const look = async () => {
    const mine = ++asked;
    const address = "/search?" + new URLSearchParams([...new FormData(form)].filter(([, v]) => v !== ""));
    try {
      const answer = await fetch(address);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("#results");
      if (mine !== asked || !now) return;
      document.querySelector("#results").replaceWith(now);
      history.replaceState(null, "", address);
    } catch { /* the button still works */ }
  };
  const soon = () => { clearTimeout(timer); timer = setTimeout(look, 200); };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
})();
