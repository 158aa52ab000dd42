/** The column that a fault names: 第9个字, Character 9. */
export function columnOf(say: string): number {
  return Number(/(?:第|Character )(\d+)/.exec(say)?.[1] ?? 0);
}
