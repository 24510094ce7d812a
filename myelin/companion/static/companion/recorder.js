// Records on the page: start, stop, listen, throw away. Nothing starts by itself. What was recorded goes into the file field
// of the form, so it takes the way of a chosen file; the form hears "recording", "recorded" and
// "dropped", and whoever sends it may stop the recording ("stop") and let it say how that goes ("says").

const NEARLY = 30;
const form = document.getElementById("voice");
const box = document.getElementById("recorder");
const sound = document.getElementById("recorder-sound");
const field = document.getElementById("voice-file");
const most = Number(form.dataset.most);
let recorder = null;
let clock = 0;

function says(name) {
  for (const words of box.querySelectorAll("[data-says]")) words.hidden = words.dataset.says !== name;
}

function offer(name) {
  for (const button of box.querySelectorAll("[data-does]")) button.hidden = button.dataset.does !== name;
  box.querySelector(`[data-does=${name}]`).focus();
}

function count(seconds) {
  const rest = String(seconds % 60).padStart(2, "0");
  document.getElementById("recorder-time").textContent = `${Math.floor(seconds / 60)}:${rest}`;
}

async function start() {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null);
  if (!stream) return says("closed");
  const parts = [];
  recorder = new MediaRecorder(stream, { audioBitsPerSecond: 32_000 });
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.onstop = () => {
    for (const track of stream.getTracks()) track.stop();
    take(new Blob(parts, { type: recorder.mimeType }));
  };
  recorder.start();
  const began = Date.now();
  clock = setInterval(() => tick(Math.floor((Date.now() - began) / 1000)), 250);
  says("listens");
  offer("stop");
  form.dispatchEvent(new Event("recording"));
}

function tick(seconds) {
  count(Math.min(seconds, most));
  if (seconds >= most) stop("full");
  else if (seconds >= most - NEARLY) says("nearly");
}

function stop(words = "stopped") {
  clearInterval(clock);
  if (recorder.state === "recording") recorder.stop();
  says(words);
}

function take(blob) {
  const chosen = new DataTransfer();
  chosen.items.add(new File([blob], "voice-note", { type: blob.type }));
  form.elements.recording.files = chosen.files;
  sound.src = URL.createObjectURL(blob);
  sound.hidden = false;
  field.hidden = true;
  offer("drop");
  form.dispatchEvent(new Event("recorded"));
}

function drop() {
  URL.revokeObjectURL(sound.src);
  sound.removeAttribute("src");
  sound.hidden = true;
  form.elements.recording.value = "";
  field.hidden = false;
  count(0);
  says("gone");
  offer("start");
  form.dispatchEvent(new Event("dropped"));
}

for (const [name, act] of Object.entries({ start, stop: () => stop(), drop })) {
  box.querySelector(`[data-does=${name}]`).addEventListener("click", act);
}
form.addEventListener("stop", () => stop());
form.addEventListener("says", ({ detail }) => says(detail));
box.hidden = !navigator.mediaDevices?.getUserMedia || !window.MediaRecorder;
