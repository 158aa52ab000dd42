package parity

import (
	"encoding/json"
	"fmt"
	"strings"

	"banshi/engine/plan"
)

// nasty are answers and cells that some types refuse, or take in a form of their own.
var nasty = []any{
	nil, "", " ", "　", true, false, "是", "否", "true", json.Number("0"), json.Number("-1"), json.Number("1.5"), json.Number("9007199254740993"),
	"0", "-0", "00012.50", "１２３．４", "1,234.5", "1,23", ".5", "5.", "1e3", "99999999999999999999999999999999999999999", "0.333", "-12.345",
	"2026-02-29", "2024-02-29", "2026年1月5日", "2026/1/5", "20260105", "2026.13.1", "长期", "0001-01-01", "9999-12-31", "10000-01-01",
	"11010519491231002X", "11010519491231002x", "110105194912310021", "110105491231002", "440622198604129913", "91440605MA90A00162",
	"13900000001", "+86 139-0000-0001", "0757-86000000-8012", "(0757)86000000", "6222021234567890128", "2404-440605-04-01-100001",
	"a\u0000b", "a\u202eb", "梁\ufffd", "梁𬭎", "梁?", "黄JIE珊", "  桂城街道 叠滘路８号－６０２  ", "广东省佛山市南海区桂城街道叠滘路八号六零二室",
	[]any{}, []any{"x"}, []any{"x", json.Number("1")}, map[string]any{}, map[string]any{"id": "f1", "name": "图.pdf", "size": json.Number("3")},
	map[string]any{"lng": "113.1", "lat": "23.05"}, map[string]any{"lng": "190", "lat": "0"},
	[]any{map[string]any{"no": "row"}}, []any{map[string]any{"_row": "a"}, map[string]any{"_row": "a"}}, "440605", "440605011000", "440605011",
	strings.Repeat("长", 300), strings.Repeat("x", 201), "𠀀𠀀𠀀", "constructor", "__proto__",
}

// valid makes an answer that the type takes, most of the time.
func (p *player) valid(f *plan.Field) any {
	r := p.r
	switch f.Type {
	case "choice":
		if len(f.Options) > 0 {
			return pick(r, f.Options).Code
		}
	case "region":
		if len(f.Options) > 0 && r.IntN(2) == 0 {
			return pick(r, f.Options).Code
		}
	case "choices":
		out := []any{}
		for _, o := range f.Options {
			if r.IntN(3) == 0 {
				out = append(out, o.Code)
			}
		}
		return out
	case "finding":
		return pick(r, []any{"pass", "fail", "na"})
	case "integer":
		return json.Number(fmt.Sprint(r.IntN([]int{3, 20, 500, 100000}[r.IntN(4)])))
	case "number", "money":
		return pick(r, []any{"0", "1", "12.5", "80.55", "25", "1000", "0.01", "3000000", fmt.Sprintf("%d.%02d", r.IntN(300), r.IntN(100))})
	case "boolean":
		return r.IntN(2) == 0
	case "file":
		return map[string]any{"id": fmt.Sprintf("f%d", r.IntN(9)), "name": "图.pdf"}
	case "point":
		return map[string]any{"lng": "113.14", "lat": "23.03"}
	case "table":
		return p.table(f)
	}
	return p.text(f.Type)
}

// text takes a value of the type from shared data; of another type now and then, so that keys find something.
func (p *player) text(typ string) any {
	r := p.r
	if r.IntN(3) == 0 && (typ == "id_number" || typ == "text" || typ == "uscc") {
		return pick(r, p.w.texts["key"])
	}
	if list := p.w.texts[typ]; len(list) > 0 {
		return pick(r, list)
	}
	return pick(r, nasty)
}

func (p *player) table(f *plan.Field) any {
	rows := []any{}
	if f.Rows != nil && len(f.Rows.Fixed) > 0 {
		for i := range f.Rows.Fixed {
			rows = append(rows, p.row(f, fmt.Sprintf("f%d", i+1)))
		}
		return rows
	}
	ids := []string{"a", "b", "c", "d"}
	if p.state != nil { // records on offer, where the table begins with some
		ids = append(ids, p.state.Fields["form."+f.ID].Options...)
	}
	p.r.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	for _, id := range ids[:p.r.IntN(min(4, len(ids))+1)] {
		rows = append(rows, p.row(f, id))
	}
	return rows
}

func (p *player) row(f *plan.Field, id string) map[string]any {
	out := map[string]any{"_row": id}
	for _, c := range f.Columns {
		if p.r.IntN(6) > 0 {
			out[c.ID] = p.valid(c)
		}
	}
	return out
}
