package api

import (
	"encoding/json"

	"banshi/engine/print"
)

// tree writes a file's value with the order of its keys, and every scalar as its text: {"m": [["id", {"s": "elder"}]]}, {"l": […]},
// {"s": "8", "k": "number"}. What is no text says its kind in k: number, boolean, null.
type tree struct{ print.Value }

// MarshalJSON writes it.
func (t tree) MarshalJSON() ([]byte, error) {
	switch t.Kind {
	case print.Map:
		list := make([][2]any, len(t.Items))
		for i, item := range t.Items {
			list[i] = [2]any{t.Keys[i], tree{item}}
		}
		return json.Marshal(map[string]any{"m": list})
	case print.List:
		list := make([]tree, len(t.Items))
		for i, item := range t.Items {
			list[i] = tree{item}
		}
		return json.Marshal(map[string]any{"l": list})
	case print.Text:
		return json.Marshal(map[string]string{"s": t.Text})
	}
	return json.Marshal(map[string]string{"s": t.Text, "k": string(t.Kind)})
}
