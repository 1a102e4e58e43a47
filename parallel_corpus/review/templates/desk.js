// The desk's hands: keys to requests, answers to the page. What a decision means is decided
// by the server; this shows rows as they come.
"use strict";
const $ = (selector) => document.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const folding = JSON.parse($("#folding").textContent);
let revision = Number(document.body.dataset.revision), seen = "", at = null, busyAsking = false;

const ask = async (path, body) => {
  const options = body === undefined ? {} :
    { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(path, options);
  const data = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(data.error), { status: answer.status, data });
  return data;
};

let telling = 0;
const tell = (text, wrong = false) => {
  const told = $("#told");
  told.textContent = text; told.className = wrong ? "wrong" : ""; told.hidden = !text;
  clearTimeout(telling); telling = setTimeout(() => { told.hidden = true; }, wrong ? 9000 : 4000);
};

// What the page shows ---------------------------------------------------------------------------
const fragment = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
};
const update = (data) => {
  if (data.revision < revision) return;
  ({ revision, seen } = data);
  const subject = at?.dataset.on, rowId = at?.closest(".row")?.id;
  for (const id of data.gone) document.getElementById(id)?.remove();
  for (const { id, html, after } of data.rows) {
    const fresh = fragment(html), old = document.getElementById(id);
    const before = document.getElementById(after);
    const open = old ? all("details", old).map((d) => d.open) : [];
    if (old && old.previousElementSibling === before) old.replaceWith(fresh);
    else { old?.remove(); before.after(fresh); }
    all("details", fresh).forEach((d, i) => { d.open = open[i] ?? false; });
  }
  for (const kind of ["findings", "repairs", "pairs"]) {
    const [done, whole] = data.progress[kind];
    $(`#done-${kind}`).textContent = `${done} of ${whole}`;
  }
  for (const button of all("[data-do=undo]")) button.disabled = !data.undo;
  for (const button of all("[data-do=redo]")) button.disabled = !data.redo;
  $("#busy").textContent = "checking again…"; $("#busy").hidden = !data.busy;
  $("#notes").hidden = data.notes.length === 0;
  $("#notes").replaceChildren(...data.notes.map((note) => {
    const line = document.createElement("li"); line.textContent = note; return line;
  }));
  if (data.rows.length || data.gone.length) filter();
  if (subject && !at.isConnected) {
    const same = all(".item").find((item) => item.dataset.on === subject);
    select(same ?? document.getElementById(rowId) ?? null, false);
  }
};
const poll = async () => {
  for (let wait = ""; ; wait = "&wait=1") {
    let data;
    try { data = await ask(`/changes?since=${revision}${wait}`); }
    catch {
      $("#busy").textContent = "not connected"; $("#busy").hidden = false;
      await new Promise((r) => setTimeout(r, 1500));
      continue;
    }
    update(data);
  }
};

// Filters ---------------------------------------------------------------------------------------
const fold = (text) =>
  [...text.normalize("NFKC").toLowerCase().replaceAll("\u2019", "'")]
    .map((letter) => folding[letter] ?? letter).join("")
    .replace(/[^\p{L}\p{N}'\u2010\u2011-]+/gu, " ")
    .replace(/(?<![\p{L}\p{N}])['\u2010\u2011-]|['\u2010\u2011-](?![\p{L}\p{N}])/gu, " ")
    .replace(/\s+/g, " ").trim();
const shows = {
  all: () => true,
  open: (row) => row.dataset.open || row.querySelector("[data-open='1']"),
  found: (row) => row.dataset.codes,
  error: (row) => row.dataset.severities.includes("error"),
  repair: (row) => row.querySelector(".repair"),
  pair: (row) => row.dataset.open,
  doubtful: (row) => row.dataset.doubtful,
};
const filter = () => {
  const words = fold($("#query").value), show = shows[$("#show").value], code = $("#code").value;
  let count = 0;
  const rows = all(".row");
  for (const row of rows) {
    // What is being worked on stays, even when it no longer fits the filter.
    const passes = row.dataset.key.includes(words) && show(row) &&
      (!code || row.dataset.codes.split(" ").includes(code));
    row.hidden = !passes && !row.contains(at);
    if (passes) count += 1;
  }
  $("#shown").textContent = `${count} of ${rows.length} pairs`;
};

// Where we are ----------------------------------------------------------------------------------
const select = (item, scroll = true) => {
  for (const old of all(".item.at")) old.classList.remove("at");
  at = item;
  if (!item) return;
  item.classList.add("at");
  item.focus({ preventScroll: true });
  if (scroll) item.scrollIntoView({ block: "nearest" });
};
const items = () => all(".item").filter((item) => !item.closest("[hidden]"));
const step = (by, wanted = () => true) => {
  const list = items();
  let index = list.indexOf(at);
  if (index < 0) index = by > 0 ? -1 : list.length;
  for (let i = index + by; i >= 0 && i < list.length; i += by)
    if (wanted(list[i])) { select(list[i]); return true; }
  return false;
};

// Decisions -------------------------------------------------------------------------------------
const decide = async (verdict, more = {}) => {
  try {
    update(await ask("/decide", { verdict, seen, since: revision, ...more }));
    return true;
  } catch (error) {
    tell(error.message, true);
    if (error.data?.changes) update(error.data.changes);
    return false;
  }
};
const form = (title, fields) => new Promise((resolve) => {
  const dialog = $("#ask");
  $("#ask-h").textContent = title;
  $("#ask-fields").replaceChildren(...fields.map(({ name, label, text = "", lang = "", rows = 1 }) => {
    const line = document.createElement("label");
    const field = document.createElement(rows > 1 ? "textarea" : "input");
    field.name = name; field.value = text; if (rows > 1) field.rows = rows;
    if (lang) { field.lang = lang; field.dir = lang === "ar" ? "rtl" : "ltr"; } else field.dir = "auto";
    line.append(label, field); return line;
  }));
  const back = at;
  dialog.onclose = () => {
    const values = Object.fromEntries(all("[name]", dialog).map((f) => [f.name, f.value]));
    resolve(dialog.returnValue === "ok" ? values : null);
    back?.isConnected && back.focus({ preventScroll: true });
  };
  dialog.returnValue = "";
  dialog.showModal();
});
$("#ask-no").addEventListener("click", () => $("#ask").close(""));
$("#ask").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) $("#ask").close("ok");
});

