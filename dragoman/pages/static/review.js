// Keys for the queue, and drawers that open where a link leads. All of it works without, by forms and links.
"use strict";

const items = [...document.querySelectorAll(".queue > li")];

function go(step) {
  const at = items.indexOf(document.activeElement.closest(".queue > li"));
  const next = items[Math.min(Math.max(at + step, 0), items.length - 1)];
  if (next) {
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }
}

function press(selector, within) {
  const found = within && within.querySelector(selector);
  if (found) found.click();
}

const keys = {
  j: () => go(1),
  k: () => go(-1),
  c: (item) => press('button[value="confirm"]', item),
  r: (item) => press('button[value="reject"]', item),
  e: (item) => press(".decide a", item),
  Enter: (item) => press("a.go", item),
  u: () => press(".last .undo button", document),
};

if (items.length || document.querySelector(".last")) {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, button, a");
    const plain = !(event.ctrlKey || event.metaKey || event.altKey);
    const act = keys[event.key];
    if (!act || !plain || (typing && !(event.key !== "Enter" && typing.matches("button, a")))) return;
    event.preventDefault();
    act(event.target.closest(".queue > li") || items[0]);
  });
  if (items.length && !location.hash) items[0].focus({ preventScroll: true });
}

function open() {
  const id = decodeURIComponent(location.hash.slice(1));
  const drawer = id.startsWith("n-") && document.getElementById(id)?.querySelector("details.drawer");
  if (drawer) drawer.open = true;
}

addEventListener("hashchange", open);
open();
