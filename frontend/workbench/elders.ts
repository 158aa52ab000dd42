/** A hall with many elders: who has one application for the allowance open can't hand in another. */
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openHall, signIn, type Client, type Kept } from "./hall";

const chen = { no: "440622194402209917", account: "P004" };

/** The n-th number of somebody born on the day that Chen was, with its check digit. */
function number(n: number): string {
  const body = `44060519440220${String(2 * n + 1).padStart(3, "0")}`;
  const sum = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2].reduce((all, weight, i) => all + weight * Number(body[i]), 0);
  return body + "10X98765432"[sum % 11];
}

/** The example district with more elders whom its registers know as they know Chen, but for their numbers. */
async function district(to: string, elders: number): Promise<void> {
  await cp("examples/nanhai", to, { recursive: true });
  for (const name of ["accounts", "persons", "benefits", "credit", "social"]) {
    const path = join(to, "shared-data", `${name}.json`);
    const records = JSON.parse(await readFile(path, "utf8")) as { id: string; key?: string; no?: string }[];
    const his = records.filter((r) => (r.key ?? r.no) === chen.no);
    for (let n = 0; n < elders; n++) {
      records.push(...his.map((r) => ({ ...JSON.parse(JSON.stringify(r).replaceAll(chen.no, number(n))) as typeof r, id: r.id === chen.account ? `E${n}` : `${r.id}-${n}` })));
    }
    await writeFile(path, JSON.stringify(records));
  }
}

/** A hall, and one elder after the other who has nothing open there. */
export interface HallOfMany extends Kept { another: () => Promise<Client> }

/** Starts one; `edit` changes the folder of its district beforehand. */
export async function openHallOfMany(elders: number, edit?: (dir: string) => Promise<void>): Promise<HallOfMany> {
  const dir = await mkdtemp(join(tmpdir(), "district-"));
  const clear = () => rm(dir, { recursive: true, force: true });
  try {
    await district(dir, elders);
    await edit?.(dir);
    const hall = await openHall({}, "127.0.0.1:0", "--catalog", dir);
    let next = 0;
    return {
      ...hall,
      another: () => {
        if (next === elders) throw new Error(`there are ${elders} elders, and each has an application open`);
        return signIn(hall.url, `E${next++}`, "web");
      },
      close: async () => { await hall.close(); await clear(); },
    };
  } catch (e) {
    await clear();
    throw e;
  }
}
