// The desk's hands: keys to requests, answers to the page. What a decision means is decided
// by the server; this shows rows as they come.
"use strict";
const $ = (selector) => document.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const folding = JSON.parse($("#folding").textContent);
const texts = JSON.parse($("#texts").textContent);
// A text of the page in its language; %(name)s stands for a value.
const _ = (text, values = {}) => (texts[text] ?? text).replace(/%\((\w+)\)s/g, (_whole, name) => values[name]);
let revision = Number(document.body.dataset.revision), seen = "", at = null;
let last = { undo: null, redo: null };  // what undo and redo would take back, as the server says

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
    $(`#done-${kind}`).textContent = _("%(done)s of %(whole)s", { done, whole });
  }
  last = { undo: data.undo, redo: data.redo };
  for (const name of ["undo", "redo"])
    for (const button of all(`[data-do=${name}]`)) {
      button.disabled = !last[name];
      button.title = last[name] ? backs[name].would(last[name].words) : backs[name].nothing();
    }
  $("#busy").textContent = _("checking again…"); $("#busy").hidden = !data.busy;
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
      $("#busy").textContent = _("not connected"); $("#busy").hidden = false;
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
  earlier: (row) => row.closest(".context"),
  open: (row) => row.dataset.open || row.querySelector("[data-open='1']"),
  found: (row) => row.dataset.codes,
  error: (row) => row.dataset.severities.includes("error"),
  repair: (row) => row.querySelector(".repair"),
  pair: (row) => row.dataset.open,
  doubtful: (row) => row.dataset.doubtful,
};
const filter = () => {
  const words = fold($("#query").value), code = $("#code").value, who = $("#who").value;
  const wanted = $("#show").value, show = shows[wanted];
  let count = 0, whole = 0;
  // Superseded versions are there to be looked up, not to be worked on.
  for (const section of all("main > section")) {
    const away = section.matches(".context") !== (wanted === "earlier");
    section.hidden = away && !section.contains(at);
    if (away) continue;
    for (const row of all(".row", section)) {
      // What is being worked on stays, even when it no longer fits the filter.
      const passes = row.dataset.key.includes(words) && show(row) &&
        (!code || row.dataset.codes.split(" ").includes(code)) &&
        (!who || JSON.parse(row.dataset.who).includes(who));
      row.hidden = !passes && !row.contains(at);
      whole += 1;
      if (passes) count += 1;
    }
  }
  $("#shown").textContent = _("%(count)s of %(whole)s pairs", { count, whole });
  $("#none").hidden = count > 0 || whole === 0;
};
const everything = () => { $(".filters").reset(); filter(); };

// Where we are ----------------------------------------------------------------------------------
const select = (item, scroll = true) => {
  for (const old of all(".item.at")) old.classList.remove("at");
  at = item;
  if (!item) return;
  item.classList.add("at");
  item.focus({ preventScroll: true });
  if (scroll) item.scrollIntoView({ block: "nearest" });
};
const KINDS = ["finding", "repair", "pair"];
// Findings first, then repairs, then pairs: each in the order of the text.
const items = () => {
  const shown = all(".item").filter((item) => !item.closest("[hidden]"));
  return KINDS.flatMap((kind) => shown.filter((item) => item.dataset.kind === kind));
};
const step = (by, wanted = () => true, around = false) => {
  const list = items();
  let index = list.indexOf(at);
  if (index < 0) index = by > 0 ? -1 : list.length;
  for (let count = 1; count <= list.length; count += 1) {
    let i = index + by * count;
    if (i < 0 || i >= list.length) {
      if (!around) return false;
      i = (i + list.length) % list.length;
    }
    if (list[i] && wanted(list[i])) { select(list[i]); return true; }
  }
  return false;
};
const undecided = () => step(1, (item) => item.dataset.open, true);
const goTo = (rowId, on) => {
  const row = document.getElementById(rowId);
  if (!row) return false;
  const item = all(".item", row).find((one) => one.dataset.on === on) ?? row;
  row.closest("section").hidden = row.hidden = false;
  select(item);
  return true;
};

