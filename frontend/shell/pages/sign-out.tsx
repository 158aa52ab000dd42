import { useState } from "preact/hooks";
import { lazyPart } from "../lazy-part";
import { Icon } from "../../parts/icon/icon";
import { useApp } from "../app";

// Files are under way only where this script is here already.
const StillSending = lazyPart(() => import("../../form/papers").then((p) => p.StillSending), "papers");

/** 退出; asks first where files are still under way. */
export function SignOut({ text, face, onLeave }: { text: string; face: string; onLeave: () => void }) {
  const { works } = useApp();
  const [count, setCount] = useState(0);
  const press = () => {
    const n = works.sending();
    if (n > 0) setCount(n);
    else onLeave();
  };
  return (
    <>
      <button class={face} type="button" onClick={press}><Icon name="power" />{text}</button>
      {count > 0 && <StillSending count={count} onStay={() => setCount(0)} onGo={onLeave} />}
    </>
  );
}
