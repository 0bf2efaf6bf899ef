/* Copies the address of the page, with the view of its map as `view=LON,LAT,ZOOM`. */
function address() {
  const link = new URL(window.location.href);
  const frame = document.querySelector('[class*="st-key-map"] iframe');
  const kept = frame && frame.contentWindow && frame.contentWindow.borderwatchView;
  if (kept) link.searchParams.set("view", kept.join(","));
  return link.href;
}

export default function ({ parentElement }) {
  const button = parentElement.querySelector(".copy");
  const said = parentElement.querySelector(".said");
  button.onclick = async () => {
    const link = address();
    try {
      await navigator.clipboard.writeText(link);
      said.textContent = "";
      button.textContent = "Copied";
    } catch {
      window.prompt("The link of this view:", link);
    }
    setTimeout(() => { button.textContent = "Copy link"; }, 2000);
  };
}
