// Puts the dot on the bell when there is news, and says so to who cannot see it.

document.addEventListener("live", ({ detail }) => {
  const bell = document.querySelector("[data-news]");
  if (detail.what !== "notice" || !bell) return;
  bell.classList.add("dot");
  bell.setAttribute("aria-label", bell.dataset.news);
});
