import { useEffect } from "preact/hooks";
import type { Person } from "../core/api";
import { useApp } from "./app";

/** Sends who is not signed in there and back; null until somebody is. */
export function useSignedIn(path: string): Person | null {
  const { session, router } = useApp();
  const person = session.value!.person;
  useEffect(() => {
    if (!person) router.go(`/sign-in?to=${encodeURIComponent(path)}`, true);
  }, [person]);
  return person;
}
