/** Moments as the district's clocks show them, whatever the device thinks its zone is: UTC+8, without summer time. */

const two = (n: number) => String(n).padStart(2, "0");

/** The parts of a moment, given as a Date or in ISO 8601. */
export function clockOf(at: Date | string): { day: string; month: number; date: number; time: string } {
  const d = new Date(new Date(at).getTime() + 8 * 3600_000);
  const [month, date] = [d.getUTCMonth() + 1, d.getUTCDate()];
  return { day: `${d.getUTCFullYear()}-${two(month)}-${two(date)}`, month, date, time: `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}` };
}
