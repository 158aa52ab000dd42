package runtime

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"banshi/engine/eval"
	"banshi/engine/value"
)

// Encode writes any value as JSON, without the escapes that are meant for HTML.
func Encode(v any) (json.RawMessage, error) {
	b, err := value.Encode(nil, v, false)
	if err != nil {
		return nil, fmt.Errorf("runtime: write a %T: %w", v, err)
	}
	return b, nil
}

// Decode reads JSON; numbers of free content become json.Number.
func Decode(raw []byte, to any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	return d.Decode(to)
}

// canonical writes a value as the engine's canonical JSON: the same bytes for the same meaning. A whole number beyond
// 2^53 is written as text.
func canonical(v any) (json.RawMessage, error) {
	out, err := value.Encode(nil, v, true)
	if err != nil {
		return nil, fmt.Errorf("runtime: canonical JSON of a %T: %w", v, err)
	}
	return out, nil
}

// formDigest is a digest of what stands in the form: each field that is shown, with its value.
func formDigest(s *eval.State) (string, error) {
	values := map[string]any{}
	for path, f := range s.Fields {
		if f.Shown && f.Is == eval.IsValue {
			values[path] = f.Value
		}
	}
	raw, err := canonical(values)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), nil
}
