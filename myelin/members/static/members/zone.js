// Chooses the time zone of this browser for somebody new. Whoever runs no script finds it in the list.

const list = document.getElementById("id_time_zone");
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

if (list.value === "UTC" && [...list.options].some((option) => option.value === here)) list.value = here;
