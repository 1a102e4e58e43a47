// Filters, search and keys. Without this script the page shows everything.
(() => {
  "use strict";
  const $ = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const folding = JSON.parse($("#folding").textContent);
  const query = $("#query");
  const findings = all(".finding");
  for (const finding of findings) finding.who = JSON.parse(finding.dataset.who);
  const rows = all(".row");
  const rowOf = new Map();
  for (const row of rows) {
    row.found = row.dataset.found ? row.dataset.found.split(" ") : [];
    for (const id of row.found) if (!rowOf.has(id)) rowOf.set(id, row);
  }
  $("#tools").hidden = false;
  $("#keys").hidden = false;

  // The query as the keys are written: see script.comparison_key.
  const fold = (text) =>
    [...text.normalize("NFKC").toLowerCase().replaceAll("\u2019", "'")]
      .map((letter) => folding[letter] ?? letter)
      .join("")
      .replace(/[^\p{L}\p{N}'\u2010\u2011-]+/gu, " ")
      .replace(/(?<![\p{L}\p{N}])['\u2010\u2011-]|['\u2010\u2011-](?![\p{L}\p{N}])/gu, " ")
      .replace(/\s+/g, " ")
      .trim();

  window.fold = fold;

  const apply = () => {
    const words = fold(query.value);
    const severities = new Set(all("[name=severity]:checked").map((box) => box.value));
    const code = $("#code").value;
    const who = $("#who")?.value ?? "";
    const flagged = $("#flagged").checked || code !== "" || who !== "" || severities.size < 3;
    const kept = new Set();
    let shown = 0;
    for (const finding of findings) {
      const row = rowOf.get(finding.id);
      const passes =
        severities.has(finding.dataset.severity) &&
        (code === "" || code === finding.dataset.code) &&
        (who === "" || finding.who.includes(who)) &&
        (words === "" || (row ? row.dataset.key : fold(finding.textContent)).includes(words));
      finding.hidden = !passes;
      if (passes) { kept.add(finding.id); shown += 1; }
    }
    let lines = 0;
    for (const row of rows) {
      const passes =
        (words === "" || row.dataset.key.includes(words)) &&
        (!flagged || row.found.some((id) => kept.has(id)));
      row.hidden = !passes;
      if (passes) lines += 1;
    }
    $("#findings .none").hidden = shown > 0 || findings.length === 0;
    $("#pairs .none").hidden = lines > 0;
    const numbers = { shown, all: findings.length, lines, rows: rows.length };
    $("#shown").textContent = $("#shown").dataset.text.replace(
      /\{(\w+)\}/g, (_, name) => numbers[name].toLocaleString("en"));
  };

  let timer = 0;
  query.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(apply, 120); });
  $("#tools form").addEventListener("change", apply);
  $("#tools form").addEventListener("submit", (event) => { event.preventDefault(); apply(); });

  const step = (by) => {
    const open = findings.filter((finding) => !finding.hidden);
    const at = open.indexOf(document.activeElement?.closest(".finding"));
    const next = open[at < 0 ? (by > 0 ? 0 : open.length - 1) : at + by];
    if (next) { next.focus({ preventScroll: true }); next.scrollIntoView({ block: "start" }); }
  };
  const keys = {
    "/": () => { query.focus(); query.select(); },
    j: () => step(1),
    k: () => step(-1),
    p: () => {
      const row = rowOf.get(document.activeElement?.closest(".finding")?.id);
      if (row) location.hash = row.id;
    },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") { $("#tools form").reset(); query.blur(); apply(); return; }
    if (event.target.matches("input, select, textarea")) return;
    if (Object.hasOwn(keys, event.key)) { event.preventDefault(); keys[event.key](); }
  });

  // A link to what the filter hides shows it again.
  addEventListener("hashchange", () => {
    const goal = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (goal?.hidden) { $("#tools form").reset(); apply(); goal.scrollIntoView(); }
  });
  apply();
})();
