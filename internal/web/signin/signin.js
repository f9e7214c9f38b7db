(() => {
  // The code of a one-time link stands behind the #, which no server sees. It
  // goes into the form and out of the address.
  const code = document.querySelector("[data-fragment]");
  if (code && location.hash.length > 1) {
    code.value = location.hash.slice(1);
    history.replaceState(null, "", location.pathname);
    const next = [...code.form.elements].find((e) => e !== code && e.type !== "hidden");
    if (next) next.focus();
  }

  // A passkey answers the question that stands on the form.
  const form = document.querySelector("[data-passkey]");
  if (!form) return;
  const says = document.createElement("p");
  says.className = "note";
  says.setAttribute("role", "status");
  form.append(says);
  const make = form.dataset.passkey === "create";
  const ask = async () => {
    const question = JSON.parse(form.dataset.question);
    try {
      const answer = make
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(question) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(question) });
      form.elements.answer.value = JSON.stringify(answer.toJSON());
      form.submit();
    } catch (e) {
      says.textContent = e.name === "NotAllowedError" ? form.dataset.unused : form.dataset.unable + " (" + e.name + ")";
    }
  };
  form.addEventListener("submit", (e) => { e.preventDefault(); ask(); });
  // A new one waits until it has its name.
  if (make) form.elements.name.select(); else ask();
})();
