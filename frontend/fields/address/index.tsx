import { TextControl } from "../control";
import { textOf, type InputProps, type ShowProps } from "../types";

/** A place in words; the engine compares addresses after making their spelling alike. */
export function Input(p: InputProps) {
  return <TextControl {...p} autocomplete="street-address" size="full" />;
}

/** The address as it is. */
export function Show({ value }: ShowProps) {
  return <>{textOf(value)}</>;
}
