// Words selected in the report's text become a source, cue, content or trigger. Without script they are typed.
// Places are counted in code points, as the record counts them, from the start that each run of the text names.
"use strict";

const text = document.getElementById("whole");
const tools = document.querySelector(".uses");
const said = document.getElementById("selected");
const adding = document.getElementById("adding");
const original = text?.cloneNode(true);
let held = null;

function points(string) {
  let number = 0;
  for (const _ of string) number += 1;
  return number;
}

// What a range holds of a run, and where that starts. Within a run one character is one code point or a pair of units.
function piece(run, range) {
  const part = document.createRange();
  part.selectNodeContents(run);
  const before = part.cloneRange();
  if (run.contains(range.startContainer)) part.setStart(range.startContainer, range.startOffset);
  if (run.contains(range.endContainer)) part.setEnd(range.endContainer, range.endOffset);
  before.setEnd(part.startContainer, part.startOffset);
  return { at: Number(run.dataset.at) + points(before.toString()), words: part.toString() };
}

// The place and the words of a range, without the blanks at its ends; null where it holds nothing else.
function chosen(range) {
  const runs = [...text.querySelectorAll("[data-at]")].filter((run) => range.intersectsNode(run));
  const pieces = runs.map((run) => piece(run, range)).filter((one) => one.words.trim());
  if (!pieces.length) return null;
  const first = pieces[0];
  const last = pieces[pieces.length - 1];
  const start = first.at + points(first.words.slice(0, first.words.search(/\S/)));
  const end = last.at + points(last.words.trimEnd());
  const words = pieces.map((one) => one.words).join(" ");
  return { start, end, words: range.toString().trim().replace(/\s+/g, " ") || words };
}

function noted() {
  const selection = getSelection();
  if (!selection.rangeCount || !text.contains(selection.anchorNode) || !text.contains(selection.focusNode)) return;
  held = chosen(selection.getRangeAt(0));
  said.textContent = held ? `[${held.start}–${held.end}] ${held.words.slice(0, 120)}` : "";
  for (const button of tools.querySelectorAll("button")) button.disabled = !held;
}

function use(name) {
  const field = document.getElementById(`f-${name}`);
  if (!held || !field) return;
  const line = `[${held.start}–${held.end}] ${held.words}`;
  field.value = adding.checked && field.value.trim() ? `${field.value.trimEnd()}\n${line}` : line;
  said.textContent = `${name}: ${line.slice(0, 140)}`;
}

// A caret lets the keyboard select; nothing that it would write is taken.
function withCaret() {
  text.contentEditable = "true";
  text.spellcheck = false;
  text.inputMode = "none";
  text.setAttribute("role", "textbox");
  text.setAttribute("aria-multiline", "true");
  text.setAttribute("aria-readonly", "true");
  text.setAttribute("aria-describedby", "uses-help");
  text.addEventListener("beforeinput", (event) => event.preventDefault());
  text.addEventListener("dragstart", (event) => event.preventDefault());
  text.addEventListener("input", () => text.replaceChildren(...original.cloneNode(true).childNodes));
}

if (text && tools) {
  tools.hidden = false;
  withCaret();
  document.addEventListener("selectionchange", noted);
  tools.addEventListener("click", (event) => event.target.dataset.field && use(event.target.dataset.field));
  const mark = text.querySelector(".m");
  if (mark) text.scrollTop = mark.offsetTop - text.clientHeight / 3;
}
