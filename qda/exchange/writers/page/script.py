"""The page's script: finds rows, shows the quotations behind a cell or a mark. Without it the page only lacks these.

It fetches nothing and makes no markup from anybody's words: it hides rows and copies what stands in the page.
"""

from __future__ import annotations

SCRIPT = """
(function () {
  "use strict";
  var byId = function (id) { return document.getElementById(id); };
  var tools = byId("tools"), box = byId("find"), told = byId("told"), all = byId("all"), panel = byId("panel");
  var rows = Array.prototype.slice.call(document.querySelectorAll("tbody > tr.r, div.quotes div.r"));
  var texts = null, waiting = 0, back = null;
  var MOST_MARKED = 2000, MOST_SHOWN = 300;

  function plain(text) { return text.toLocaleLowerCase().normalize("NFC"); }

  function mark(words) {
    if (!window.CSS || !CSS.highlights || !window.Highlight) { return; }
    CSS.highlights.delete("found");
    if (!words.length) { return; }
    var ranges = [];
    rows.some(function (row) {
      if (row.hidden) { return false; }
      var walk = document.createTreeWalker(row, NodeFilter.SHOW_TEXT), node;
      while ((node = walk.nextNode())) {
        var text = node.data.toLocaleLowerCase();
        if (text.length !== node.data.length) { continue; }
        words.forEach(function (word) {
          for (var at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
            var range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + word.length);
            ranges.push(range);
          }
        });
      }
      return ranges.length > MOST_MARKED;
    });
    var found = new Highlight();
    ranges.forEach(function (range) { found.add(range); });
    CSS.highlights.set("found", found);
  }

  function search() {
    var words = plain(box.value).split(/\\s+/).filter(Boolean), shown = 0;
    texts = texts || rows.map(function (row) { return plain(row.textContent); });
    rows.forEach(function (row, n) {
      var hit = words.every(function (word) { return texts[n].indexOf(word) >= 0; });
      if (row.hidden === hit) { row.hidden = !hit; }
      shown += hit ? 1 : 0;
    });
    document.querySelectorAll("tbody").forEach(function (body) {
      if (body.querySelector("tr.group")) { body.hidden = !body.querySelector("tr.r:not([hidden])"); }
    });
    document.querySelectorAll("div.piece").forEach(function (piece) {
      piece.hidden = !piece.querySelector(".r:not([hidden])");
    });
    document.querySelectorAll("td details").forEach(function (fold) {
      var text = words.length ? plain(fold.textContent) : "";
      var wanted = words.some(function (word) { return text.indexOf(word) >= 0; });
      if (wanted && !fold.open) { fold.open = true; fold.dataset.found = "1"; }
      if (!wanted && fold.dataset.found) { fold.open = false; delete fold.dataset.found; }
    });
    told.textContent = words.length
      ? told.dataset.told.replace("{shown}", shown).replace("{all}", rows.length) : "";
    mark(words);
  }

  function show(link) {
    var figure = link.closest("figure"), said = byId("listed"), made = 0, left = 0;
    var list = figure ? figure.querySelector("div.under") : said;
    list.textContent = "";
    if (figure && link.querySelector("title")) {
      var head = document.createElement("p");
      head.className = "head";
      head.textContent = link.querySelector("title").textContent;
      list.appendChild(head);
    }
    link.dataset.q.split(" ").forEach(function (span) {
      var ends = span.split("-"), last = +(ends[1] || ends[0]);
      for (var n = +ends[0]; n <= last; n += 1) {
        var from = byId("q" + n);
        if (!from || made >= MOST_SHOWN) { left += 1; continue; }
        list.appendChild(from.querySelector("blockquote").cloneNode(true));
        made += 1;
      }
    });
    if (left) {
      var more = document.createElement("p");
      more.textContent = said.dataset.more.replace("{n}", left);
      list.appendChild(more);
    }
    if (figure) { list.hidden = false; list.scrollIntoView({ block: "nearest" }); } else {
      back = link;
      panel.hidden = false;
      byId("close").focus();
    }
  }

  function close() {
    if (panel.hidden) { return; }
    panel.hidden = true;
    if (back) { back.focus(); }
  }

  tools.hidden = !rows.length;
  box.addEventListener("input", function () { clearTimeout(waiting); waiting = setTimeout(search, 150); });
  all.hidden = !document.querySelector("td details");
  all.addEventListener("click", function () {
    var open = all.dataset.open !== "1";
    document.querySelectorAll("td details").forEach(function (fold) { fold.open = open; });
    all.dataset.open = open ? "1" : "";
    all.textContent = open ? all.dataset.close : all.dataset.words;
  });
  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a[data-q]") : null;
    if (link) { event.preventDefault(); show(link); }
  });
  byId("close").addEventListener("click", close);
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      if (document.activeElement === box && box.value) { box.value = ""; search(); }
      close();
    }
    if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      box.focus();
    }
  });
}());
""".strip()
