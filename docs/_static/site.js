// What the theme leaves unsaid to screen readers and to keyboards.
function say(selector, name, value) {
  for (const node of document.querySelectorAll(selector)) node.setAttribute(name, value);
}

function reachable() {
  for (const node of document.querySelectorAll(".table-wrapper, article pre")) {
    if (node.scrollWidth > node.clientWidth) node.setAttribute("tabindex", "0");
    else node.removeAttribute("tabindex");
  }
}

document.addEventListener("DOMContentLoaded", () => {
  say("[role=heading]:not([aria-level])", "aria-level", "2");
  say(".sidebar-drawer", "aria-label", "Pages");
  say(".toc-drawer", "aria-label", "On this page");
  reachable();
  addEventListener("resize", reachable);
});
