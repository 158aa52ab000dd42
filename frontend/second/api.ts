/** The endpoints of a second screen: /api/screen. It is known by a cookie of its own and has nobody's session. */
import type { Api, Draft, GradeLine, Occasion, RatingOrder } from "../core/api";

/** At which window it stands. */
export interface Place {
  title: string;
  place: string;
}

/** What it is told to show. */
export interface Told extends Place {
  turn: number;
  shows: boolean;
  language?: "zh-Hans" | "en";
  large?: boolean;
  /** Left out where it is what the turn named already. */
  draft?: Draft;
  counter?: { title: string; person: { how: "card" | "typed" }; taken: { name: string }; entered: Record<string, { name: string }> };
  /** In place of a draft: what is to be graded. */
  grade?: Graded;
}

/** What somebody is asked to grade (好差评). Nobody's name stands in it. */
export interface Graded {
  item: string;
  office: string;
  occasions: Occasion[];
  grades: GradeLine[];
}

export const join = (api: Api, code: string) => api.call<Place>("POST", "/screen", { code });
export const look = (api: Api, seen: number, language: string) => api.call<Told>("GET", `/screen?seen=${seen}${language && `&language=${language}`}`);
export const answer = (api: Api, turn: number, yes: boolean) => api.call<void>("POST", "/screen/answer", { turn, yes });
export const grade = (api: Api, turn: number, order: RatingOrder) => api.call<{ given: Occasion; left: number }>("POST", "/screen/grade", { turn, ...order });
