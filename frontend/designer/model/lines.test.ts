import assert from "node:assert/strict";
import { test } from "node:test";
import { clipboardTrees } from "../clipboard";
import { pathAtLine, spanOf } from "./lines";
import { treeOf, yamlOf, type Json } from "./tree";

const text = `# 高龄津贴
name: 样例
form:
  - section: home
    title: 居住
    fields:
      # 和谁住
      - id: living
        type: choice
        options:
          child: 和子女住
        check:
          - that: value
            say: 请选
      - {id: care, type: text, title: 机构}
  - section: other
    title: 其他
`;

test("each line belongs to an entry, and each entry has its lines", () => {
  assert.equal(pathAtLine(text, 2), "/name");
  assert.equal(pathAtLine(text, 4), "/form/#home/section");
  assert.equal(pathAtLine(text, 9), "/form/#home/fields/#living/type");
  assert.equal(pathAtLine(text, 11), "/form/#home/fields/#living/options/child");
  assert.equal(pathAtLine(text, 14), "/form/#home/fields/#living/check/0/say");
  assert.match(pathAtLine(text, 15), /^\/form\/#home\/fields\/#care/);
  assert.equal(pathAtLine(text, 17), "/form/#other/title");
  assert.equal(pathAtLine(text, 9, true), "/form/#home/fields/#living");
  const span = spanOf(text, "/form/#home/fields/#living", null)!;
  assert.equal(text.slice(span.from, span.to).split("\n")[0], "      - id: living");
  assert.equal(text.slice(span.from, span.to).split("\n").at(-1), "            say: 请选");
  assert.equal(spanOf(text, "/form/#none", null), null);
});

test("what is copied is read again as it was, and any other text is left alone", () => {
  const list: Json[] = [{ id: "a", title: "是: 这样", need: true, digits: 2, show: 'form.b == "x"', options: { yes: "是", no: "" }, check: [{ that: "value > 0", say: "要大于0" }], length: [1, 20], empty: [] }, { id: "b", title: "true" }];
  const tree = treeOf(list);
  assert.deepEqual(clipboardTrees(`${yamlOf(tree)}\n`), "l" in tree ? tree.l : null);
  for (const other of ["", "hello", "- a\n- b", "- {id: a}", "- id: a\n  text: |\n    x", "a: b"]) assert.equal(clipboardTrees(other), null, other);
});
