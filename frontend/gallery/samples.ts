import type { FieldType, Json, PlanField } from "../fields/types";

const towns = [
  ["440605011", "桂城街道"], ["440605121", "九江镇"], ["440605122", "西樵镇"], ["440605123", "丹灶镇"],
  ["440605124", "狮山镇"], ["440605125", "大沥镇"], ["440605126", "里水镇"],
] as const;

/** One field and value of every type: the gallery shows both faces of each. */
export const samples: Record<FieldType, { field: PlanField; value: Json }> = {
  text: { field: { id: "sign", type: "text", title: "门店招牌名称", length: [2, 40]}, value: "古丽手抓饭店" },
  integer: { field: { id: "distance", type: "integer", title: "离最近的污染源", hint: "垃圾站、公厕、粪池等", unit: "米" }, value: 60 },
  number: { field: { id: "area", type: "number", title: "经营场所面积", unit: "平方米", digits: 2 }, value: "86.00" },
  money: { field: { id: "capital", type: "money", title: "资金数额", unit: "万元" }, value: "50000" },
  date: { field: { id: "lease_end", type: "date", title: "租赁期满日" }, value: "2028-06-30" },
  boolean: { field: { id: "online", type: "boolean", title: "网络经营", ask: "开不开网店、做不做外卖？" }, value: false },
  choice: {
    field: {
      id: "delivery", type: "choice", title: "怎么拿证",
      options: [
        { code: "e", text: "只要电子证照", hint: "到现场0次，办好马上能用" },
        { code: "post", text: "快递送达", hint: "到现场0次，不收费" },
        { code: "counter", text: "窗口领取", hint: "到现场1次，里水镇行政服务中心" },
        { code: "kiosk", text: "自助终端打印", hint: "到现场0次，就近的市民之窗" },
      ],
    },
    value: "counter",
  },
  choices: {
    field: {
      id: "scope", type: "choices", title: "经营项目", ask: "店里打算做哪些？", hint: "选一项或几项。选了会影响要不要专间，上门核查时会看。",
      options: [
        { code: "hot", text: "热食", hint: "炒菜、手抓饭、汤面" }, { code: "cold", text: "冷食", hint: "凉菜、卤味切配，要有专间" },
        { code: "raw", text: "生食", hint: "刺身、生蚝，要有专间" }, { code: "drink", text: "自制饮品", hint: "奶茶、鲜榨果汁，不含酿酒" },
      ],
    },
    value: ["hot", "drink"],
  },
  id_number: { field: { id: "no", type: "id_number", title: "证件号码", sensitive: true }, value: "65010119900101990X" },
  uscc: { field: { id: "code", type: "uscc", title: "统一社会信用代码" }, value: "92440605MA90A0040F" },
  phone: { field: { id: "phone", type: "phone", title: "联系电话", hint: "11位手机号，或者0757开头的座机" }, value: "13900000007" },
  bank_card: { field: { id: "card", type: "bank_card", title: "收款卡号" }, value: "6222000000000001234" },
  project_code: { field: { id: "project", type: "project_code", title: "项目代码" }, value: "2611-440605-04-01-000001" },
  region: {
    field: {
      id: "town", type: "region", title: "所在镇街",
      options: [
        ...towns.map(([code, text]) => ({ code, text, parent: "440605" })),
        { code: "440605011016", text: "平西社区", parent: "440605011" }, { code: "440605011017", text: "叠北社区", parent: "440605011" },
      ],
    },
    value: "440605011016",
  },
  address: { field: { id: "address", type: "address", title: "经营地址", length: [5, 200] }, value: "佛山市南海区里水镇和顺示例路20号" },
  finding: { field: { id: "hygiene", type: "finding", title: "洗消设施" }, value: "pass" },
  file: { field: { id: "plan", type: "file", title: "平面图" }, value: { id: "f1", name: "布局图.png", size: 1258291 } },
  point: { field: { id: "at", type: "point", title: "地图上的位置" }, value: { lng: "113.142800", lat: "23.028800" } },
  table: {
    field: {
      id: "staff", type: "table", title: "从业人员",
      columns: [
        { id: "name", type: "text", title: "姓名", length: [2, 30] },
        { id: "no", type: "id_number", title: "身份证号", sensitive: true },
        { id: "post", type: "choice", title: "职务", options: [{ code: "cook", text: "厨工" }, { code: "waiter", text: "服务员" }] },
      ],
    },
    value: [
      { _row: "r1", name: "林嘉欣宁", no: "440605199001019903", post: "waiter" },
      { _row: "r2", name: "黄㛃珊", no: "440605199001019904", post: "cook" },
    ],
  },
};

/** Options enough for a list with a search. */
export const trades = ["热食", "冷食", "生食", "半成品", "自制饮品", "糕点", "散装食品", "特殊食品", "保健食品"].map((text, i) => ({ code: `t${i}`, text }));
