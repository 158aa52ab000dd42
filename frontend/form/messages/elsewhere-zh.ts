/** What is said of an answer that was changed in another window. `elsewhere-en.ts` has the same keys. */
export const zh = {
  tableElsewhere: "这个表刚才在别处也改了：",
  cellChanged: (row: number, title: string) => `第${row}行的${title}`,
  rowCame: (row: number) => `多了第${row}行`,
  rowGone: "少了一行",
  changedElsewhere: "这一项刚在别处改了，原来是",
  theirs: "别处刚把这一项改成了",
  mineCounts: "，现在按您这里填的。",
  blank: "没填",
  useMine: "用回原来的",
  useTheirs: "用别处的",
  heard: "知道了",
};

/** The table in one language. */
export type ElsewhereWords = typeof zh;
