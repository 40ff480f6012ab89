// The customer's page: the form that starts a chat, the chat itself, and what is kept over a reload.

import { call, Events, newKey, passing, pause, Refusal } from "./connection.js";
import { chooseLanguage, direction, fill, TEXTS } from "./texts.js";
import { Transcript } from "./transcript.js";

const KEPT = "desktop-agent.chat";
const TYPING_EVERY_MS = 3000;
const TYPING_IDLE_MS = 4000;
const TYPING_SHOWN_MS = 7000;
const OFFLINE_AFTER_MS = 1200;

const asked = new URLSearchParams(location.search);
const language = chooseLanguage(asked.get("lang"), navigator.languages || [navigator.language]);
const words = TEXTS[language];
const ui = Object.fromEntries([...document.querySelectorAll("[id]")].map((element) => [element.id, element]));
const clock = new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" });
const transcript = new Transcript(ui.log, ui.newest, words, clock);

let kept = null; // {chatId, token, outbox: [{key, text}]}
let events = null;
let chat = null;
let sending = false;
let offlineTimer = 0;
const typists = new Map(); // name -> timer
const typing = { on: false, sentAt: 0, timer: 0 };

// ---------------------------------------------------------------- texts

function label() {
  document.documentElement.lang = language;
  document.documentElement.dir = direction(language);
  document.title = words.title;
  for (const [id, key] of [
    ["title", "title"], ["start-intro", "intro"], ["queue-label", "queue"], ["name-label", "name"],
    ["email-label", "email"], ["subject-label", "subject"], ["start", "start"], ["end", "end"], ["text-label", "message"],
    ["send", "send"], ["newest", "newest"], ["ask-end-words", "ask_end"], ["ask-end-yes", "ask_end_yes"],
    ["ask-end-no", "ask_end_no"], ["over-words", "over"], ["again", "again"],
  ]) ui[id].textContent = words[key];
  ui.text.placeholder = words.message_hint;
  ui.log.setAttribute("aria-label", words.title);
  ui.page.classList.toggle("embedded", asked.has("embed"));
}

function names(list) {
  return new Intl.ListFormat(language, { type: "conjunction" }).format(list);
}

// ---------------------------------------------------------------- what is kept over a reload

function keep() {
  try {
    if (kept) sessionStorage.setItem(KEPT, JSON.stringify(kept));
    else sessionStorage.removeItem(KEPT);
  } catch {
    // Storage is switched off: the chat goes on, a reload starts anew.
  }
}

function remembered() {
  try {
    const value = JSON.parse(sessionStorage.getItem(KEPT));
    return value && value.chatId && value.token && Array.isArray(value.outbox) ? value : null;
  } catch {
    return null;
  }
}

// ---------------------------------------------------------------- start

async function showStart(problem = "") {
  ui["chat-view"].hidden = true;
  ui["start-view"].hidden = false;
  ui.end.hidden = true;
  ui.subtitle.textContent = "";
  startProblem(problem);
  const queue = asked.get("queue");
  ui["queue-field"].hidden = Boolean(queue);
  if (!queue) await offerQueues();
  ui.start.disabled = !queue && ui.queue.options.length === 0;
}

async function offerQueues() {
  try {
    const { queues } = await call("GET", "customer/queues");
    ui.queue.replaceChildren(...queues.map((queue) => new Option(queue.name, queue.id)));
    ui["queue-field"].hidden = queues.length < 2;
    if (!queues.length) startProblem(words.closed);
  } catch {
    startProblem(words.start_failed);
  }
}

function startProblem(text) {
  ui["start-problem"].textContent = text;
  ui["start-problem"].hidden = !text;
}

function fieldProblem(field, text) {
  const place = ui[`${field.id}-problem`];
  place.textContent = text;
  place.hidden = !text;
  if (text) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
  return Boolean(text);
}

function formWrong() {
  const noName = fieldProblem(ui.name, ui.name.value.trim() ? "" : words.name_missing);
  const badMail = fieldProblem(ui.email, ui.email.validity.typeMismatch ? words.email_wrong : "");
  if (noName) ui.name.focus();
  else if (badMail) ui.email.focus();
  return noName || badMail;
}

let startKey = newKey();

