import { useMemo } from "preact/hooks";

/** A fixed little generator, so that the picture is the same at every visit. */
function sequence(seed: number): () => number {
  let x = seed;
  return () => (x = (x * 48271) % 2147483647) / 2147483647;
}

const shades = [1, 2, 3, 4, 5, 2, 3, 5];

/** Nanhai from above: fish ponds between mulberry dykes. Decoration, drawn in code, coloured by the style sheet. */
export function Pond({ width, height, cell = 86, seed = 7 }: { width: number; height: number; cell?: number; seed?: number }) {
  const cells = useMemo(() => {
    const next = sequence(seed);
    const cols = Math.ceil(width / cell) + 2;
    const lines = Math.ceil(height / cell) + 2;
    const corner = Array.from({ length: lines + 1 }, (_, y) =>
      Array.from({ length: cols + 1 }, (_, x) => [
        Math.round((x - 0.6 + (next() - 0.5) * 0.34) * cell),
        Math.round((y - 0.6 + (next() - 0.5) * 0.34) * cell),
      ] as const));
    const made: { points: string; shade: string }[] = [];
    for (let y = 0; y < lines; y++) {
      for (let x = 0; x < cols; x++) {
        const at = [corner[y]![x]!, corner[y]![x + 1]!, corner[y + 1]![x + 1]!, corner[y + 1]![x]!];
        const luck = next();
        // Bright ponds stay clear of the text, which stands at the left.
        const shade = luck < 0.07 && x > cols * 0.65 ? "sun" : luck < 0.15 && x > cols * 0.5 ? "green" : String(shades[Math.floor(next() * shades.length)]);
        made.push({ points: at.map(([px, py], i) => `${px + (i === 0 || i === 3 ? 7 : -7)},${py + (i < 2 ? 7 : -7)}`).join(" "), shade });
      }
    }
    return made;
  }, [width, height, cell, seed]);
  return (
    <svg class="pond" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      {cells.map((c) => <polygon key={c.points} class={`pond-${c.shade}`} points={c.points} />)}
    </svg>
  );
}
