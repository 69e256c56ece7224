// Follows a first read while it goes on; without script the page asks again by itself.
"use strict";

const place = document.querySelector("[data-events]");
if (place) {
  const bar = place.querySelector("progress");
  const count = place.querySelector("[data-count]");
  const source = new EventSource(place.dataset.events);
  source.onmessage = (event) => {
    const reached = JSON.parse(event.data);
    if (reached.total) {
      bar.max = reached.total;
      bar.value = reached.done;
      count.textContent = `${reached.done} / ${reached.total}`;
    }
    if (reached.ended) {
      source.close();
      location.reload();
    }
  };
}