// Decisions -------------------------------------------------------------------------------------
// The decisions that were made on this page: what was decided elsewhere or earlier is shown before
// it is undone.
const mine = new Set();
const decide = async (verdict, more = {}) => {
  try {
    const data = await ask("/decide", { verdict, seen, since: revision, ...more });
    mine.add(data.made);
    update(data);
    return true;
  } catch (error) {
    tell(error.message, true);
    if (error.data?.changes) update(error.data.changes);
    return false;
  }
};
const backs = {
  undo: {
    would: (words) => _("undo: %(words)s", { words }), nothing: () => _("There is nothing to undo."),
    done: (words) => _("Undone: %(words)s", { words }) },
  redo: {
    would: (words) => _("redo: %(words)s", { words }), nothing: () => _("There is nothing to redo."),
    done: (words) => _("Done again: %(words)s", { words }) },
};
let warned = null;
const takeBack = (name) => async () => {
  const what = last[name];
  if (!what) return tell(backs[name].nothing());
  if (name === "undo" && !mine.has(what.on) && warned !== what.on) {
    warned = what.on;
    goTo(what.row, what.about);
    return tell(_("Undo would take back: %(words)s. It was not decided on this page: press u again to undo it.", what));
  }
  if (!await decide(name, { on: what.on })) return;
  warned = null;
  goTo(what.row, what.about);
  tell(backs[name].done(what.words));
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
    const values = Object.fromEntries(all("[name]", dialog).map((f) => [f.name, f.type === "checkbox" ? f.checked : f.value]));
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
  if (!goal) return tell(_("Select something first: j goes to the next."));
  if (verdict !== "reopen" && verdict !== "confirm" && goal.dataset.kind === "pair")
    return tell(_("This is a pair: y confirms it."));
  if (await decide(verdict, { on: goal.dataset.on })) undecided();
};
const onPair = (verdict, value) => () => {
  const row = rowOf(at);
  return row ? decide(verdict, { on: row.dataset.on, value }) : tell(_("Select a pair first."));
};
const selected = { en: "", ar: "" };
document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  const language = selection.anchorNode?.parentElement?.closest("main [lang]")?.lang;
  if (language && String(selection).trim()) selected[language] = String(selection).trim();
});
const editText = async (finding = null) => {
  const row = rowOf(at);
  if (!row) return;
  const texts = await ask(`/texts?on=${encodeURIComponent(row.dataset.on)}`);
  if (!texts.target.length) return tell(_("This pair has no target text."));
  const language = row.querySelectorAll(":scope > .text")[1].lang;
  const suggested = finding?.querySelector("[data-suggestion]").dataset.suggestion;
  const above = texts.source.join(" ") + (suggested ? `\n\n${_("Suggested: %(wording)s", { wording: suggested })}` : "");
  const values = await form(_("Edit: %(place)s", { place: row.getAttribute("aria-label") }),
    texts.target.map(({ id, text }) => ({ name: id, label: above, text, lang: language, rows: 7 })));
  for (const { id, text } of values ? texts.target : []) {
    const value = { text: values[id], ...(finding && { finding: finding.dataset.on }) };
    if (values[id] !== text && !(await decide("edit", { on: `text:${id}`, value }))) return;
  }
};
const chooseExport = async () => {
  const asked = form(_("Export"), []);
  $("#ask-fields").append($("#export-form").content.cloneNode(true));
  $("#ask-fields input").focus();
  const answer = await asked;
  if (answer === null) return;
  const { decided, results, ...rest } = answer;
  const formats = Object.keys(rest).filter((name) => rest[name]);
  if (!formats.length && !results) return tell(_("Nothing was chosen to be written."));
  tell(_("Writing…"));
  const done = [];
  if (formats.length) done.push(await ask("/export", { formats, only_decided: decided }));
  if (results) done.push(await ask("/export", { formats: [] }));
  showFiles(done);
};
const showFiles = (done) => {
  $("#exported-h").textContent = _("Written to %(folder)s", { folder: done.map(({ folder }) => `\u2068${folder}\u2069`).join(", ") });
  $("#exported ul").replaceChildren(...done.flatMap(({ files }) => files).map((name) => {
    const line = document.createElement("li"), link = document.createElement("a");
    link.href = `/exported/${encodeURIComponent(name)}`; link.textContent = name; link.download = name;
    line.append(link); return line;
  }));
  $("#exported").hidden = false;
  tell(_("Written."));
  $("#exported").scrollIntoView({ block: "nearest" });
};
const actions = {
  next: () => step(1), previous: () => step(-1),
  undecided: () => undecided() || tell(_("Everything that is shown is decided.")),
  everything,
  accept: onItem("accept"), reject: onItem("reject"), fixed: onItem("fixed"),
  confirm: onItem("confirm"), reopen: onItem("reopen"),
  merge: onPair("merge"), split: onPair("split"), unlink: onPair("unlink"),
  "shift down": onPair("shift down"), "shift up": onPair("shift up"),
  undo: takeBack("undo"), redo: takeBack("redo"),
  before: () => {
    const earlier = at?.querySelector("details") ?? rowOf(at)?.querySelector("details");
    if (!earlier) return tell(_("There is no earlier version beside this."));
    earlier.open = !earlier.open;
    earlier.scrollIntoView({ block: "nearest" });
  },
  take: async () => {
    const button = at?.querySelector("[data-do=take]");
    if (!button || at.dataset.kind !== "finding") return tell(_("No wording is suggested here."));
    if (!button.dataset.sure) return editText(at);
    if (await decide("take", { on: at.dataset.on })) undecided();
  },
  export: () => chooseExport(),
  search: () => { $("#query").focus(); $("#query").select(); },
  comment: async () => {
    if (!at) return;
    const on = at.dataset.on;
    const said = await form(_("Comment"), [{ name: "comment", label: _("What should others know?"), rows: 3 }]);
    if (said?.comment.trim()) await decide("comment", { on, comment: said.comment.trim() });
  },
  edit: () => editText(),
  move: async () => {
    const row = rowOf(at);
    if (!row) return;
    const said = await form(_("Move the target to another pair"), [{ name: "to", label: _("Number of the pair, as it stands beside it (18, pre 7)") }]);
    if (!said) return;
    const goal = all(".row", row.parentElement).find((r) => r.querySelector(".no b").textContent === said.to.trim());
    if (goal) await decide("move", { on: row.dataset.on, value: { to: goal.id } });
    else tell(_("No pair is numbered %(number)s.", { number: said.to }), true);
  },
  add: async () => {
    const said = await form(_("Add a term"), [
      { name: "source", label: _("English"), text: selected.en, lang: "en" },
      { name: "target", label: _("Arabic"), text: selected.ar, lang: "ar" }]);
    if (said && await decide("add", { value: said })) tell(_("Kept: %(source)s = %(target)s", said));
  },
};
// One after the other: a key that is pressed while an answer is on its way is not lost.
let waiting = Promise.resolve();
const run = (name) => {
  if (!actions[name]) return;
  waiting = waiting.then(() => actions[name]())
    .catch((error) => tell(_("Not kept: %(why)s", { why: error.message }), true));
};
const keys = Object.fromEntries(all(".keys [data-do]").map((b) => [b.querySelector("kbd").textContent, b.dataset.do]));
// Under a layout of another script, a key is known by its place on the keyboard.
const PLACES = { Comma: [",", "<"], Period: [".", ">"], Slash: ["/", "?"] };
let otherScript = false;
const keyOf = (event) => {
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  if (letter) otherScript = !/^[\x00-\x7f]+$/.test(event.key);
  if (!otherScript && Object.hasOwn(keys, event.key)) return event.key;
  if (letter) return otherScript ? (event.shiftKey ? letter : letter.toLowerCase()) : event.key;
  const place = PLACES[event.code];
  return place && (otherScript || !/^[\x00-\x7f]+$/.test(event.key)) ? place[Number(event.shiftKey)] : event.key;
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("#ask").open) return;
  if (event.key === "Escape") { everything(); at?.focus(); document.activeElement.blur?.(); return; }
  if (event.target.matches("input, select, textarea")) return;
  const key = keyOf(event);
  if (Object.hasOwn(keys, key)) { event.preventDefault(); run(keys[key]); }
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  const item = event.target.closest(".item");
  if (item && String(getSelection()) === "") select(item, false);
  if (button) run(button.dataset.do);
});
let typing = 0;
$("#query").addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(filter, 120); });
$(".filters").addEventListener("change", filter);
$(".filters").addEventListener("submit", (event) => { event.preventDefault(); document.activeElement.blur(); });
filter();
// The work begins at the first thing that is undecided: findings, then repairs, then pairs.
undecided();
poll();
