/* What the theme leaves to do for readers without a mouse, and for paper. */

const SIDEWAYS = ".md-typeset__scrollwrap, .diagram";

/** Lets the keyboard reach what scrolls sideways, and only while it does. */
const watcher = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) {
      target.tabIndex = 0;
      target.setAttribute("role", "group");
      target.setAttribute("aria-label", "Scrolls sideways");
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) target.removeAttribute(name);
    }
  }
});

/* The theme announces the page once it has wrapped tables and added buttons. */
document$.subscribe(() => {
  for (const [selector, name] of [[".md-search", "Search"], [".md-path", "Breadcrumb"]]) {
    document.querySelector(selector)?.setAttribute("aria-label", name);
  }
  document.querySelectorAll(".md-code__nav").forEach((buttons, index) => {
    buttons.setAttribute("aria-label", `Code block ${index + 1}`);
  });
  document.querySelectorAll(".md-nav[data-md-level][aria-labelledby]").forEach((section) => {
    section.removeAttribute("aria-labelledby"); // refers to a label that holds an icon only
    section.setAttribute("aria-label", section.querySelector(".md-nav__title").innerText.trim());
  });
  document.querySelectorAll("th:empty").forEach((cell) => cell.replaceWith(document.createElement("td")));
  document.querySelectorAll(SIDEWAYS).forEach((element) => watcher.observe(element));
});

/* A closed block would print nothing of what is in it. */
addEventListener("beforeprint", () => {
  document.querySelectorAll("details:not([open])").forEach((block) => {
    block.open = true;
    block.dataset.closedOnScreen = "";
  });
});

addEventListener("afterprint", () => {
  document.querySelectorAll("details[data-closed-on-screen]").forEach((block) => {
    block.open = false;
    delete block.dataset.closedOnScreen;
  });
});
