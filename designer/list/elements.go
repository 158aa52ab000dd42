package list

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"banshi/engine/print"
	"banshi/engine/spec"
)

// Departments.

func (w *World) departmentNamed(name string) *spec.Department {
	list := w.Catalogue.Catalog.Departments
	for i, d := range list {
		if name != "" && slices.Contains([]string{d.ID.S, d.Title.S, d.Short.S, d.USCC.S}, name) {
			return &list[i]
		}
	}
	return nil
}

func (r *reader) department(cell string) string {
	if d := r.world.departmentNamed(cell); d != nil {
		return d.Title.S
	}
	var names []string
	for _, d := range r.world.Catalogue.Catalog.Departments {
		names = append(names, d.Title.S)
	}
	near := nearest(cell, names, 2)
	if len(near) == 0 && len(names) <= few {
		near = names
	}
	if d := r.world.departmentNamed(r.other("uscc")); d != nil { // its code says it
		near = append([]string{d.Title.S}, slices.DeleteFunc(near, func(s string) bool { return s == d.Title.S })...)
	}
	r.unknown(sayNoDepartment, near...)
	return ""
}

func departmentOf(w *World, item print.Value) string {
	if d := w.departmentNamed(textAt(item, "department")); d != nil {
		return d.Title.S
	}
	return ""
}

func setDepartment(w *World, _ print.Value, text string) []edit {
	return []edit{{command: put("/department", print.Of(w.departmentNamed(text).ID.S))}}
}

func (r *reader) uscc(cell string) string {
	if d := r.world.departmentNamed(cell); d != nil && d.USCC.S == cell {
		return cell
	}
	r.unknown(sayNoUSCC)
	return ""
}

func usccOf(w *World, item print.Value) string {
	if d := w.departmentNamed(textAt(item, "department")); d != nil {
		return d.USCC.S
	}
	return ""
}

func setUSCC(w *World, item print.Value, text string) []edit { return setDepartment(w, item, text) }

// Spans.

var (
	spanShape = regexp.MustCompile(`^(\d{1,4})\s*(个?工作日|个?日历日|个?自然日|日|天|个?月|年|wd|d|mo|y)?$`)
	spanIn    = regexp.MustCompile(`(\d{1,4})\s*(个?工作日|个?日历日|个?自然日|日|天|个?月|年)`)
	atOnce    = regexp.MustCompile(`^(0.*|即办.*|当场.*|即时.*|马上办.*)$`)
)

var units = []struct{ unit, name string }{{"wd", "个工作日"}, {"d", "个自然日"}, {"mo", "个月"}, {"y", "年"}}

// unitOf is the unit that a list means; "": it doesn't say which.
func unitOf(word string) string {
	switch strings.TrimPrefix(word, "个") {
	case "工作日", "wd":
		return "wd"
	case "日历日", "自然日", "d":
		return "d"
	case "月", "mo":
		return "mo"
	case "年", "y":
		return "y"
	}
	return ""
}

// spanWritten is a span of a definition as a list writes it.
func spanWritten(span string) string {
	m := spanShape.FindStringSubmatch(span)
	if m == nil {
		return ""
	}
	for _, u := range units {
		if m[2] == u.unit {
			return m[1] + u.name
		}
	}
	return ""
}

func (r *reader) span(cell string) string {
	m := spanShape.FindStringSubmatch(cell)
	switch {
	case cell == spanWritten("0wd"):
		return cell
	case atOnce.MatchString(cell):
		r.look(sayAtOnce, spanWritten("0wd"), "1个工作日")
		return ""
	case m == nil:
		if in := spanIn.FindStringSubmatch(cell); in != nil { // a number with text around it
			n, unit := in[1], unitOf(in[2])
			if unit == "" {
				r.look(sayTextAround, n+"个工作日", n+"个自然日")
				return ""
			}
			r.look(sayTextAround, spanWritten(n+unit))
			return ""
		}
		r.unknown(sayNoSpan)
		return ""
	}
	n := strings.TrimLeft(m[1], "0")
	unit := unitOf(m[2])
	if m[2] == "" {
		unit = r.unit()
	}
	if unit == "" {
		r.look(sayNoUnit, n+"个工作日", n+"个自然日")
		return ""
	}
	return spanWritten(n + unit)
}

// unit is that of the column, where its title says it, or of the column of units that belongs to it.
func (r *reader) unit() string {
	if at := strings.IndexAny(r.title, "（("); at >= 0 {
		if m := regexp.MustCompile(`工作日|自然日|日历日|月|年`).FindString(r.title[at:]); m != "" {
			return unitOf(m)
		}
	}
	return unitOf(r.beside(folded(r.title) + "单位"))
}

func spanAt(path print.Path) func(*World, print.Value) string {
	return func(_ *World, item print.Value) string { return spanWritten(at(item, path).Text) }
}

func setSpan(path print.Path) func(*World, print.Value, string) []edit {
	return func(_ *World, _ print.Value, text string) []edit {
		return []edit{{command: put(path, print.Of(spanOf(text)))}}
	}
}

func spanOf(written string) string {
	m := spanShape.FindStringSubmatch(written)
	return m[1] + unitOf(m[2])
}

// usualLimit is the time limit that counts where no condition says otherwise: its place; -1: there is none.
func usualLimit(item print.Value) int {
	return slices.IndexFunc(at(item, "/handling/limit").Items, func(v print.Value) bool { _, when := v.Get("when"); return !when })
}

