// Puts an editor in the place of each <textarea data-editor="json">. The text goes back into the textarea with every change,
// so forms are sent as without script. Further attributes of the textarea:
//   data-check="/api/v1/.../check"     where the text is checked while it is written
//   data-schemas="/api/v1/.../schemas" names and values to complete with
//   data-beside="ID"                   textarea whose text is checked along with it, as its cases
import { mount } from "./mount.js";

for (const textarea of document.querySelectorAll("textarea[data-editor=json]")) {
  mount(textarea);
}
