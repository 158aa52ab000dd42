import { Icon } from "../parts/icon/icon";
import { Logo } from "../parts/logo";
import { Pond } from "../parts/pond";
import type { Place } from "./api";
import { useSecond } from "./words";

/** Nothing is shown: at which window one stands, and what this screen is for. */
export function Idle({ at, offline }: { at?: Place; offline?: boolean }) {
  const w = useSecond();
  return (
    <main class="second-idle" id="main" tabIndex={-1}>
      <Pond width={1280} height={800} cell={118} />
      <div class="second-idle__say">
        <Logo />
        <h1>{at?.place ?? w.welcome}</h1>
        {at && <p class="second-idle__office">{at.title}</p>}
        <p>{w.idle}</p>
        <p class="small">{w.idleHint}</p>
        {offline && <p role="status"><Icon name="alert" /> {w.offline}</p>}
      </div>
    </main>
  );
}
