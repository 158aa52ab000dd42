/** A terminal's keyboard goes when its field is left, and all below it moves: a button that is being pressed must not. */
export const steady = (e: Event): void => e.preventDefault();

/** Leaves the field that is typed into. */
export const putAway = (): void => (document.activeElement as HTMLElement | null)?.blur();
