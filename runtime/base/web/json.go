package web

import (
	"errors"
	"io"
	"maps"
	"sync"

	"github.com/danielgtaylor/huma/v2"
)

// errNUL is told by messages.go.
var errNUL = errors.New("NUL")

// buffers hold answers while they are written.
var buffers = sync.Pool{New: func() any { b := make([]byte, 0, 64<<10); return &b }}

// mostHeld is how large a buffer is kept for the next answer, in bytes.
const mostHeld = 1 << 20

// writing is how answers are written by encode, which appends JSON.
func writing(encode func(b []byte, v any) ([]byte, error)) func(io.Writer, any) error {
	return func(w io.Writer, v any) error {
		held, _ := buffers.Get().(*[]byte)
		b, err := encode((*held)[:0], v)
		if err == nil {
			_, err = w.Write(append(b, '\n'))
		}
		if *held = b; cap(b) <= mostHeld {
			buffers.Put(held)
		}
		return err
	}
}

// formats are huma's, but JSON holds no NUL: it has no meaning in a text, and the database below makes of it a
// fault that nobody understands. Whoever reads a body by hand looks by himself, and can say where it stands.
func formats(of map[string]huma.Format, encode func(b []byte, v any) ([]byte, error)) map[string]huma.Format {
	out := maps.Clone(of)
	for name, f := range out {
		if encode != nil {
			f.Marshal = writing(encode)
		}
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
