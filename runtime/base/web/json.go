package web

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"strconv"
	"sync"

	"github.com/danielgtaylor/huma/v2"
)

// errNUL is told by messages.go.
var errNUL = errors.New("NUL")

// buffers hold answers while they are written.
var buffers = sync.Pool{New: func() any { b := make([]byte, 0, 64<<10); return &b }}

// mostHeld is how large a buffer is kept for the next answer, in bytes.
const mostHeld = 1 << 20

// encoded is an answer as it goes out, in one of the buffers.
type encoded struct{ held *[]byte }

// encoding has answers written by encode, which appends JSON, before their headers go out: what has a length isn't sent in
// chunks.
func encoding(encode func(b []byte, v any) ([]byte, error)) huma.Transformer {
	return func(c huma.Context, status string, v any) (any, error) {
		if status == "204" || status == "304" {
			return v, nil // nothing is written
		}
		held, _ := buffers.Get().(*[]byte)
		b, err := encode((*held)[:0], v)
		if err != nil {
			buffers.Put(held)
			return nil, err
		}
		*held = append(b, '\n')
		c.SetHeader("Content-Length", strconv.Itoa(len(*held)))
		return encoded{held}, nil
	}
}

// send writes what is encoded.
func send(w io.Writer, v any) error {
	e, ok := v.(encoded)
	if !ok {
		return fmt.Errorf("web: a %T was not encoded", v)
	}
	_, err := w.Write(*e.held)
	if cap(*e.held) <= mostHeld {
		buffers.Put(e.held)
	}
	return err
}

// formats are huma's, but JSON holds no NUL: it has no meaning in a text, and the database below makes of it a
// fault that nobody understands. Whoever reads a body by hand looks by himself, and can say where it stands.
func formats(of map[string]huma.Format, encode func(b []byte, v any) ([]byte, error)) map[string]huma.Format {
	out := maps.Clone(of)
	for name, f := range out {
		if encode != nil {
			f.Marshal = send
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
