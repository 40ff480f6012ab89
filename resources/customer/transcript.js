// The log of the conversation. Everything from outside is put in as text, never as markup.

import { fill } from "./texts.js";

const NEAR_END_PX = 80;

export class Transcript {
  /** `words`: the sentences of the language; `clock`: how a time of day is written. */
  constructor(log, newest, words, clock) {
    this.log = log;
    this.newest = newest;
    this.words = words;
    this.clock = clock;
    this.lines = new Map();
    this.pending = new Map();
    this.lastSender = "";
    this.log.addEventListener("scroll", () => { if (this.#atEnd()) this.newest.hidden = true; }, { passive: true });
    this.newest.addEventListener("click", () => this.toEnd());
    // A turned phone, an opened keyboard, a growing composer: who was at the end stays at the end.
    this.stuck = true;
    this.log.addEventListener("scroll", () => { this.stuck = this.#atEnd(); }, { passive: true });
    new ResizeObserver(() => { if (this.stuck) this.toEnd(); }).observe(this.log);
  }

  clear() {
    this.log.replaceChildren();
    this.lines.clear();
    this.pending.clear();
    this.lastSender = "";
    this.newest.hidden = true;
  }

  /** Show a line of the server's; one that is shown already is left alone. */
  add(message) {
    if (this.lines.has(message.seq)) return;
    const mine = message.key && this.pending.get(message.key);
    if (mine) {
      this.pending.delete(message.key);
      mine.remove();
    }
    const stick = this.#atEnd() || message.sender === "customer";
    const line = message.sender === "system" ? this.#system(message) : this.#said(message);
    this.lines.set(message.seq, line);
    const before = this.pending.values().next().value || null;
    this.log.insertBefore(line, before);
    this.#follow(stick);
  }

  /** Show what is on its way to the server. */
  addPending(key, text) {
    if (this.pending.has(key)) return;
    const line = this.#bubble("own", text);
    line.classList.add("pending");
    const state = document.createElement("p");
    state.className = "state";
    state.textContent = this.words.sending;
    line.append(state);
    this.pending.set(key, line);
    this.log.append(line);
    this.#follow(true);
  }

  /** What was on its way will not arrive. */
  failPending(key, why) {
    const state = this.pending.get(key)?.querySelector(".state");
    if (!state) return;
    state.classList.add("failed");
    state.textContent = why;
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
    this.newest.hidden = true;
  }

  #atEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_END_PX;
  }

  #follow(stick) {
    if (stick) this.toEnd();
    else this.newest.hidden = false;
  }

  #bubble(kind, text) {
    const line = document.createElement("li");
    line.className = `line ${kind}`;
    const words = document.createElement("p");
    words.className = "words";
    words.dir = "auto";
    words.textContent = text;
    line.append(words);
    return line;
  }

  #said(message) {
    const mine = message.sender === "customer";
    const line = this.#bubble(mine ? "own" : "agent", message.text);
    const who = document.createElement("p");
    who.className = "who";
    const name = document.createElement("bdi");
    name.textContent = mine ? this.words.you : message.sender_name;
    const time = document.createElement("time");
    const at = new Date(message.at_ms);
    time.dateTime = at.toISOString();
    time.textContent = this.clock.format(at);
    who.append(name, " · ", time);
    line.prepend(who);
    const sender = `${message.sender}:${message.sender_name}`;
    if (sender === this.lastSender) who.classList.add("only-read");
    this.lastSender = sender;
    return line;
  }

  #system(message) {
    const line = document.createElement("li");
    line.className = "system";
    line.dir = "auto";
    line.textContent = systemWords(this.words, message);
    this.lastSender = "";
    return line;
  }
}

const SENTENCES = {
  queued: "line_queued",
  joined: "line_joined",
  transferred: "line_taken_over",
  owner: "line_taken_over",
  conference: "line_stays",
  left: "line_left",
  customer_left: "line_ended_customer",
  ended: "line_ended_agent",
  to_queue: "line_queued",
  requeued: "line_queued",
  reconnecting: "line_reconnecting",
  held: "line_held",
  retrieved: "line_retrieved",
};

/** A system line in the customer's words; an unknown one in the server's own. */
export function systemWords(words, message) {
  const key = Object.hasOwn(SENTENCES, message.code) ? SENTENCES[message.code] : "";
  const name = message.args?.agent || "";
  if (!key || (words[key].includes("{name}") && !name)) return message.text;
  return fill(words[key], { name });
}
