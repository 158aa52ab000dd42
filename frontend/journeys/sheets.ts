/** A spreadsheet as people hand them in, made here: text, numbers, a formula that failed, merged cells. */

type Cell = string | number | { failed: string } | null;

/** The bytes of an .xlsx of one sheet. */
export function workbook(name: string, rows: Cell[][], merged: string[] = []): Buffer {
  const text = (s: string) => s.replace(/[&<>]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c]!);
  const cell = (c: Cell, at: string) => {
    if (c === null) return "";
    if (typeof c === "number") return `<c r="${at}"><v>${c}</v></c>`;
    if (typeof c === "string") return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${text(c)}</t></is></c>`;
    return `<c r="${at}" t="e"><f>VLOOKUP(A1,Z:Z,1,0)</f><v>${c.failed}</v></c>`;
  };
  const lines = rows.map((r, y) => `<row r="${y + 1}">${r.map((c, x) => cell(c, `${String.fromCharCode(65 + x)}${y + 1}`)).join("")}</row>`).join("");
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const packed = "http://schemas.openxmlformats.org/package/2006";
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const merges = merged.length ? `<mergeCells count="${merged.length}">${merged.map((m) => `<mergeCell ref="${m}"/>`).join("")}</mergeCells>` : "";
  return zip({
    "[Content_Types].xml": `<Types xmlns="${packed}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="${packed}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${text(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${packed}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${main}"><sheetData>${lines}</sheetData>${merges}</worksheet>`,
  });
}

/** Files in a zip, none of them pressed. */
function zip(files: Record<string, string>): Buffer {
  const bodies: Buffer[] = [];
  const heads: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const path = Buffer.from(name);
    const data = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${content}`);
    const same = Buffer.alloc(26);
    same.writeUInt16LE(20, 0);
    same.writeUInt32LE(sum(data), 10);
    same.writeUInt32LE(data.length, 14);
    same.writeUInt32LE(data.length, 18);
    same.writeUInt16LE(path.length, 22);
    bodies.push(Buffer.from("PK\x03\x04", "latin1"), same, path, data);
    const end = Buffer.alloc(14);
    end.writeUInt32LE(at, 10);
    heads.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), same, end, path);
    at += 30 + path.length + data.length;
  }
  const index = Buffer.concat(heads);
  const tail = Buffer.alloc(18);
  tail.writeUInt16LE(bodies.length / 4, 4);
  tail.writeUInt16LE(bodies.length / 4, 6);
  tail.writeUInt32LE(index.length, 8);
  tail.writeUInt32LE(at, 12);
  return Buffer.concat([...bodies, index, Buffer.from("PK\x05\x06", "latin1"), tail]);
}

/** CRC-32. */
function sum(data: Buffer): number {
  let crc = ~0;
  for (const byte of data) {
    crc ^= byte;
    for (let i = 0; i < 8; i++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
