/** A plan as it is typed: goals with their steps, and what is still missing in it. */

export interface Step {
  title: string;
  responsible: string;
  due_on: string;
  state: string;
  key: number;
}

export interface Goal {
  title: string;
  domain: string;
  due_on: string;
  steps: Step[];
  key: number;
}

export type Missing = "goal" | "step" | "who";

let last = 0;

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export function newStep(given: Partial<Step> = {}): Step {
  return {
    title: text(given.title),
    responsible: text(given.responsible),
    due_on: text(given.due_on),
    state: text(given.state) || "ahead",
    key: ++last,
  };
}

export function newGoal(given: Partial<Goal> = {}): Goal {
  const steps = Array.isArray(given.steps) ? given.steps : [];
  return { title: text(given.title), domain: text(given.domain), due_on: text(given.due_on), steps: steps.map(newStep), key: ++last };
}

/** What a hidden input holds; anything unreadable is an empty plan. */
export function readGoals(value: string): Goal[] {
  try {
    const goals = JSON.parse(value || "[]") as unknown;
    return Array.isArray(goals) ? (goals as Partial<Goal>[]).map(newGoal) : [];
  } catch {
    return [];
  }
}

/** The keys are the page's own affair and are not sent. */
export function writeGoals(goals: Goal[]): string {
  return JSON.stringify(
    goals.map(({ title, domain, due_on, steps }) => ({
      title,
      domain,
      due_on,
      steps: steps.map(({ title, responsible, due_on, state }) => ({ title, responsible, due_on, state })),
    })),
  );
}

/** What is missing, in the order of the page, by the key of its goal or step. */
export function missingIn(goals: Goal[]): [number, Missing][] {
  return goals.flatMap((goal) => [
    ...(goal.title.trim() ? [] : [[goal.key, "goal"] as [number, Missing]]),
    ...goal.steps.flatMap((step) => [
      ...(step.title.trim() ? [] : [[step.key, "step"] as [number, Missing]]),
      ...(step.responsible.trim() ? [] : [[step.key, "who"] as [number, Missing]]),
    ]),
  ]);
}
