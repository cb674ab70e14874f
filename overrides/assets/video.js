/* On pages with a video whose site may show its player: a press loads it, and is the reader's consent to that. */

for (const card of document.querySelectorAll("[data-player]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = card.dataset.play;
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.src = card.dataset.player;
    frame.title = card.querySelector("a").textContent;
    frame.allow = "autoplay; fullscreen; picture-in-picture";
    frame.allowFullscreen = true;
    button.replaceWith(frame);
    frame.focus();
  });
  card.append(button);
}
