package rule_test

import (
	"fmt"
	"reflect"
	"testing"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"

	"banshi/engine/value"
)

// Bare CEL: the measured item's rules as plain cel-go programs over slots, with nothing of ours but
// the types that CEL lacks. It is what our evaluation is compared with.

var (
	bareDateType   = types.NewObjectType("date", traits.ComparerType, traits.AdderType, traits.SubtractorType)
	barePeriodType = types.NewObjectType("period")
)

// bareDate is a civil day. Results of comparing are shared values, so that nothing is allocated.
type bareDate struct{ d value.Date }

func (b bareDate) ConvertToNative(reflect.Type) (any, error) { return b.d, nil }
func (b bareDate) ConvertToType(ref.Type) ref.Val            { return b }
func (b bareDate) Equal(o ref.Val) ref.Val                   { return types.Bool(b.d == o.(bareDate).d) }
func (b bareDate) Type() ref.Type                            { return bareDateType }
func (b bareDate) Value() any                                { return b.d }

func (b bareDate) Compare(o ref.Val) ref.Val {
	switch e := o.(bareDate).d; {
	case b.d < e:
		return types.IntNegOne
	case b.d > e:
		return types.IntOne
	}
	return types.IntZero
}

func (b bareDate) Add(o ref.Val) ref.Val {
	d, _ := b.d.Add(o.(barePeriod).p)
	return bareDate{d}
}

func (b bareDate) Subtract(o ref.Val) ref.Val {
	if e, ok := o.(bareDate); ok {
		return types.Int(b.d.Sub(e.d))
	}
	d, _ := b.d.Add(o.(barePeriod).p.Neg())
	return bareDate{d}
}

type barePeriod struct{ p value.Period }

func (b barePeriod) ConvertToNative(reflect.Type) (any, error) { return b.p, nil }
func (b barePeriod) ConvertToType(ref.Type) ref.Val            { return b }
func (b barePeriod) Equal(o ref.Val) ref.Val                   { return types.Bool(b.p == o.(barePeriod).p) }
func (b barePeriod) Type() ref.Type                            { return barePeriodType }
func (b barePeriod) Value() any                                { return b.p }

// bareStruct is a record type whose fields are slots; bareObj is one record.
type bareStruct struct {
	typ    *types.Type
	fields map[string]*types.FieldType
}

type bareObj struct {
	of    *bareStruct
	slots []ref.Val
}

func (o *bareObj) ConvertToNative(reflect.Type) (any, error) { return o, nil }
func (o *bareObj) ConvertToType(ref.Type) ref.Val            { return o }
func (o *bareObj) Equal(x ref.Val) ref.Val                   { return types.Bool(o == x) }
func (o *bareObj) Type() ref.Type                            { return o.of.typ }
func (o *bareObj) Value() any                                { return o }

type bareProvider struct {
	*types.Registry
	structs map[string]*bareStruct
}

func (p *bareProvider) define(name string, fields []string, of map[string]*types.Type) *bareStruct {
	s := &bareStruct{typ: types.NewObjectType(name), fields: map[string]*types.FieldType{}}
	for i, f := range fields {
		s.fields[f] = &types.FieldType{
			Type:    of[f],
			IsSet:   func(t any) bool { return t.(*bareObj).slots[i] != nil },
			GetFrom: func(t any) (any, error) { return t.(*bareObj).slots[i], nil },
		}
	}
	p.structs[name] = s
	return s
}

func (p *bareProvider) FindStructType(name string) (*types.Type, bool) {
	s, ok := p.structs[name]
	if !ok {
		return nil, false
	}
	return types.NewTypeTypeWithParam(s.typ), true
}

func (p *bareProvider) FindStructFieldType(name, field string) (*types.FieldType, bool) {
	if s, ok := p.structs[name]; ok {
		f, ok := s.fields[field]
		return f, ok
	}
	return nil, false
}

func (p *bareProvider) FindStructFieldNames(string) ([]string, bool) { return nil, false }

// bareEnv declares names and what CEL lacks.
func bareEnv(tb testing.TB, p *bareProvider, vars map[string]*types.Type) *cel.Env {
	tb.Helper()
	period := func(name string, of func(int32) value.Period) cel.EnvOption {
		return cel.Function(name, cel.Overload(name+"_int", []*cel.Type{cel.IntType}, barePeriodType,
			cel.UnaryBinding(func(n ref.Val) ref.Val { return barePeriod{of(int32(n.(types.Int)))} })))
	}
	options := []cel.EnvOption{
		cel.CustomTypeProvider(p), cel.CustomTypeAdapter(p), cel.CrossTypeNumericComparisons(true),
		period("years", func(n int32) value.Period { return value.Period{Years: n} }),
		period("months", func(n int32) value.Period { return value.Period{Months: n} }),
		period("days", func(n int32) value.Period { return value.Period{Days: n} }),
		cel.Function(operators.Add, cel.Overload("add_date", []*cel.Type{bareDateType, barePeriodType}, bareDateType)),
		cel.Function(operators.Subtract, cel.Overload("sub_dates", []*cel.Type{bareDateType, bareDateType}, cel.IntType)),
	}
	for _, op := range []string{operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals} {
		options = append(options, cel.Function(op, cel.Overload(op+"_date", []*cel.Type{bareDateType, bareDateType}, cel.BoolType)))
	}
	for name, t := range vars {
		options = append(options, cel.Variable(name, t))
	}
	env, err := cel.NewEnv(options...)
	if err != nil {
		tb.Fatal(err)
	}
	return env
}

// bareActivation resolves names without hashing more than one map.
type bareActivation map[string]ref.Val

func (a bareActivation) ResolveName(name string) (any, bool) { v, ok := a[name]; return v, ok }
func (a bareActivation) Parent() cel.Activation              { return nil }

// bareValue turns a value of ours into one of cel-go's.
func bareValue(v value.Value, row func(value.Record) ref.Val) ref.Val {
	switch v.Kind() {
	case value.KindText:
		return types.String(v.Text())
	case value.KindBool:
		return types.Bool(v.Bool())
	case value.KindInt:
		return types.Int(v.Int())
	case value.KindNumber:
		var f float64
		fmt.Sscan(v.Number().Canon(), &f)
		return types.Double(f)
	case value.KindDate:
		return bareDate{v.Date()}
	case value.KindList:
		list := make([]ref.Val, 0, len(v.List()))
		for _, e := range v.List() {
			list = append(list, bareValue(e, row))
		}
		return types.NewRefValList(types.DefaultTypeAdapter, list)
	case value.KindRecord:
		return row(v.Record())
	}
	return nil
}
