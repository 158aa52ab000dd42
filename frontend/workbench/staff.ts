import { useLoad } from "../desk/seat";
import { useBench } from "./app";
import { useWork } from "./words";

/** The name behind an account: the trail holds accounts, people have names. */
export function useStaffName(): (account: string) => string {
  const w = useWork();
  const { seat } = useBench();
  const loaded = useLoad("stand-ins", (a) => a.standIns());
  return (account) => {
    if (account === seat.value?.clerk?.account) return w.you;
    const found = loaded.state === "here" ? loaded.data.staff.find((s) => s.account === account) : undefined;
    return found?.name ?? account;
  };
}
