import type { GradeLine, Occasion, RatingOrder } from "../../core/api";
import { RatingCard } from "../../form/rating";
import { useApp, useLoad } from "../app";

/** 好差评 on the page of one's own case; nothing is shown until there is something to grade. */
export function Ratings({ number }: { number: string }) {
  const { api } = useApp();
  const path = `/cases/${encodeURIComponent(number)}/ratings`;
  const loaded = useLoad(`ratings ${number}`, (a) => a.call<{ occasions: Occasion[]; grades: GradeLine[] }>("GET", path));
  if (loaded.state !== "here") return null;
  return <RatingCard {...loaded.data} onGive={(order: RatingOrder) => api.call<Occasion>("POST", path, order)} />;
}
