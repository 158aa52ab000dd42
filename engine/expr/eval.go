package expr

import "banshi/engine/value"

// Frame is what a rule sees while it is evaluated. A Frame may be used again, but not by two
// goroutines at once.
type Frame struct {
	Slots    []value.Value
	Row      []value.Value
	Value    value.Value
	It       value.Value
	Calendar *value.Calendar
	Home     []string // the places that addresses of the district may leave out: 广东省 佛山市 南海区

	locals [maxLocals]value.Value
}

// Eval gives the rule's value. It is total: whatever the input, it returns a value, empty or unknown.
//
// A result is unknown only while an answer could still change it. && || all and exists let a
// decisive value win, else unknown wins over empty. Everything else is empty as soon as a part is
// empty, else unknown as soon as a part is, with the names of all unknown parts.
func (p *Program) Eval(f *Frame) value.Value { return p.root.eval(f) }

func (in *inst) eval(f *Frame) value.Value {
	switch in.op {
	case opLit:
		return in.lit
	case opSlot:
		return f.Slots[in.index]
	case opRow:
		return f.Row[in.index]
	case opValue:
		return f.Value
	case opIt:
		return f.It
	case opLocal:
		return f.locals[in.index]
	case opGet:
		return get(in.a.eval(f), in.name)
	case opHas:
		return has(in.a.eval(f))
	case opNot:
		return not(in.a.eval(f))
	case opAnd:
		return in.decisive(f, false)
	case opOr:
		return in.decisive(f, true)
	case opCond:
		return in.cond(f)
	case opUnary:
		a := in.a.eval(f)
		if !a.Known() {
			return a
		}
		return in.unary(f, a)
	case opBinary:
		a, b := in.a.eval(f), in.b.eval(f)
		if !a.Known() || !b.Known() {
			return strict(a, b)
		}
		return in.binary(f, a, b)
	case opList:
		return in.listOf(f)
	case opAll:
		return in.quantify(f, false)
	case opExists:
		return in.quantify(f, true)
	default:
		return in.collect(f)
	}
}

// strict combines two parts of which one is not known: empty wins over unknown.
func strict(a, b value.Value) value.Value {
	switch {
	case a.IsEmpty() || b.IsEmpty():
		return value.Empty()
	case a.IsUnknown() && b.IsUnknown():
		return value.Unknown(value.Union(a.Names(), b.Names()))
	case a.IsUnknown():
		return a
	}
	return b
}

// get passes an unknown or empty record on, and gives a cell otherwise.
func get(rec value.Value, name string) value.Value {
	if !rec.Known() {
		return rec
	}
	return rec.Record().Get(name)
}

func has(v value.Value) value.Value {
	switch {
	case v.IsUnknown():
		return v
	case v.IsEmpty():
		return value.Bool(false)
	case v.Kind() == value.KindList:
		return value.Bool(len(v.List()) > 0)
	}
	return value.Bool(true)
}

func not(v value.Value) value.Value {
	if !v.Known() {
		return v
	}
	return value.Bool(!v.Bool())
}

// decisive is && (decided by false) and || (decided by true).
func (in *inst) decisive(f *Frame, by bool) value.Value {
	a := in.a.eval(f)
	if a.Known() && a.Bool() == by {
		return a
	}
	b := in.b.eval(f)
	if b.Known() && b.Bool() == by {
		return b
	}
	return merge(a, b)
}

// merge combines two undecisive parts: unknown wins over empty, empty over a value.
func merge(a, b value.Value) value.Value {
	switch {
	case a.IsUnknown() && b.IsUnknown():
		return value.Unknown(value.Union(a.Names(), b.Names()))
	case a.IsUnknown():
		return a
	case b.IsUnknown():
		return b
	case a.IsEmpty():
		return a
	}
	return b
}

func (in *inst) cond(f *Frame) value.Value {
	c := in.a.eval(f)
	switch {
	case !c.Known():
		return c
	case c.Bool():
		return in.b.eval(f)
	}
	return in.c.eval(f)
}

func (in *inst) listOf(f *Frame) value.Value {
	out := make([]value.Value, len(in.list))
	known := value.Bool(true)
	for i, e := range in.list {
		out[i] = e.eval(f)
		if !out[i].Known() {
			known = strict(known, out[i])
		}
	}
	if !known.Known() {
		return known
	}
	return value.List(out)
}

// quantify is exists (decided by true) and all (decided by false).
func (in *inst) quantify(f *Frame, by bool) value.Value {
	list := in.a.eval(f)
	if !list.Known() {
		return list
	}
	result := value.Bool(!by)
	for _, e := range list.List() {
		f.locals[in.index] = e
		v := in.b.eval(f)
		if v.Known() && v.Bool() == by {
			return v
		}
		if !v.Known() {
			result = merge(result, v)
		}
	}
	return result
}

// collect is filter and map, which are strict: a body that is empty or unknown makes the list so.
func (in *inst) collect(f *Frame) value.Value {
	list := in.a.eval(f)
	if !list.Known() {
		return list
	}
	out := make([]value.Value, 0, len(list.List()))
	known := value.Bool(true)
	for _, e := range list.List() {
		f.locals[in.index] = e
		v := in.b.eval(f)
		switch {
		case !v.Known():
			known = strict(known, v)
		case in.op == opMap:
			out = append(out, v)
		case v.Bool():
			out = append(out, e)
		}
	}
	if !known.Known() {
		return known
	}
	return value.List(out)
}
