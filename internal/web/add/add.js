// A pasted text is read while somebody looks; nothing is kept before the form
// is sent. What is being read into the book is looked at again and again.
(() => {
  "use strict";
  const text = document.querySelector("#add-text");
  const live = document.querySelector("#live");
  if (text && live) {
    const published = document.querySelector("#add-published");
    let timer, asked = 0;
    const look = async () => {
      if (text.value.trim().length < 20) return;
      const mine = ++asked;
      live.setAttribute("aria-busy", "true");
      try {
        const answer = await fetch("/add/try", { method: "POST", body: new URLSearchParams({ text: text.value, published: published.value }) });
        const found = await answer.text();
        if (mine === asked && answer.ok) live.innerHTML = found;
      } catch { /* the form still works */ }
      live.removeAttribute("aria-busy");
    };
    const soon = () => { clearTimeout(timer); timer = setTimeout(look, 400); };
    text.addEventListener("input", soon);
    published.addEventListener("change", soon);
  }
  const reading = document.querySelector("[data-wait=reading]");
  if (reading) {
    const again = async () => {
      try {
        const answer = await fetch(location.href);
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const now = page.querySelector("#took");
        if (now) document.querySelector("#took").replaceWith(now);
      } catch { /* it is asked again */ }
      if (document.querySelector("[data-wait=reading]")) setTimeout(again, 1000);
    };
    setTimeout(again, 1000);
  }
})();
