// Slides under each other: the arrow keys go from one to the next, and the deck can fill the screen.
const deck = document.querySelector("[data-slides]");
const slides = [...deck.children];
const NEXT = new Set(["ArrowRight", "PageDown"]);
const BEFORE = new Set(["ArrowLeft", "PageUp"]);

// The slide in view is the last one that begins above the middle of the screen.
const place = () => slides.findLastIndex((slide) => slide.getBoundingClientRect().top < innerHeight / 2);

function show(index) {
  const slide = slides[Math.max(0, Math.min(slides.length - 1, index))];
  slide.scrollIntoView();
  slide.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, textarea, select")) return;
  const step = NEXT.has(event.key) ? 1 : BEFORE.has(event.key) ? -1 : 0;
  if (!step) return;
  event.preventDefault();
  show(place() + step);
});

if (deck.requestFullscreen) {
  document.querySelector("[data-slides-tools]").hidden = false;
  document.querySelector("[data-slides-full]").addEventListener("click", async () => {
    const now = place();
    await deck.requestFullscreen();
    show(now);
  });
}
