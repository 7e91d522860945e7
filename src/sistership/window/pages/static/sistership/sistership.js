// Small comforts; every page works without them.
(() => {
  "use strict";
  const ready = () => {
    // After a rejected form the reader starts at what is wrong (GOV.UK pattern).
    document.querySelector(".error-summary")?.focus();
    // An instant in the time of the reader's own device, beside what the page says of the cities.
    for (const line of document.querySelectorAll("[data-your-time]")) {
      const said = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "full", timeStyle: "short" });
      line.querySelector("span").textContent = said.format(new Date(line.dataset.yourTime));
      line.hidden = false;
    }
    // What is shown is read, without a button.
    for (const form of document.querySelectorAll("form[data-at-once]")) {
      form.hidden = true;
      fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => { form.hidden = false; });
    }
    for (const button of document.querySelectorAll("[data-print]")) {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    }
  };
  document.addEventListener("DOMContentLoaded", ready);
  document.addEventListener("htmx:afterSettle", (event) => event.target.querySelector?.(".error-summary")?.focus());
  // An open account menu closes with Escape or a click elsewhere.
  const close = (except) => {
    for (const menu of document.querySelectorAll("details.account[open]")) {
      if (!menu.contains(except)) menu.open = false;
    }
  };
  document.addEventListener("click", (event) => close(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.account[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });
})();