async function start(event) {
  event.preventDefault();
  if (ui.start.disabled || formWrong()) return;
  ui.start.disabled = true;
  ui.start.textContent = words.starting;
  startProblem("");
  try {
    const started = await call("POST", "customer/chats", {
      key: startKey,
      body: {
        queue: asked.get("queue") || ui.queue.value,
        name: ui.name.value.trim(),
        email: ui.email.value.trim(),
        subject: ui.subject.value.trim(),
        case_data: { language },
      },
    });
    kept = { chatId: started.chat.id, token: started.token, outbox: [] };
    keep();
    enter(started);
    ui.text.focus();
  } catch (error) {
    startProblem(whyNotStarted(error));
    if (error instanceof Refusal && !passing(error)) startKey = newKey();
  } finally {
    ui.start.disabled = false;
    ui.start.textContent = words.start;
  }
}

function whyNotStarted(error) {
  if (error instanceof Refusal && error.detail.reason === "queue_closed") return words.closed;
  if (error instanceof Refusal && error.status === 429) return words.start_busy;
  return words.start_failed;
}

// ---------------------------------------------------------------- the chat

/** Show a chat from a snapshot and follow it. */
function enter(snapshot) {
  startKey = newKey();
  ui["start-view"].hidden = true;
  ui["chat-view"].hidden = false;
  transcript.clear();
  show(snapshot);
  for (const { key, text } of kept.outbox) transcript.addPending(key, text);
  events?.close();
  events = new Events(kept.chatId, kept.token, snapshot.cursor, {
    mail: onMail,
    topic: onTopic,
    connected: onConnected,
    resync: async () => {
      const fresh = await fetchSnapshot();
      show(fresh);
      return fresh.cursor;
    },
    gone: () => leave(words.gone),
  });
  void events.run();
  void sendOutbox();
}

function fetchSnapshot() {
  return call("GET", `customer/chats/${encodeURIComponent(kept.chatId)}`, { token: kept.token });
}

function show(snapshot) {
  for (const message of snapshot.messages) transcript.add(message);
  dropDelivered(snapshot.messages);
  onChat(snapshot.chat);
  onPosition(snapshot.position);
}

function onMail(event) {
  if (event.event === "message_added") {
    transcript.add(event.message);
    dropDelivered([event.message]);
    if (event.message.sender === "agent") stopTypist(event.message.sender_name);
  } else if (event.event === "chat_changed") onChat(event.chat);
}

function onTopic(topic) {
  if (topic.topic === "position") onPosition(topic.position);
  else if (topic.topic === "typing" && topic.party_id !== "customer") {
    stopTypist(topic.name);
    if (topic.on) {
      typists.set(topic.name, setTimeout(() => stopTypist(topic.name), TYPING_SHOWN_MS));
      showTypists();
    }
  }
}

function stopTypist(name) {
  clearTimeout(typists.get(name));
  if (typists.delete(name)) showTypists();
}

function showTypists() {
  const who = [...typists.keys()];
  const sentence = who.length > 1 ? words.typing_more : words.typing_one;
  ui.typing.textContent = who.length ? fill(sentence, { names: names(who) }) : "";
}

function onChat(value) {
  chat = value;
  const ended = chat.state === "ended";
  ui.title.textContent = chat.queue || words.title;
  ui.subtitle.textContent = {
    waiting: words.waiting, reconnecting: words.reconnecting_agent, ended: words.ended,
  }[chat.state] || fill(words.talking, { names: names(chat.agents) });
  ui.end.hidden = ended;
  ui.composer.hidden = ended;
  ui.typing.hidden = ended;
  ui.over.hidden = !ended;
  if (chat.state !== "waiting") ui.position.hidden = true;
  if (ended) over();
}

/** The chat is over: nothing is kept, so that a reload begins a new one. */
function over() {
  const hadFocus = ui.composer.contains(document.activeElement);
  if (ui["ask-end"].open) ui["ask-end"].close("no");
  events?.close();
  events = null;
  kept = null;
  keep();
  onConnected(true);
  if (hadFocus || document.activeElement === document.body) ui.again.focus();
}

function onPosition(position) {
  const waits = chat?.state === "waiting" && Number.isInteger(position);
  ui.position.hidden = !waits;
  if (!waits) return;
  const sentence = position <= 1 ? words.position_next : words.position;
  const text = fill(sentence, { position: new Intl.NumberFormat(language).format(position) });
  if (ui.position.textContent !== text) ui.position.textContent = text;
}

