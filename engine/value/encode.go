package value

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Encode appends the JSON that encoding/json writes of x, with only what must be escaped escaped. How a type is written is
// worked out once. Canonical JSON has keys sorted at every level, and whole numbers beyond MaxSafe and broken ones as text.
func Encode(b []byte, x any, canonical bool) ([]byte, error) {
	e := encoders.Get().(*encoder)
	e.b, e.canonical = b, canonical
	err := e.any(x)
	b, e.b = e.b, nil
	if err == nil { // what failed half-way has left its keys
		encoders.Put(e)
	}
	return b, err
}

var encoders = sync.Pool{New: func() any { return &encoder{} }}

type encoder struct {
	b         []byte
	canonical bool
	keys      []string // of maps that are being written, the innermost last
	pieces    []piece  // of those of other kinds
	spare     []byte   // room to put them in order
}

type writer func(e *encoder, v reflect.Value) error

var writers sync.Map // reflect.Type → writer

func writerOf(t reflect.Type) writer {
	if w, ok := writers.Load(t); ok {
		return w.(writer)
	}
	// A type may hold itself: until its writer is there, it is looked up anew.
	var made writer
	var once sync.WaitGroup
	once.Add(1)
	late, there := writers.LoadOrStore(t, writer(func(e *encoder, v reflect.Value) error { once.Wait(); return made(e, v) }))
	if there {
		return late.(writer)
	}
	made = newWriter(t)
	once.Done()
	writers.Store(t, made)
	return made
}

var (
	marshaler  = reflect.TypeFor[json.Marshaler]()
	appender   = reflect.TypeFor[Appender]()
	rawMessage = reflect.TypeFor[json.RawMessage]()
	number     = reflect.TypeFor[json.Number]()
	texter     = reflect.TypeFor[interface{ MarshalText() ([]byte, error) }]()
)

// Appender writes its own JSON, in the way of Encode.
type Appender interface {
	AppendJSON(b []byte) ([]byte, error)
}

func newWriter(t reflect.Type) writer {
	switch {
	case t == number:
		return func(e *encoder, v reflect.Value) error { return e.number(v.String()) }
	case t.Implements(appender) && t.Kind() != reflect.Interface:
		return func(e *encoder, v reflect.Value) (err error) {
			if v.Kind() == reflect.Pointer && v.IsNil() {
				e.b = append(e.b, "null"...)
				return nil
			}
			e.b, err = v.Interface().(Appender).AppendJSON(e.b)
			return err
		}
	case t == rawMessage, t.Implements(marshaler), t.Implements(texter), t.Kind() != reflect.Pointer && reflect.PointerTo(t).Implements(marshaler):
		if t.Kind() != reflect.Interface {
			return foreign
		}
	}
	switch t.Kind() {
	case reflect.Bool:
		return func(e *encoder, v reflect.Value) error { e.b = strconv.AppendBool(e.b, v.Bool()); return nil }
	case reflect.String:
		return func(e *encoder, v reflect.Value) error { e.b = AppendText(e.b, v.String()); return nil }
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(e *encoder, v reflect.Value) error { e.whole(v.Int()); return nil }
	case reflect.Interface:
		return func(e *encoder, v reflect.Value) error { return e.any(v.Interface()) }
	case reflect.Pointer:
		to := writerOf(t.Elem())
		return func(e *encoder, v reflect.Value) error {
			if v.IsNil() {
				e.b = append(e.b, "null"...)
				return nil
			}
			return to(e, v.Elem())
		}
	case reflect.Slice, reflect.Array:
		if t.Elem().Kind() == reflect.Uint8 {
			return foreign
		}
		return listWriter(t)
	case reflect.Map:
		if t.Key().Kind() == reflect.String && !t.Key().Implements(texter) {
			return mapWriter(t)
		}
	case reflect.Struct:
		return structWriter(t)
	}
	return foreign // broken numbers, and whatever is rare
}

