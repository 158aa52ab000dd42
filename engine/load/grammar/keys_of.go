package grammar

import "reflect"

// Slot is a key of a struct of spec and the index of its Go field.
type Slot struct {
	Key   string
	Index int
}

// Slots lists the keys of a struct in the order of its fields, from the yaml tags.
func Slots(t reflect.Type) []Slot {
	var out []Slot
	for i := range t.NumField() {
		if tag := t.Field(i).Tag.Get("yaml"); tag != "" && tag != "-" {
			out = append(out, Slot{tag, i})
		}
	}
	return out
}
