// Holds the one stream of this page and passes on what it says: document hears "live" with { what, channel }.
// A page that is hidden for a minute lets go of its stream and takes it up again where it stopped.

const HIDDEN = 60_000;
const SOON = 2_000;
const LATE = 60_000;

let address = document.body.dataset.live;
let source = null;
let last = "";
let tries = 0;
let waiting = 0;

function open() {
  waiting = 0;
  if (source || !address) return;
  source = new EventSource(last ? `${address}&last=${encodeURIComponent(last)}` : address);
  source.onopen = () => { tries = 0; document.body.dataset.listening = "on"; };
  source.onmessage = tell;
  source.onerror = () => {
    delete document.body.dataset.listening;
    // A lost connection is taken up by the browser itself, at the moment that the server chose for this stream.
    if (source?.readyState === EventSource.CLOSED) comeBack();
  };
}

function close() {
  source?.close();
  source = null;
}

function tell(event) {
  last = event.lastEventId || last;
  const [what, channel = ""] = event.data.split(" ");
  document.dispatchEvent(new CustomEvent("live", { detail: { what, channel } }));
}

// Refused: the token is too old, or what its reader may see has changed. Only the page itself can give another.
function comeBack() {
  close();
  const pause = Math.min(LATE, SOON * 2 ** tries) * (1 + Math.random());
  tries += 1;
  waiting ||= setTimeout(renew, pause);
}

async function renew() {
  waiting = 0;
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (answer.status >= 500) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    address = answer.ok ? page.body.dataset.live : "";
    open();
  } catch {
    comeBack();
  }
}

let hiding = 0;
document.addEventListener("visibilitychange", () => {
  clearTimeout(hiding);
  if (document.hidden) hiding = setTimeout(close, HIDDEN);
  else if (!waiting) open();
});

open();
