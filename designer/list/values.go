package list

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"banshi/engine/load/grammar"
	"banshi/engine/print"
	"banshi/engine/spec"
)

// at is what stands at a path of plain keys and numbers; the zero value where nothing does.
func at(v print.Value, path print.Path) print.Value {
	for _, name := range strings.Split(string(path), "/")[1:] {
		if n, err := strconv.Atoi(name); err == nil && v.Kind == print.List {
			if n >= len(v.Items) {
				return print.Value{}
			}
			v = v.Items[n]
			continue
		}
		v, _ = v.Get(name)
	}
	return v
}

// textAt is a text of a map.
func textAt(v print.Value, key string) string {
	got, _ := v.Get(key)
	if got.Kind == print.List || got.Kind == print.Map {
		return ""
	}
	return strings.TrimSpace(got.Text)
}

// textsOf are the texts of a list, or of a lone text.
func textsOf(v print.Value) []string {
	if v.Kind == print.Text && v.Text != "" {
		return []string{v.Text}
	}
	var out []string
	for _, x := range v.Items {
		if x.Text != "" {
			out = append(out, strings.TrimSpace(x.Text))
		}
	}
	return out
}

func listOf(texts []string) print.Value {
	out := print.Value{Kind: print.List}
	for _, t := range texts {
		out.Items = append(out.Items, print.Of(t))
	}
	return out
}

// mapOf is a map of pairs of key and value; those without value are left out.
func mapOf(pairs ...any) print.Value {
	out := print.Value{Kind: print.Map}
	for i := 0; i < len(pairs); i += 2 {
		var v print.Value
		switch x := pairs[i+1].(type) {
		case string:
			if x == "" {
				continue
			}
			v = print.Of(x)
		case int:
			v = print.Value{Kind: print.Number, Text: strconv.Itoa(x)}
		case print.Value:
			if x.Kind == "" {
				continue
			}
			v = x
		}
		out.Keys, out.Items = append(out.Keys, pairs[i].(string)), append(out.Items, v)
	}
	return out
}

// orders are the keys of the parts of an item in the order in which people write them.
var orders = map[string][]string{
	"":          keysOf(reflect.TypeFor[spec.Item]()),
	"/guide":    keysOf(reflect.TypeFor[spec.Guide]()),
	"/handling": keysOf(reflect.TypeFor[spec.Handling]()),
}

func keysOf(t reflect.Type) []string {
	var out []string
	for _, s := range grammar.Slots(t) {
		out = append(out, s.Key)
	}
	return out
}

// put makes the value of a path; one that is nothing takes it away.
func put(path print.Path, v print.Value) print.Command {
	parent, _ := path.Parent()
	return print.Command{Do: print.Set, At: path, Value: &v, Order: orders[string(parent)]}
}

// appended puts an entry at the end of a list, which is made where it isn't there.
func appended(item print.Value, path print.Path, v print.Value) print.Command {
	if at(item, path).Kind != print.List {
		return put(path, print.Value{Kind: print.List, Items: []print.Value{v}})
	}
	return print.Command{Do: print.Insert, At: path, Value: &v}
}

// free is an id that no entry of a list has.
func free(list print.Value, prefix string) string {
	for n := len(list.Items) + 1; ; n++ {
		id := prefix + strconv.Itoa(n)
		if !slices.ContainsFunc(list.Items, func(v print.Value) bool { return v.Handle() == id }) {
			return id
		}
	}
}

func textOf(path print.Path) func(*World, print.Value) string {
	return func(_ *World, item print.Value) string {
		v := at(item, path)
		if v.Kind == print.List || v.Kind == print.Map {
			return ""
		}
		return strings.TrimSpace(v.Text)
	}
}

func setText(path print.Path) func(*World, print.Value, string) []edit {
	return func(_ *World, _ print.Value, text string) []edit {
		return []edit{{command: put(path, print.Of(text))}}
	}
}

func namesOf(path print.Path) func(*World, print.Value) string {
	return func(_ *World, item print.Value) string { return joinNames(textsOf(at(item, path))) }
}

func setNames(path print.Path) func(*World, print.Value, string) []edit {
	return func(_ *World, _ print.Value, text string) []edit {
		return []edit{{command: put(path, listOf(unescaped(split(text, betweenNames))))}}
	}
}

// joinNames writes short things one behind the other.
func joinNames(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		special := betweenNames
		if !balanced(s) {
			special += brackets
		}
		out[i] = escape(s, special)
	}
	if text := strings.Join(out, "、"); slices.Equal(unescaped(split(text, betweenNames)), list) {
		return text
	}
	return join(out)
}

func unescaped(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = unescape(s)
	}
	return out
}
