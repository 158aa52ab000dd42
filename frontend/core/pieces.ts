/**
 * Which pieces of the evaluator a plan needs, and where they are: a form page fetches no more. What is asked of the plan's own
 * text may be too much, never too little: ./parity loads nothing else for every plan that it replays.
 */
import type { Plan } from "./contract";

/** Each piece puts itself in as it arrives. */
const all: { load: () => Promise<unknown>; when: RegExp }[] = [
  { load: () => import("./eval/materials"), when: /"materials":\[\{/ },
  { load: () => import("./field/rare"), when: /"type":"(region|id_number|uscc|phone|bank_card|project_code|finding|file|point)"/ },
  { load: () => import("./field/format"), when: /"as":\{/ },
  { load: () => import("./expr/alike"), when: /\["same_/ },
];

/** Fetches what a plan needs beside what every one does. Fails where a script can't be had: try again. */
export function loadPieces(plan: Plan): Promise<unknown> {
  const text = JSON.stringify(plan);
  return Promise.all(all.filter((p) => p.when.test(text)).map((p) => p.load()));
}
