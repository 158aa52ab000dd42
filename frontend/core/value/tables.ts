// Generated from engine/value/tables.go. Don't edit it: `go test ./engine/view/gen -update`.

interface Range { from: number; to: number }

interface Tables {
  shift: (Range & { by: number })[];
  same: Record<string, string>;
  drop: Range[];
  dots: string;
  unreadable: string;
  private: Range[];
  common: Range;
  address: {
    same: Record<string, string>;
    separator: string;
    counter: string;
    numeral: string;
    after: Record<string, string>;
    tail: string;
  };
}

/** What names and addresses are compared by. */
export const tables: Tables = {
 "shift": [
  {
   "from": 65281,
   "to": 65374,
   "by": -65248
  },
  {
   "from": 97,
   "to": 122,
   "by": -32
  }
 ],
 "same": {
  "\t": " ",
  "\n": " ",
  "\r": " ",
  "\u00a0": " ",
  "\u2002": " ",
  "\u2003": " ",
  "\u2004": " ",
  "\u2005": " ",
  "\u2006": " ",
  "\u2007": " ",
  "\u2008": " ",
  "\u2009": " ",
  "\u200a": " ",
  "\u202f": " ",
  "\u205f": " ",
  "○": "〇",
  "◯": "〇",
  "\u3000": " ",
  "郎": "郎",
  "凉": "凉",
  "秊": "秊",
  "裏": "裏",
  "隣": "隣",
  "兀": "兀",
  "嗀": "嗀",
  "礼": "礼",
  "蘒": "蘒"
 },
 "drop": [
  {
   "from": 173,
   "to": 173
  },
  {
   "from": 8203,
   "to": 8207
  },
  {
   "from": 8234,
   "to": 8238
  },
  {
   "from": 8288,
   "to": 8292
  },
  {
   "from": 65024,
   "to": 65039
  },
  {
   "from": 65279,
   "to": 65279
  },
  {
   "from": 917760,
   "to": 917999
  }
 ],
 "dots": ".•‧∙⋅・･、",
 "unreadable": "?\ufffd□▯〓●*",
 "private": [
  {
   "from": 57344,
   "to": 63743
  },
  {
   "from": 983040,
   "to": 1048573
  },
  {
   "from": 1048576,
   "to": 1114109
  }
 ],
 "common": {
  "from": 19968,
  "to": 40869
 },
 "address": {
  "same": {
   "#": "号",
   "~": "-",
   "‐": "-",
   "‑": "-",
   "‒": "-",
   "–": "-",
   "—": "-",
   "―": "-",
   "−": "-",
   "單": "单",
   "層": "层",
   "幢": "栋",
   "棟": "栋",
   "樓": "楼",
   "舖": "铺",
   "號": "号",
   "鋪": "铺",
   "零": "〇"
  },
  "separator": " ,.;:'\"()[]{}\u003c\u003e/\\|_、。《》〈〉「」『』【】〔〕“”‘’·•",
  "counter": "号座栋楼层室房单铺档巷弄组队区",
  "numeral": "〇一二三四五六七八九",
  "after": {
   "房": "室",
   "楼": "层"
  },
  "tail": "号室"
 }
};