func limitOf(which string) func(*World, print.Value) string {
	return func(_ *World, item print.Value) string {
		i := usualLimit(item)
		if i < 0 {
			return ""
		}
		return spanWritten(textAt(at(item, "/handling/limit").Items[i], which))
	}
}

func setLimit(which string) func(*World, print.Value, string) []edit {
	return func(_ *World, item print.Value, text string) []edit {
		v := print.Of(spanOf(text))
		if i := usualLimit(item); i >= 0 {
			return []edit{{command: print.Command{Do: print.Set, At: print.Path("/handling/limit/" + strconv.Itoa(i)).Join(which), Value: &v, Order: []string{"statutory", "promised", "extend"}}}}
		}
		return []edit{{command: appended(item, "/handling/limit", mapOf(which, v))}}
	}
}

// Fees: 否, or an amount in 元.

const (
	no  = "否"
	yes = "是"
)

func (r *reader) fee(cell string) string {
	switch cell {
	case "否", "不收费", "不收取", "免费", "无", "不收", "0":
		return no
	case "是", "收费", "有", "1":
		if r.other("amount") == "" {
			r.look(sayNoAmount, no)
			return ""
		}
		return yes
	}
	r.unknown(sayYesNo, no, yes)
	return ""
}

// fees are the lines of the fee of a definition.
func fees(item print.Value) []print.Value {
	v := at(item, "/handling/fee")
	switch v.Kind {
	case print.List:
		return v.Items
	case "", print.Null:
		return nil
	case print.Map:
		return []print.Value{v}
	}
	return []print.Value{mapOf("amount", v)}
}

func feeOf(_ *World, item print.Value) string {
	list := fees(item)
	switch {
	case len(list) == 0:
		return ""
	case len(list) == 1 && textAt(list[0], "amount") == "0":
		return no
	case amountOf(nil, item) == "":
		return "" // it hangs on rules, which no list can say
	}
	return yes
}

func setFee(_ *World, item print.Value, text string) []edit {
	if text == no {
		return []edit{{command: put("/handling/fee", print.Value{Kind: print.Number, Text: "0"})}}
	}
	return nil // the amount says it
}

var amountShape = regexp.MustCompile(`^(\d{1,9}(?:\.\d{1,2})?)\s*元?(?:/(?:件|证|次|本|份))?$`)

func (r *reader) amount(cell string) string {
	if slices.Contains([]string{"无", "不收费", "免费", "0"}, cell) {
		return ""
	}
	m := amountShape.FindStringSubmatch(cell)
	if m == nil {
		r.unknown(sayNoMoney)
		return ""
	}
	return m[1] + "元"
}

// theFee is the only line of the fee, where there is one that is a plain amount.
func theFee(item print.Value) (print.Value, bool) {
	list := fees(item)
	if len(list) != 1 {
		return print.Value{}, false
	}
	amount := textAt(list[0], "amount")
	_, when := list[0].Get("when")
	return list[0], !when && amount != "0" && amountShape.MatchString(amount)
}

func amountOf(_ *World, item print.Value) string {
	f, ok := theFee(item)
	if !ok {
		return ""
	}
	return textAt(f, "amount") + "元"
}

func setAmount(_ *World, item print.Value, text string) []edit {
	v := print.Value{Kind: print.Number, Text: strings.TrimSuffix(text, "元")}
	if _, ok := theFee(item); ok && at(item, "/handling/fee").Kind == print.List {
		return []edit{{command: put("/handling/fee/0/amount", v)}}
	}
	return []edit{{command: put("/handling/fee", print.Value{Kind: print.List, Items: []print.Value{mapOf("amount", v)}})}}
}

func feeBasisOf(w *World, item print.Value) string {
	if f, ok := theFee(item); ok {
		basis, _ := f.Get("basis")
		return basesOf(basis)
	}
	return ""
}

func setFeeBasis(_ *World, item print.Value, text string) []edit {
	if _, ok := theFee(item); !ok || at(item, "/handling/fee").Kind != print.List {
		return nil
	}
	return []edit{{command: print.Command{Do: print.Set, At: "/handling/fee/0/basis", Value: pointer(basesRead(text))}}}
}

func pointer(v print.Value) *print.Value { return &v }

// Online: 否 is an item of which there is only a guide; what is applied for in another system has its address.

func (r *reader) yesNo(cell string) string {
	switch cell {
	case "是", "1":
		return yes
	case "否", "0":
		return no
	}
	r.unknown(sayYesNo, yes, no)
	return ""
}

func onlineOf(_ *World, item print.Value) string {
	switch v := at(item, "/entry"); {
	case v.Text == "guide":
		return no
	case v.Kind == print.Map, v.Kind == print.Text:
		return ""
	}
	return yes
}

func setOnline(_ *World, item print.Value, text string) []edit {
	switch {
	case text == no:
		return []edit{{command: put("/entry", print.Of("guide"))}}
	case at(item, "/entry").Text == "guide":
		return []edit{{command: print.Command{Do: print.Delete, At: "/entry"}}}
	}
	return nil
}

func urlOf(_ *World, item print.Value) string { return textAt(at(item, "/entry"), "external") }

func setURL(_ *World, item print.Value, text string) []edit {
	if at(item, "/entry").Kind == print.Map {
		return []edit{{command: put("/entry/external", print.Of(text))}}
	}
	return []edit{{command: put("/entry", mapOf("external", text))}}
}
