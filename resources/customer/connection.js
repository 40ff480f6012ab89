// The way to the server: commands with a key each, and the events of one chat by stream or, where a proxy swallows
// streams, by long-poll. Both use the same cursor, so nothing is lost in a change between them.

const API = new URL("../../api/v1/", import.meta.url);
const PROBE_MS = 2000;
const SILENCE_MS = 35000;
const BACKOFF_MIN_MS = 200;
const BACKOFF_MAX_MS = 5000;
const STREAM_AGAIN_MS = 300000;

/** The server said no. `status` and `code` are its words; `retryMs` when it said when to come again. */
export class Refusal extends Error {
  constructor(status, body) {
    super(body.message || `status ${status}`);
    this.status = status;
    this.code = body.code || "";
    this.detail = body.detail || {};
    this.retryMs = body.retry_after_ms || 0;
  }
}

export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function pause(ms, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}

async function refusal(response) {
  let body = {};
  try {
    body = await response.json();
  } catch {
    // A proxy's page, no body of ours.
  }
  return new Refusal(response.status, body);
}

/** One request. Throws Refusal for the server's no, TypeError or AbortError when no answer came. */
export async function call(method, path, { token = "", body, key = "", signal } = {}) {
  const headers = { Accept: "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (key) headers["Idempotency-Key"] = key;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const response = await fetch(new URL(path, API), {
    method, headers, signal,
    body: body === undefined ? undefined : JSON.stringify(body),
    cache: "no-store", credentials: "omit", redirect: "error", referrerPolicy: "no-referrer",
  });
  if (!response.ok) throw await refusal(response);
  return response.json();
}

/** Whether trying again later may help. */
export function passing(error) {
  return !(error instanceof Refusal) || error.status >= 500 || error.status === 429;
}

function jitter(attempt) {
  const top = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** attempt);
  return BACKOFF_MIN_MS + Math.random() * (top - BACKOFF_MIN_MS);
}

/**
 * Delivers the events of one chat from a cursor on, for as long as it is not closed.
 *
 * `handlers`: mail(event), topic(topic), connected(boolean), resync() -> promise of a fresh cursor, gone().
 */
export class Events {
  constructor(chatId, token, cursor, handlers) {
    this.path = `customer/chats/${encodeURIComponent(chatId)}/events`;
    this.token = token;
    this.cursor = cursor;
    this.handlers = handlers;
    this.closing = new AbortController();
    this.streamFrom = 0;
  }

  close() {
    this.closing.abort();
  }

  get closed() {
    return this.closing.signal.aborted;
  }

  async run() {
    let attempt = 0;
    while (!this.closed) {
      const began = Date.now();
      try {
        if (Date.now() >= this.streamFrom) await this.#stream();
        else await this.#poll();
        attempt = 0;
      } catch (error) {
        if (this.closed) return;
        if (error instanceof Refusal && error.status === 410) {
          await this.#resync();
          continue;
        }
        if (error instanceof Refusal && !passing(error)) {
          this.handlers.gone();
          return;
        }
        if (Date.now() - began > SILENCE_MS) attempt = 0;
        this.handlers.connected(false);
        await pause(Math.max(jitter(attempt++), error.retryMs || 0), this.closing.signal);
      }
    }
  }

  async #resync() {
    try {
      this.cursor = await this.handlers.resync();
    } catch (error) {
      if (!passing(error)) {
        this.handlers.gone();
        this.close();
      } else await pause(jitter(3), this.closing.signal);
    }
  }

  #request(accept, signal) {
    const url = new URL(this.path, API);
    url.searchParams.set("after", this.cursor);
    return fetch(url, {
      headers: { Accept: accept, Authorization: `Bearer ${this.token}` },
      signal, cache: "no-store", credentials: "omit", redirect: "error", referrerPolicy: "no-referrer",
    });
  }

  async #stream() {
    const attempt = new AbortController();
    const abort = () => attempt.abort();
    this.closing.signal.addEventListener("abort", abort, { once: true });
    let heard = false;
    let timer = setTimeout(abort, PROBE_MS);
    const alive = () => {
      heard = true;
      clearTimeout(timer);
      timer = setTimeout(abort, SILENCE_MS);
    };
    try {
      const response = await this.#request("text/event-stream", attempt.signal);
      if (!response.ok) throw await refusal(response);
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        alive();
        this.handlers.connected(true);
        const blocks = (rest + value).split("\n\n");
        rest = blocks.pop();
        for (const block of blocks) if (this.#block(block)) return;
      }
      throw new TypeError("the stream ended");
    } catch (error) {
      // A network that answers but holds the stream back: poll there, and try the stream again later.
      if (!heard && !this.closed && error.name === "AbortError") {
        this.streamFrom = Date.now() + STREAM_AGAIN_MS;
        return;
      }
      throw error;
    } finally {
      clearTimeout(timer);
      attempt.abort();
      this.closing.signal.removeEventListener("abort", abort);
    }
  }

  /** Take one block of the stream; true when the server asks to reconnect. */
  #block(block) {
    let name = "";
    let data = "";
    for (const line of block.split("\n")) {
      if (line.startsWith("event: ")) name = line.slice(7);
      else if (line.startsWith("data: ")) data += line.slice(6);
    }
    if (!data) return false;
    const value = JSON.parse(data);
    if (name === "mail") this.#mail(value);
    else if (name === "topic") this.handlers.topic(value);
    return name === "control";
  }

  async #poll() {
    const attempt = new AbortController();
    const abort = () => attempt.abort();
    this.closing.signal.addEventListener("abort", abort, { once: true });
    const timer = setTimeout(abort, SILENCE_MS);
    try {
      const response = await this.#request("application/json", attempt.signal);
      if (!response.ok) throw await refusal(response);
      const batch = await response.json();
      this.handlers.connected(true);
      for (const mail of batch.mail) this.#mail(mail);
      for (const topic of batch.topics) this.handlers.topic(topic);
      this.cursor = batch.cursor;
    } finally {
      clearTimeout(timer);
      this.closing.signal.removeEventListener("abort", abort);
    }
  }

  #mail(mail) {
    const dot = this.cursor.lastIndexOf(".");
    if (mail.seq <= Number(this.cursor.slice(dot + 1))) return;
    this.cursor = `${this.cursor.slice(0, dot)}.${mail.seq}`;
    this.handlers.mail(mail.event);
  }
}
