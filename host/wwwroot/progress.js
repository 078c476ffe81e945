// Shows how far something is, where a page says where to ask:
//   <div data-progress="/api/v1/.../progress"><span data-progress-text></span><progress></progress></div>
// When it is over the page is read again. Inside a form with data-progress-begins="submit" it is hidden, and asks once the form is sent.
// Without this script the page shows how far it was, and a link to look again.

const over = () => window.location.replace(window.location.href);

function watch(place, whenOver) {
  const bar = place.querySelector("progress");
  const text = place.querySelector("[data-progress-text]");
  const events = new EventSource(place.dataset.progress);
  place.hidden = false;
  events.addEventListener("progress", (event) => {
    const { done, total, text: words, over: isOver } = JSON.parse(event.data);
    text.textContent = words;
    if (total > 0) {
      bar.max = total;
      bar.value = done;
    }
    if (isOver) {
      events.close();
      whenOver();
    }
  });
}

for (const place of document.querySelectorAll("[data-progress]")) {
  if (place.dataset.progressBegins === "submit") {
    place.closest("form").addEventListener("submit", () => watch(place, () => {}));
  } else {
    watch(place, over);
  }
}
