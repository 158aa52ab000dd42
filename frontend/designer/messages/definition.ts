/** What a new entry of a definition says until its author writes something else. Definitions are written in Chinese, whoever writes them. */
export const definition = {
  firstOption: "是",
  secondOption: "否",
  newOption: "新的选项",
  newField: (type: string) => (type ? `新的${type}` : "新的问题"),
  newColumn: "新的一列",
  newSection: "新的一节",
  newMaterial: "新的材料",
  newCondition: "新的条件",
  newApplication: "申请表",
  newStep: "新的环节",
  newOtherwise: "不符合条件，不能申请",
  toFill: "请填写",
};
