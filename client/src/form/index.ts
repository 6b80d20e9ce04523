/** The form element, a script of its own: only pages with a form carry it. */
import { TirekForm } from "./element.ts";

customElements.define("tirek-form", TirekForm);
