import { TirekPlan } from "./element.ts";

customElements.define("tirek-plan", TirekPlan);
