package web

import (
	"errors"
	"maps"

	"github.com/danielgtaylor/huma/v2"
)

// errNUL is told by messages.go.
var errNUL = errors.New("NUL")

// formats are huma's, but JSON holds no NUL: it has no meaning in a text, and the database below makes of it a
// fault that nobody understands. Whoever reads a body by hand looks by himself, and can say where it stands.
func formats(of map[string]huma.Format) map[string]huma.Format {
	out := maps.Clone(of)
	for name, f := range out {
		read := f.Unmarshal
		f.Unmarshal = func(data []byte, to any) error {
			if holdsNUL(data) {
				return errNUL
			}
			return read(data, to)
		}
		out[name] = f
	}
	return out
}

// holdsNUL finds \u0000 in JSON, which can't hold the character itself. A backslash that is escaped begins nothing.
func holdsNUL(data []byte) bool {
	const escape = `\u0000`
	for i := 0; i < len(data); i++ {
		if data[i] != '\\' {
			continue
		}
		if i+len(escape) <= len(data) && string(data[i:i+len(escape)]) == escape {
			return true
		}
		i++ // what is escaped
	}
	return false
}
