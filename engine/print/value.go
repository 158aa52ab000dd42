package print

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// Kind is what a value is, as the loader reads it: a plain date or `no` is a text.
type Kind string

const (
	Null   Kind = "null"
	Bool   Kind = "boolean"
	Number Kind = "number"
	Text   Kind = "text"
	List   Kind = "list"
	Map    Kind = "map"
)

// Value is what stands at a place of a definition, without the way in which it is written. Its JSON is the plain
// JSON of it, with the order of keys kept and numbers as they were written. The zero Value is nothing.
type Value struct {
	Kind  Kind
	Text  string   // of a scalar: a text, a number as written, true or false
	Keys  []string // of a map, beside Items
	Items []Value  // of a list or a map
}

// Of is the text s as a value.
func Of(s string) Value { return Value{Kind: Text, Text: s} }

func (v Value) kind() Kind {
	if v.Kind == "" {
		return Null
	}
	return v.Kind
}

func (v Value) scalar() bool { return v.kind() != List && v.kind() != Map }

// Equal tells whether two values say the same, keys in the same order.
func (v Value) Equal(o Value) bool {
	if v.kind() != o.kind() {
		return false
	}
	switch v.kind() {
	case Null:
		return true
	case List, Map:
		return slices.Equal(v.Keys, o.Keys) && slices.EqualFunc(v.Items, o.Items, Value.Equal)
	}
	return v.Text == o.Text
}

// Get is the value under a key of a map.
func (v Value) Get(key string) (Value, bool) {
	if i := slices.Index(v.Keys, key); i >= 0 {
		return v.Items[i], true
	}
	return Value{}, false
}

// Handle is the id by which people and paths know an entry of a list: what its id, section or name says. Empty: it has none.
func (v Value) Handle() string {
	for _, key := range handles {
		if id, ok := v.Get(key); ok && id.scalar() && id.Text != "" {
			return id.Text
		}
	}
	return ""
}

// WithoutHandle is the value without the key that Handle reads.
func (v Value) WithoutHandle() Value {
	for _, key := range handles {
		if id, ok := v.Get(key); ok && id.scalar() && id.Text != "" {
			out := v
			taken(&out, slices.Index(v.Keys, key))
			return out
		}
	}
	return v
}

// String is the value in one line of YAML; of a scalar what it says.
func (v Value) String() string {
	if v.scalar() {
		return v.Text
	}
	return inBrackets(v)
}

// MarshalJSON writes the value as plain JSON.
func (v Value) MarshalJSON() ([]byte, error) {
	switch v.kind() {
	case Null:
		return []byte("null"), nil
	case Bool:
		return json.Marshal(v.Text == "true" || v.Text == "True" || v.Text == "TRUE")
	case Number:
		if json.Valid([]byte(v.Text)) {
			return []byte(v.Text), nil
		}
		return json.Marshal(v.Text) // +1, 0x10: no numbers of JSON
	case Text:
		return json.Marshal(v.Text)
	}
	var b bytes.Buffer
	open, end := byte('['), byte(']')
	if v.kind() == Map {
		open, end = '{', '}'
	}
	b.WriteByte(open)
	for i, item := range v.Items {
		if i > 0 {
			b.WriteByte(',')
		}
		if v.kind() == Map {
			key, err := json.Marshal(v.Keys[i])
			if err != nil {
				return nil, err
			}
			b.Write(append(key, ':'))
		}
		text, err := item.MarshalJSON()
		if err != nil {
			return nil, err
		}
		b.Write(text)
	}
	b.WriteByte(end)
	return b.Bytes(), nil
}

// UnmarshalJSON reads any JSON. A key that stands twice in an object, and more than MaxDepth levels, are refused.
func (v *Value) UnmarshalJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	out, err := readValue(d, 0)
	if err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("print: more than one value")
	}
	*v = out
	return nil
}

func readValue(d *json.Decoder, depth int) (Value, error) {
	token, err := d.Token()
	if err != nil {
		return Value{}, err
	}
	switch t := token.(type) {
	case nil:
		return Value{Kind: Null}, nil
	case bool:
		return Value{Kind: Bool, Text: fmt.Sprint(t)}, nil
	case json.Number:
		return Value{Kind: Number, Text: t.String()}, nil
	case string:
		return Of(t), nil
	case json.Delim:
		if depth >= maxDepth {
			return Value{}, errors.New("print: values stand too deep in one another")
		}
		out := Value{Kind: List}
		if t == '{' {
			out.Kind = Map
		}
		for d.More() {
			if out.Kind == Map {
				key, err := d.Token()
				if err != nil {
					return Value{}, err
				}
				name, _ := key.(string)
				if slices.Contains(out.Keys, name) {
					return Value{}, fmt.Errorf("print: the key %q stands twice", name)
				}
				out.Keys = append(out.Keys, name)
			}
			item, err := readValue(d, depth+1)
			if err != nil {
				return Value{}, err
			}
			out.Items = append(out.Items, item)
		}
		_, err := d.Token()
		return out, err
	}
	return Value{}, errors.New("print: no value")
}