const rowOf = (item) => item?.closest(".row");
const onItem = (verdict) => async () => {
  const goal = verdict === "confirm" ? rowOf(at) : at;
  if (!goal) return tell("Select something first: j goes to the next.");
  if (verdict !== "reopen" && verdict !== "confirm" && goal.dataset.kind === "pair")
    return tell("This is a pair: y confirms it.");
  if (await decide(verdict, { on: goal.dataset.on })) step(1, (item) => item.dataset.open);
};
const onPair = (verdict, value) => () => {
  const row = rowOf(at);
  return row ? decide(verdict, { on: row.dataset.on, value }) : tell("Select a pair first.");
};
const selected = { en: "", ar: "" };
document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  const language = selection.anchorNode?.parentElement?.closest("main [lang]")?.lang;
  if (language && String(selection).trim()) selected[language] = String(selection).trim();
});
const actions = {
  next: () => step(1), previous: () => step(-1),
  undecided: () => step(1, (item) => item.dataset.open) || tell("Nothing undecided below."),
  accept: onItem("accept"), reject: onItem("reject"), fixed: onItem("fixed"),
  confirm: onItem("confirm"), reopen: onItem("reopen"),
  merge: onPair("merge"), split: onPair("split"), unlink: onPair("unlink"),
  "shift down": onPair("shift down"), "shift up": onPair("shift up"),
  undo: () => decide("undo"), redo: () => decide("redo"),
  search: () => { $("#query").focus(); $("#query").select(); },
  comment: async () => {
    if (!at) return;
    const on = at.dataset.on;
    const said = await form("Comment", [{ name: "comment", label: "What should others know?", rows: 3 }]);
    if (said?.comment.trim()) await decide("comment", { on, comment: said.comment.trim() });
  },
  edit: async () => {
    const row = rowOf(at);
    if (!row) return;
    const texts = await ask(`/texts?on=${encodeURIComponent(row.dataset.on)}`);
    if (!texts.target.length) return tell("This pair has no target text.");
    const language = row.querySelectorAll(":scope > .text")[1].lang;
    const values = await form(`Edit: ${row.getAttribute("aria-label")}`,
      texts.target.map(({ id, text }) => ({ name: id, label: texts.source.join(" "), text, lang: language, rows: 7 })));
    for (const { id, text } of values ? texts.target : [])
      if (values[id] !== text && !(await decide("edit", { on: `text:${id}`, value: { text: values[id] } }))) return;
  },
  move: async () => {
    const row = rowOf(at);
    if (!row) return;
    const said = await form("Move the target to another pair", [{ name: "to", label: "Number of the pair, as it stands beside it (18, pre 7)" }]);
    if (!said) return;
    const goal = all(".row", row.parentElement).find((r) => r.querySelector(".no b").textContent === said.to.trim());
    if (goal) await decide("move", { on: row.dataset.on, value: { to: goal.id } });
    else tell(`No pair is numbered ${said.to}.`, true);
  },
  add: async () => {
    const said = await form("Add a term", [
      { name: "source", label: "English", text: selected.en, lang: "en" },
      { name: "target", label: "Arabic", text: selected.ar, lang: "ar" }]);
    if (said && await decide("add", { value: said })) tell(`Kept: ${said.source} = ${said.target}`);
  },
};
const run = async (name) => {
  if (busyAsking || !actions[name]) return;
  busyAsking = true;
  try { await actions[name](); }
  catch (error) { tell(`Not kept: ${error.message}`, true); }
  finally { busyAsking = false; }
};
const keys = Object.fromEntries(all(".keys [data-do]").map((b) => [b.querySelector("kbd").textContent, b.dataset.do]));
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("#ask").open) return;
  if (event.key === "Escape") { $(".filters").reset(); filter(); at?.focus(); document.activeElement.blur?.(); return; }
  if (event.target.matches("input, select, textarea")) return;
  if (Object.hasOwn(keys, event.key)) { event.preventDefault(); run(keys[event.key]); }
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do], [data-export]");
  if (button?.dataset.do) return run(button.dataset.do);
  if (button) return send(button.dataset.export);
  const item = event.target.closest(".item");
  if (item && String(getSelection()) === "") select(item, false);
});
const send = async (which) => {
  tell("Writing…");
  try {
    const { files, folder } = await ask("/export", { only_confirmed: which === "confirmed" });
    tell(`Written to ${folder}: ${files.join(", ")}`);
  } catch (error) { tell(error.message, true); }
};
let typing = 0;
$("#query").addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(filter, 120); });
$(".filters").addEventListener("change", filter);
$(".filters").addEventListener("submit", (event) => { event.preventDefault(); document.activeElement.blur(); });
filter();
poll();
