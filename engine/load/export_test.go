package load

import (
	"reflect"

	"banshi/engine/load/grammar"
)

// CanRead tells whether the decoder can read a type: by a reader, or as a struct or list of such.
func CanRead(t reflect.Type) bool {
	if table()[t] != nil {
		return true
	}
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice:
		return CanRead(t.Elem())
	case reflect.Struct:
		return len(grammar.Slots(t)) > 0
	}
	return false
}
