import type { ElsewhereWords } from "./elsewhere-zh";

/** What is said of an answer that was changed in another window. */
export const en: ElsewhereWords = {
  tableElsewhere: "This table was also changed elsewhere: ",
  cellChanged: (row, title) => `${title} in row ${row}`,
  rowCame: (row) => `row ${row} is new`,
  rowGone: "a row is gone",
  changedElsewhere: "This was just changed elsewhere. Before: ",
  theirs: "This was just changed elsewhere to ",
  mineCounts: "; what you filled in here counts. ",
  blank: "no answer",
  useMine: "Take mine back",
  useTheirs: "Take the other",
  heard: "All right",
};
