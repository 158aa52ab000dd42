/** Where a draft is asked for, below /api. */
export const draftAt = (id: string): string => `/drafts/${encodeURIComponent(id)}`;
