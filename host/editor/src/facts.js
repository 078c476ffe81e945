/** Gives each fact of the list [data-facts-for=ID] a button that writes its name where the cursor is. */
export function insertFacts(view, textarea) {
  for (const name of document.querySelectorAll(`[data-facts-for="${textarea.id}"] [data-fact]`)) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button second small", textContent: "Insert" });
    button.setAttribute("aria-label", `Insert ${name.dataset.fact}`);
    button.addEventListener("click", () => {
      view.dispatch(view.state.replaceSelection(name.dataset.fact));
      view.focus();
    });
    name.after(" ", button);
  }
}