function onConnected(on) {
  clearTimeout(offlineTimer);
  if (on) {
    ui.connection.hidden = true;
    ui.connection.textContent = "";
    void sendOutbox();
  } else offlineTimer = setTimeout(() => {
    ui.connection.hidden = false;
    ui.connection.textContent = words.offline;
  }, OFFLINE_AFTER_MS);
}

/** Back to the form: the server knows the chat no more. */
function leave(why) {
  events?.close();
  events = null;
  kept = null;
  keep();
  onConnected(true);
  void showStart(why);
}

// ---------------------------------------------------------------- saying something

function dropDelivered(messages) {
  if (!kept) return;
  const keys = new Set(messages.map((message) => message.key));
  const rest = kept.outbox.filter((item) => !keys.has(item.key));
  if (rest.length === kept.outbox.length) return;
  kept.outbox = rest;
  keep();
}

function say(event) {
  event.preventDefault();
  const text = ui.text.value.trim();
  if (!text || !kept) return;
  const item = { key: newKey(), text };
  kept.outbox.push(item);
  keep();
  transcript.addPending(item.key, text);
  ui.text.value = "";
  grow();
  stopTyping(false);
  void sendOutbox();
}

/** Send what waits, in order; the same key again until it is there, so that it is there once. */
async function sendOutbox() {
  if (sending || !kept) return;
  sending = true;
  try {
    while (kept && kept.outbox.length) {
      const { key, text } = kept.outbox[0];
      const { chatId, token } = kept;
      try {
        await call("POST", `customer/chats/${encodeURIComponent(chatId)}/messages`, { token, key, body: { text } });
      } catch (error) {
        if (passing(error)) {
          await pause(Math.max(error.retryMs || 0, 1000));
          continue;
        }
        transcript.failPending(key, error.status === 413 ? words.too_long : words.not_sent);
      }
      if (kept) {
        kept.outbox = kept.outbox.filter((item) => item.key !== key);
        keep();
      }
    }
  } finally {
    sending = false;
  }
}

function tellTyping(on) {
  if (!kept) return;
  call("POST", `customer/chats/${encodeURIComponent(kept.chatId)}/typing`, { token: kept.token, body: { on } })
    .catch(() => {}); // A hint: the next one is soon sent.
}

function onInput() {
  grow();
  clearTimeout(typing.timer);
  if (!ui.text.value) return stopTyping();
  typing.timer = setTimeout(stopTyping, TYPING_IDLE_MS);
  if (typing.on && Date.now() - typing.sentAt < TYPING_EVERY_MS) return;
  typing.on = true;
  typing.sentAt = Date.now();
  tellTyping(true);
}

function stopTyping(tell = true) {
  clearTimeout(typing.timer);
  if (typing.on && tell !== false) tellTyping(false);
  typing.on = false;
}

function grow() {
  ui.text.style.height = "auto";
  ui.text.style.height = `${ui.text.scrollHeight + 2}px`;
}

function onKey(event) {
  if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.isComposing) say(event);
}

// ---------------------------------------------------------------- ending

async function askEnd() {
  ui["ask-end"].returnValue = "no";
  ui["ask-end"].showModal();
}

async function endAnswered() {
  if (ui["ask-end"].returnValue !== "yes" || !kept) return;
  const { chatId, token } = kept;
  const key = newKey();
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      await call("POST", `customer/chats/${encodeURIComponent(chatId)}/end`, { token, key });
      return;
    } catch (error) {
      if (!passing(error)) return;
      await pause(500 * 2 ** attempt);
    }
  }
}

// ---------------------------------------------------------------- begin

async function resume() {
  for (let attempt = 0; kept; attempt++) {
    try {
      enter(await fetchSnapshot());
      return;
    } catch (error) {
      if (!passing(error)) {
        leave(words.gone);
        return;
      }
      onConnected(false);
      await pause(Math.min(5000, 300 * 2 ** attempt));
    }
  }
}

label();
ui["start-form"].addEventListener("submit", start);
ui.composer.addEventListener("submit", say);
ui.text.addEventListener("keydown", onKey);
ui.text.addEventListener("input", onInput);
ui.end.addEventListener("click", askEnd);
ui["ask-end"].addEventListener("close", endAnswered);
ui.again.addEventListener("click", () => { void showStart().then(() => ui.name.focus()); });
for (const id of ["name", "email"]) ui[id].addEventListener("input", () => fieldProblem(ui[id], ""));

kept = remembered();
if (kept) void resume();
else void showStart();
