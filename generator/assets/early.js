// Runs before anything is painted, so that a reader's own choice of colours and size never flashes.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.remove("no-js");
  root.classList.add("js");
  ["elder", "dark"].forEach(function (name) {
    var kept = null;
    try {
      kept = localStorage.getItem("wenzheng." + name);
    } catch (error) {
      // Storage may be closed to pages from a USB stick; the switches then last for one page.
    }
    if (kept !== null) root.setAttribute("data-wz-" + name, kept);
  });
})();
