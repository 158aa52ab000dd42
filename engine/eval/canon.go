package eval

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"

	"banshi/engine/value"
)

// JSON is the canonical JSON of a state: keys sorted, no spaces, whole numbers beyond 2^53 as text. Two
// evaluations of the same input, here or in the client, agree to the byte. An error is a fault of ours:
// every state has a canonical JSON.
func JSON(s *State) ([]byte, error) {
	data, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("eval: state: %w", err)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var tree any
	if err := d.Decode(&tree); err != nil {
		return nil, fmt.Errorf("eval: state: %w", err)
	}
	return value.Canonical(longNumbers(tree))
}

// longNumbers writes numbers as text that a reader in floating point would round.
func longNumbers(x any) any {
	switch x := x.(type) {
	case map[string]any:
		for k, v := range x {
			x[k] = longNumbers(v)
		}
	case []any:
		for i, v := range x {
			x[i] = longNumbers(v)
		}
	case json.Number:
		n, err := strconv.ParseInt(string(x), 10, 64)
		if err != nil || n > value.MaxSafe || n < -value.MaxSafe {
			return string(x)
		}
	}
	return x
}
