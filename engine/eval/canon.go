package eval

import (
	"fmt"

	"banshi/engine/value"
)

// JSON is the canonical JSON of a state: keys sorted, no spaces, whole numbers beyond 2^53 as text. Two
// evaluations of the same input, here or in the client, agree to the byte. An error is a fault of ours:
// every state has a canonical JSON.
func JSON(s *State) ([]byte, error) {
	data, err := value.Encode(make([]byte, 0, 8<<10), s, true)
	if err != nil {
		return nil, fmt.Errorf("eval: state: %w", err)
	}
	return data, nil
}
