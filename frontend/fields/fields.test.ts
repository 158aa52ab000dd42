import assert from "node:assert/strict";
import { test } from "node:test";
import { fixed, grouped, shift, tidyDecimal } from "./decimal";
import { parse as integer } from "./integer";
import { mask, nameSeen } from "./mask";
import { parse as phone } from "./phone";
import { fixedRows, freshRow, rowsOf } from "./table";

test("the decimal point moves without floating point", () => {
  for (const [text, by, want] of [
    ["1.25", 4, "12500"], ["12500", -4, "1.25"], ["0.1", 4, "1000"], ["1", -4, "0.0001"], ["-3.5", 1, "-35"],
    ["90071992547409931", 4, "900719925474099310000"], ["", 4, ""], ["abc", 4, "abc"], ["1.", 4, "10000"], [".5", 4, "5000"],
  ] as const) assert.equal(shift(text, by), want, `${text} by ${by}`);
});

test("shifting there and back changes nothing", () => {
  for (let i = 0; i < 200; i++) {
    const text = `${i * 37}${i % 3 ? `.${(i % 7) + 1}` : ""}`;
    assert.equal(shift(shift(text, 4), -4), text);
  }
});

test("people's ways to type a number", () => {
  assert.equal(tidyDecimal("１２，０００．５"), "12000.5");
  assert.equal(tidyDecimal(" 1 200。5"), "1200.5");
  for (const [typed, want] of [["1,234,567", "1234567"], ["-1,234.5", "-1234.5"], ["12,5", "12,5"], ["1,2345", "1,2345"], ["12,34,567", "12,34,567"], ["1,234.5,6", "1234.5,6"], [",500", ",500"], ["1234,567", "1234,567"]] as const) {
    assert.equal(tidyDecimal(typed), want, typed);
  }
});

test("reading numbers", () => {
  assert.equal(grouped("1234567.5"), "1,234,567.5");
  assert.equal(grouped("999"), "999");
  assert.equal(fixed("86", 2), "86.00");
  assert.equal(fixed("86.125", 2), "86.125");
});

test("a whole number is a JSON number, anything else stays as typed", () => {
  assert.equal(integer("1,200"), 1200);
  assert.equal(integer("9007199254740993"), "9007199254740993");
  assert.equal(integer("1.5"), "1.5");
  assert.equal(integer("12,5"), "12,5");
  assert.equal(integer(""), null);
});

test("masks keep both ends, and short texts show nothing", () => {
  assert.equal(mask("650101199001019902", 4, 4), "6501**********9902");
  assert.equal(mask("13900000007", 3, 4), "139****0007");
  assert.equal(mask("1234", 4, 4), "****");
  assert.equal(mask("㛃𬭎古", 1, 0), "㛃**");
});

test("where others see the screen, a person's name is masked and a firm's is not", () => {
  assert.equal(nameSeen({ name: "陈伯年", kind: "person" }, true), "陈**");
  assert.equal(nameSeen({ name: "陈伯年", kind: "person" }, false), "陈伯年");
  assert.equal(nameSeen({ name: "南海公司", kind: "organisation" }, true), "南海公司");
});

test("phones lose what people write around them", () => {
  assert.equal(phone("+86 139-0000-0007"), "13900000007");
});

test("a new row never takes the name of an older one", () => {
  assert.equal(freshRow([{ _row: "r1" }, { _row: "r3" }]), "r4");
  assert.equal(freshRow([]), "r1");
  assert.deepEqual(rowsOf([{ _row: "r1" }, 3, null]), [{ _row: "r1" }]);
});

test("fixed rows keep what was answered, under the engine's names", () => {
  assert.deepEqual(fixedRows(2, [{ _row: "f2", wide: true }]), [{ _row: "f1" }, { _row: "f2", wide: true }]);
});
