import type { ComponentChildren } from "preact";
import { Skeleton } from "../parts/notices";
import { useWords } from "../parts/words";
import { NotFound, Trouble } from "../screens/trouble";
import { useApp, type Loaded } from "./app";
import { stepUpFor } from "./provider";

/** What to show while it loads, when it failed, and when it is here. */
export function Await<T>({ loaded, children }: { loaded: Loaded<T>; children: (data: T) => ComponentChildren }) {
  const w = useWords();
  const { router } = useApp();
  if (loaded.state === "here") return <>{children(loaded.data)}</>;
  if (loaded.state === "waiting") return <div class="page band"><h1 class="sr-only">{w.loading}</h1><Skeleton lines={6} /></div>;
  const { error } = loaded;
  if (error.status === 404) return <NotFound />;
  return <Trouble refused={error.status === 403} stepUp={stepUpFor(error, router.path.value)} say={error.say} offline={error.offline} reference={error.reference} onAgain={loaded.again} />;
}
