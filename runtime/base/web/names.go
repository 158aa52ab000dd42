package web

import (
	"context"
	"reflect"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
)

// nameTag marks, in the type of an answer, texts that are names of the catalogue (`name:"catalog"`): of an office, a department,
// a register. They are worked with and written down in Chinese; who reads another language is told what they are called there.
const nameTag = "name"

// Name gives a name of the catalogue in the language of the request, for a sentence in which it stands; itself outside a request,
// and where it has no other.
func Name(ctx context.Context, name string) string {
	if to, ok := namesOf(ctx)[name]; ok {
		return to
	}
	return name
}

// namesOf are the names of the catalogue in the language of the request, by their Chinese; none in Chinese.
func namesOf(ctx context.Context) map[string]string {
	r, ok := ctx.Value(requestKey{}).(*request)
	if !ok || r.names == nil || r.language == Chinese {
		return nil
	}
	return r.names(ctx, r.language)
}

// called is a transformer of answers: names of the catalogue in the language of who asks.
func called(c huma.Context, _ string, v any) (any, error) {
	if Language(c.Context()) == Chinese || v == nil || !named(reflect.TypeOf(v)) {
		return v, nil
	}
	if in := namesOf(c.Context()); len(in) > 0 {
		return call(reflect.ValueOf(v), in, false).Interface(), nil
	}
	return v, nil
}

var namedTypes sync.Map // of reflect.Type: whether a text somewhere in it is marked

func named(t reflect.Type) bool {
	if known, ok := namedTypes.Load(t); ok {
		return known.(bool)
	}
	found := namedIn(t, map[reflect.Type]bool{})
	namedTypes.Store(t, found)
	return found
}

func namedIn(t reflect.Type, seen map[reflect.Type]bool) bool {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		return namedIn(t.Elem(), seen)
	case reflect.Struct:
		if seen[t] {
			return false
		}
		seen[t] = true
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() && (f.Tag.Get(nameTag) != "" || namedIn(f.Type, seen)) {
				return true
			}
		}
	}
	return false
}

// call gives a value with its marked texts translated. What is changed is copied on the way: the answer may be somebody's
// who keeps it.
func call(v reflect.Value, in map[string]string, marked bool) reflect.Value {
	switch v.Kind() {
	case reflect.String:
		if to, ok := in[v.String()]; ok && marked {
			out := reflect.New(v.Type()).Elem()
			out.SetString(to)
			return out
		}
	case reflect.Pointer:
		if !v.IsNil() && (marked || named(v.Type())) {
			out := reflect.New(v.Type().Elem())
			out.Elem().Set(call(v.Elem(), in, marked))
			return out
		}
	case reflect.Slice:
		if !v.IsNil() && (marked || named(v.Type())) {
			out := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			for i := range v.Len() {
				out.Index(i).Set(call(v.Index(i), in, marked))
			}
			return out
		}
	case reflect.Map:
		if !v.IsNil() && (marked || named(v.Type())) {
			out := reflect.MakeMapWithSize(v.Type(), v.Len())
			for k, x := range v.Seq2() {
				out.SetMapIndex(k, call(x, in, marked))
			}
			return out
		}
	case reflect.Struct:
		if !named(v.Type()) {
			break
		}
		out := reflect.New(v.Type()).Elem()
		out.Set(v)
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				out.Field(i).Set(call(v.Field(i), in, strings.HasPrefix(f.Tag.Get(nameTag), "catalog")))
			}
		}
		return out
	}
	return v
}