// foreign leaves it to encoding/json.
func foreign(e *encoder, v reflect.Value) error {
	raw, err := json.Marshal(v.Interface())
	if err != nil {
		return err
	}
	if raw[0] == '"' && bytes.IndexByte(raw, '\\') < 0 { // an instant, say
		e.b = append(e.b, raw...)
		return nil
	}
	if !e.canonical {
		if raw, err = plainly(v.Interface()); err != nil {
			return err
		}
		e.b = append(e.b, raw...)
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var tree any
	if err := d.Decode(&tree); err != nil {
		return err
	}
	return e.any(tree)
}

// plainly is json.Marshal without the escapes that are meant for HTML.
func plainly(x any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(x)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// any writes what stands behind an interface; what JSON is made of goes the short way.
func (e *encoder) any(x any) error {
	switch x := x.(type) {
	case nil:
		e.b = append(e.b, "null"...)
	case string:
		e.b = AppendText(e.b, x)
	case bool:
		e.b = strconv.AppendBool(e.b, x)
	case int64:
		e.whole(x)
	case json.Number:
		return e.number(string(x))
	case map[string]any:
		return object(e, x, e.any)
	case []any:
		if x == nil {
			e.b = append(e.b, "null"...)
			return nil
		}
		e.b = append(e.b, '[')
		for i, item := range x {
			if i > 0 {
				e.b = append(e.b, ',')
			}
			if err := e.any(item); err != nil {
				return fmt.Errorf("[%d]: %w", i, err)
			}
		}
		e.b = append(e.b, ']')
	default:
		v := reflect.ValueOf(x)
		return writerOf(v.Type())(e, v)
	}
	return nil
}

// object writes a map, by the order of its keys.
func object[T any](e *encoder, m map[string]T, item func(T) error) error {
	if m == nil {
		e.b = append(e.b, "null"...)
		return nil
	}
	from := len(e.keys)
	for k := range m {
		e.keys = append(e.keys, k)
	}
	slices.Sort(e.keys[from:])
	e.b = append(e.b, '{')
	for i := range len(m) {
		k := e.keys[from+i] // what is inside may have moved them
		if i > 0 {
			e.b = append(e.b, ',')
		}
		e.b = append(AppendText(e.b, k), ':')
		if err := item(m[k]); err != nil {
			return fmt.Errorf("%s: %w", k, err)
		}
	}
	e.keys = e.keys[:from]
	e.b = append(e.b, '}')
	return nil
}

func (e *encoder) whole(n int64) {
	if e.canonical {
		e.b = appendInt(e.b, n)
		return
	}
	e.b = strconv.AppendInt(e.b, n, 10)
}

func (e *encoder) number(text string) error {
	n, err := strconv.ParseInt(text, 10, 64)
	switch {
	case text == "":
		e.b = append(e.b, '0') // as encoding/json has it
	case e.canonical && (err != nil || n > MaxSafe || n < -MaxSafe):
		e.b = AppendText(e.b, text)
	case !json.Valid([]byte(text)):
		return fmt.Errorf("JSON: %q is no number", text)
	case e.canonical:
		e.b = strconv.AppendInt(e.b, n, 10)
	default:
		e.b = append(e.b, text...)
	}
	return nil
}

func listWriter(t reflect.Type) writer {
	item, slice := writerOf(t.Elem()), t.Kind() == reflect.Slice
	return func(e *encoder, v reflect.Value) error {
		if slice && v.IsNil() {
			e.b = append(e.b, "null"...)
			return nil
		}
		e.b = append(e.b, '[')
		for i := range v.Len() {
			if i > 0 {
				e.b = append(e.b, ',')
			}
			if err := item(e, v.Index(i)); err != nil {
				return fmt.Errorf("[%d]: %w", i, err)
			}
		}
		e.b = append(e.b, ']')
		return nil
	}
}

func mapWriter(t reflect.Type) writer {
	if t == reflect.TypeFor[map[string]any]() || t == reflect.TypeFor[map[string]string]() {
		return func(e *encoder, v reflect.Value) error {
			switch m := v.Interface().(type) {
			case map[string]any:
				return object(e, m, e.any)
			case map[string]string:
				return object(e, m, func(s string) error { e.b = AppendText(e.b, s); return nil })
			}
			return nil
		}
	}
	item := writerOf(t.Elem())
	// Keys and values come through one place of each type: taken out of the map one by one, each would be allocated.
	type place struct{ key, value reflect.Value }
	places := sync.Pool{New: func() any { return &place{reflect.New(t.Key()).Elem(), reflect.New(t.Elem()).Elem()} }}
	return func(e *encoder, v reflect.Value) error {
		if v.IsNil() {
			e.b = append(e.b, "null"...)
			return nil
		}
		at := places.Get().(*place)
		defer func() {
			at.key.SetZero()
			at.value.SetZero()
			places.Put(at)
		}()
		e.b = append(e.b, '{')
		begun, from := len(e.b), len(e.pieces)
		for it := v.MapRange(); it.Next(); {
			at.key.SetIterKey(it)
			at.value.SetIterValue(it)
			key, start := at.key.String(), len(e.b)
			e.b = append(AppendText(e.b, key), ':')
			if err := item(e, at.value); err != nil {
				return fmt.Errorf("%s: %w", key, err)
			}
			e.b = append(e.b, ',')
			e.pieces = append(e.pieces, piece{key, start, len(e.b)})
		}
		e.inOrder(begun, e.pieces[from:])
		e.pieces = e.pieces[:from]
		return nil
	}
}

// piece is a member of an object where it was written.
type piece struct {
	key      string
	from, to int
}

// inOrder puts what was written since begun into the order of its keys, and ends the object.
func (e *encoder) inOrder(begun int, pieces []piece) {
	if len(pieces) == 0 {
		e.b = append(e.b, '}')
		return
	}
	slices.SortFunc(pieces, func(a, b piece) int { return strings.Compare(a.key, b.key) })
	e.spare = append(e.spare[:0], e.b[begun:]...)
	e.b = e.b[:begun]
	for _, p := range pieces {
		e.b = append(e.b, e.spare[p.from-begun:p.to-begun]...)
	}
	e.b[len(e.b)-1] = '}' // for the last comma
}

type member struct {
	name  string
	head  []byte // "name":
	index []int
	empty bool // left out when empty
	zero  bool // left out when zero
	write writer
}

// structWriter: the fields as encoding/json finds them, but where two have one name, which ours haven't.
func structWriter(t reflect.Type) writer {
	members, ok := membersOf(t, nil)
	if !ok {
		return foreign
	}
	sorted := slices.SortedFunc(slices.Values(members), func(a, b member) int { return strings.Compare(a.name, b.name) })
	for i := 1; i < len(sorted); i++ {
		if sorted[i].name == sorted[i-1].name {
			return foreign
		}
	}
	return func(e *encoder, v reflect.Value) error {
		order := members
		if e.canonical {
			order = sorted
		}
		e.b = append(e.b, '{')
		first := true
		for i := range order {
			m := &order[i]
			f := v.Field(m.index[0])
			for _, at := range m.index[1:] {
				f = f.Field(at)
			}
			if m.empty && isEmpty(f) || m.zero && f.IsZero() {
				continue
			}
			if !first {
				e.b = append(e.b, ',')
			}
			first = false
			e.b = append(e.b, m.head...)
			if err := m.write(e, f); err != nil {
				return fmt.Errorf("%s: %w", m.name, err)
			}
		}
		e.b = append(e.b, '}')
		return nil
	}
}

// membersOf lists what of a struct is written; false where encoding/json knows a rule that we don't.
func membersOf(t reflect.Type, at []int) (out []member, ok bool) {
	for i := range t.NumField() {
		f := t.Field(i)
		tag := f.Tag.Get("json")
		if tag == "-" {
			continue
		}
		index := append(slices.Clone(at), i)
		name, options, _ := strings.Cut(tag, ",")
		if f.Anonymous && name == "" {
			if f.Type.Kind() != reflect.Struct || f.Type.Implements(marshaler) {
				return nil, false
			}
			inner, ok := membersOf(f.Type, index)
			if !ok {
				return nil, false
			}
			out = append(out, inner...)
			continue
		}
		if !f.IsExported() {
			continue
		}
		if name == "" {
			name = f.Name
		}
		m := member{name: name, head: append(AppendText(nil, name), ':'), index: index, write: writerOf(f.Type)}
		for o := range strings.SplitSeq(options, ",") {
			switch o {
			case "omitempty":
				m.empty = true
			case "omitzero":
				if _, own := f.Type.MethodByName("IsZero"); own {
					return nil, false
				}
				m.zero = true
			case "":
			default:
				return nil, false
			}
		}
		out = append(out, m)
	}
	return out, true
}

func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}
