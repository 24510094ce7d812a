// Shows what needs a passkey where the browser has them, and says it kindly when a device gives us none.
if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = false;
}
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const words = document.getElementById("passkey-words").content.textContent;
  for (const place of document.querySelectorAll("[data-passkey-problem]")) place.textContent = words;
});
