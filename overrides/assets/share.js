// Offers to copy the address of a page and its citations, and to hand it on where the device can.
// Without it all of them are text, and the day on which the reader saw the page is a blank.

const box = document.querySelector(".share");
const status = box.querySelector("[data-said]");
const text = (id) => document.getElementById(id).textContent.trim();

async function copy({ currentTarget: button }) {
  const id = button.dataset.copy;
  try {
    await navigator.clipboard.writeText(text(id));
    status.textContent = "";
    requestAnimationFrame(() => (status.textContent = status.dataset.said));
  } catch {
    // Who may not copy for the reader leaves it to them.
    getSelection().selectAllChildren(document.getElementById(id));
  }
}

async function share() {
  try {
    await navigator.share({ title: document.title, url: text("share-address") });
  } catch {
    // The reader thought better of it.
  }
}

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

for (const blank of box.querySelectorAll("[data-today]")) blank.textContent = today();

// Browsers offer neither where a page does not come by HTTPS.
if (navigator.clipboard) {
  for (const button of box.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", copy);
  }
}
if (navigator.share && matchMedia("(pointer: coarse)").matches) {
  const button = box.querySelector("[data-share]");
  button.hidden = false;
  button.addEventListener("click", share);
}
