/**
 * The service that comes with identity card readers: a program on the clerk's own machine that drives the vendor's library
 * and listens on its loopback address. `POST <at>/connect` opens the reader, `POST <at>/readCard` reads the card that lies
 * on it; both answer {resultFlag, errorMsg, resultContent}, 0 being fine. Cards are read by the browser: no server reaches
 * that address.
 */

/** What was read from a card. */
export interface ReadCard {
  no: string;
  name: string;
  /** Its last day is over. */
  expired: boolean;
}

/** Why nothing was read. */
export class ReaderFault extends Error {
  /** @param kind silent: no service answers there; empty: it answers, and no card could be read. @param said what the service says of it. */
  constructor(readonly kind: "silent" | "empty", readonly said = "") {
    super(said || kind);
  }
}

interface Answer {
  resultFlag: number;
  errorMsg?: string;
  resultContent?: { partyName?: string; certNumber?: string; expDate?: string };
}

/** Longer than a card takes; a reader without a card says so by itself, in milliseconds. */
const LONGEST = 15_000;

/** Reads the card that lies on the reader; `today` is YYYY-MM-DD. Fails with a ReaderFault. */
export async function readHere(at: string, today: string, ask: typeof fetch = fetch): Promise<ReadCard> {
  const call = async (path: string): Promise<Answer> => {
    try {
      const r = await ask(`${at}/${path}`, { method: "POST", credentials: "omit", signal: AbortSignal.timeout(LONGEST) });
      if (!r.ok) throw new Error(String(r.status));
      return (await r.json()) as Answer;
    } catch {
      throw new ReaderFault("silent");
    }
  };
  const opened = await call("connect");
  if (opened.resultFlag !== 0) throw new ReaderFault("empty", opened.errorMsg);
  const { resultFlag, errorMsg, resultContent: card } = await call("readCard");
  const no = card?.certNumber?.trim() ?? "";
  const name = card?.partyName?.trim() ?? "";
  if (resultFlag !== 0 || !no || !name) throw new ReaderFault("empty", errorMsg);
  // 20210613; 长期 for cards that never expire.
  const last = /^\d{8}$/.test(card?.expDate ?? "") ? card!.expDate! : "";
  return { no, name, expired: last !== "" && last < today.replaceAll("-", "") };
}
