// One line in a site:  <script src="https://SERVER/chat/embed.js" data-queue="Billing" async></script>
// Shows a round button in the corner that opens the chat in a frame. The site must be allowed by the server
// (--frame-ancestors). data-lang, data-label and data-queue are optional.
(() => {
  "use strict";
  const script = document.currentScript;
  const page = new URL("../chat", script.src);
  page.searchParams.set("embed", "1");
  if (script.dataset.queue) page.searchParams.set("queue", script.dataset.queue);
  if (script.dataset.lang) page.searchParams.set("lang", script.dataset.lang);
  const label = script.dataset.label || "Chat";

  const style = (element, rules) => Object.assign(element.style, rules);

  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.setAttribute("aria-expanded", "false");
  style(button, {
    position: "fixed", insetBlockEnd: "16px", insetInlineEnd: "16px", zIndex: "2147483000", minHeight: "48px",
    padding: "0 20px", border: "0", borderRadius: "24px", background: "#1f5fa8", color: "#ffffff", cursor: "pointer",
    font: "600 16px/1.2 system-ui, sans-serif", boxShadow: "0 4px 16px rgb(0 0 0 / 25%)",
  });

  let frame = null;
  const open = () => {
    if (!frame) {
      frame = document.createElement("iframe");
      frame.src = page.href;
      frame.title = label;
      frame.allow = "";
      style(frame, {
        position: "fixed", insetBlockEnd: "76px", insetInlineEnd: "16px", zIndex: "2147483000",
        inlineSize: "min(400px, calc(100vw - 32px))", blockSize: "min(620px, calc(100vh - 92px))",
        border: "1px solid #7b8796", borderRadius: "14px", background: "#ffffff", colorScheme: "normal",
        boxShadow: "0 8px 32px rgb(0 0 0 / 25%)",
      });
      button.before(frame);
    }
    frame.hidden = false;
    frame.style.display = "block";
    button.setAttribute("aria-expanded", "true");
    frame.focus();
  };
  const close = () => {
    frame.style.display = "none";
    button.setAttribute("aria-expanded", "false");
    button.focus();
  };
  button.addEventListener("click", () => (frame && frame.style.display !== "none" ? close() : open()));
  const show = () => document.body.append(button);
  if (document.body) show();
  else document.addEventListener("DOMContentLoaded", show);
})();
