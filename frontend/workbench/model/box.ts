/** A place on a picture, in ten-thousandths of it. */
import type { Box } from "../desk";

const WHOLE = 10_000;
const STEP = 200;
const LEAST = 200;

const between = (n: number, least: number, most: number) => Math.round(Math.min(most, Math.max(least, n)));

/** Where a box begins that is drawn by keyboard. */
export const START: Box = { x: 3500, y: 4000, width: 3000, height: 2000 };

/** The box between two corners, inside the picture. */
export function pulled(a: { x: number; y: number }, b: { x: number; y: number }): Box {
  const x = between(Math.min(a.x, b.x), 0, WHOLE - LEAST);
  const y = between(Math.min(a.y, b.y), 0, WHOLE - LEAST);
  return { x, y, width: between(Math.max(a.x, b.x) - x, LEAST, WHOLE - x), height: between(Math.max(a.y, b.y) - y, LEAST, WHOLE - y) };
}

/** Moved by steps, and never beyond the picture. */
export const shifted = (b: Box, dx: number, dy: number): Box => ({ ...b, x: between(b.x + dx * STEP, 0, WHOLE - b.width), y: between(b.y + dy * STEP, 0, WHOLE - b.height) });

/** Its lower right corner moved by steps. */
export const resized = (b: Box, dx: number, dy: number): Box => ({ ...b, width: between(b.width + dx * STEP, LEAST, WHOLE - b.x), height: between(b.height + dy * STEP, LEAST, WHOLE - b.y) });
