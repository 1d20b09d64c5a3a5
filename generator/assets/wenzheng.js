// The reading switches, printing and copying a link. Everything on the site can be read without this file.
(function () {
  "use strict";
  var root = document.documentElement;

  function keep(name, value) {
    root.setAttribute("data-wz-" + name, value);
    try {
      localStorage.setItem("wenzheng." + name, value);
    } catch (error) {
      // Storage may be closed to pages from a USB stick; the choice then lasts for this page.
    }
  }

  function isOn(name) {
    var chosen = root.getAttribute("data-wz-" + name);
    if (chosen !== null) return chosen === "on";
    return name === "dark" && matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }

  each(".wz-switches, .wz-tools__buttons", function (group) {
    group.hidden = false;
  });

  each("[data-wz-switch]", function (button) {
    var name = button.getAttribute("data-wz-switch");
    function show() {
      button.setAttribute("aria-pressed", String(isOn(name)));
    }
    button.addEventListener("click", function () {
      keep(name, isOn(name) ? "off" : "on");
      show();
    });
    show();
  });

  each("[data-wz-print]", function (button) {
    button.addEventListener("click", function () {
      window.print();
    });
  });

  each("[data-wz-share]", function (button) {
    button.addEventListener("click", function () {
      var address = document.querySelector("link[rel=canonical]").href;
      var said = button.parentNode.querySelector("[role=status]");
      function say(done) {
        said.textContent = done ? "已复制" : address;
      }
      if (!navigator.clipboard) return say(false);
      navigator.clipboard.writeText(address).then(say.bind(null, true), say.bind(null, false));
    });
  });

  // On a phone the columns are one long line: bring the reader's own into view.
  each(".wz-nav__list", function (list) {
    var here = list.querySelector("[aria-current]");
    if (here) list.scrollLeft = here.offsetLeft - (list.clientWidth - here.offsetWidth) / 2;
  });

  // What is folded away on the screen is printed too.
  var opened = [];
  addEventListener("beforeprint", function () {
    each("details:not([open])", function (part) {
      part.open = true;
      opened.push(part);
    });
  });
  addEventListener("afterprint", function () {
    opened.splice(0).forEach(function (part) {
      part.open = false;
    });
  });
})();
