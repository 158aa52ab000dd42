/** The made-up application with which a definition is tried: the portal's own session over it, evaluated here, saved nowhere. */
import { batch, computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { Draft } from "../core/api";
import type { View } from "../core/contract";
import { loadPieces } from "../core/pieces";
import { FormSession } from "../form/session";
import { local } from "../form/local";
import type { Lang } from "../parts/words";
import type { Trial } from "./api";

/** Where the form is seen. */
export type Device = "web" | "wechat" | "kiosk";

/** How a source answers in the trial. */
export type Answering = "ok" | "slow" | "down";

/** What is not kept anywhere: nobody is asked. */
const nowhere = {
  call: () => Promise.reject(new Error("a trial asks nobody")),
  raw: () => Promise.reject(new Error("a trial asks nobody")),
};

export class TrialRun {
  readonly device = signal<Device>("web");
  readonly large = signal(false);
  readonly lang = signal<Lang>("zh");
  /** Who applies; "": somebody of whom nothing is known. */
  readonly as: Signal<string>;
  /** YYYY-MM-DD; "": today. */
  readonly day = signal("");
  readonly sources = signal<Record<string, Answering>>({});
  readonly session = signal<FormSession | null>(null);
  /** Grows with each plan that was taken: what is drawn of a plan is drawn anew. */
  readonly drawn = signal(0);
  /** Grows when answers ask for facts that only the server has. */
  readonly round = signal(0);
  /** What the server is asked with, but for the answers. */
  readonly asked: ReadonlySignal<string>;
  private readonly begun = signal(0);
  private wanted = "";
  private watch: (() => void) | null = null;

  constructor(as: string) {
    this.as = signal(as);
    this.asked = computed(() => JSON.stringify([this.begun.value, this.as.value, this.day.value, this.lang.value, this.sources.value]));
  }

  body(): Trial {
    const with_ = (how: Answering) => Object.entries(this.sources.peek()).filter(([, v]) => v === how).map(([id]) => id);
    const input = this.session.peek()?.input.peek();
    return {
      as: this.as.peek() || undefined, day: this.day.peek() || undefined, language: this.lang.peek() === "en" ? "en" : undefined,
      slow: with_("slow"), down: with_("down"), answers: input?.answers, confirmed: input?.confirmed,
    };
  }

  /** Somebody else applies, or the same person anew: what was typed before goes. */
  apply(as: string): void {
    this.watch?.();
    this.watch = null;
    this.session.value?.stop();
    batch(() => {
      this.session.value = null;
      this.begun.value++;
      this.as.value = as;
    });
  }

  /** Takes what the server made of it. */
  async take(view: View): Promise<void> {
    await loadPieces(view.plan);
    const s = this.session.peek();
    if (s) s.renew(view);
    else {
      const draft: Draft = {
        id: "trial", item: view.plan.id, version: 1, savedAt: "", step: "", files: {}, signings: {}, view,
      } as unknown as Draft;
      const session = new FormSession(draft, { api: nowhere as never, later: () => () => undefined, evaluator: local });
      this.session.value = session;
      // Answers that lead to other facts are for the server to say.
      this.watch = session.state.subscribe((state) => {
        const wants = JSON.stringify(state.wants ?? []);
        if (wants !== this.wanted && state.wants?.length) this.round.value++;
        this.wanted = wants;
      });
    }
    this.drawn.value++;
  }
}
