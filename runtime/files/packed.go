package files

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"encoding/hex"
	"io"
	"regexp"

	"banshi/runtime/base/fault"
)

var (
	filterKey  = regexp.MustCompile(`/Filter`)
	filterWord = regexp.MustCompile(`/Filter[\s\x00]*(\[[^\]]*\]|/[A-Za-z0-9]+)`)
	filterName = regexp.MustCompile(`/([A-Za-z0-9]+)`)
	predicted  = regexp.MustCompile(`/Predictor[\s\x00]*([2-9]|1[0-9])`)
)

// filtersOf are the ways in which a stream is packed, the outermost first; false where they can't be told: named twice, by
// a reference, in a shape of its own, or with what was written foretold from its neighbours.
func filtersOf(words []byte) ([]string, bool) {
	if predicted.Match(words) {
		return nil, false
	}
	keys := len(filterKey.FindAll(words, -1))
	found := filterWord.FindAllSubmatch(words, -1)
	if keys == 0 {
		return nil, true
	}
	if keys > 1 || len(found) != 1 {
		return nil, false
	}
	var out []string
	for _, n := range filterName.FindAllSubmatch(found[0][1], -1) {
		out = append(out, string(n[1]))
	}
	return out, true
}

// unpack undoes the filters of a stream; false where one of them is none that packed objects come in. It reads no further
// than the stream goes.
func unpack(r *bufio.Reader, filters []string) (io.Reader, bool) {
	in := r
	for i, name := range filters {
		var next io.Reader
		switch name {
		case "FlateDecode", "Fl":
			z, err := zlib.NewReader(in)
			if err != nil {
				return bytes.NewReader(nil), true // broken: no reader of PDF finds anything in it
			}
			next = z
		case "ASCIIHexDecode", "AHx":
			next = hex.NewDecoder(&coded{r: in, end: '>'})
		case "ASCII85Decode", "A85":
			next = ascii85.NewDecoder(&coded{r: in, end: '~'})
		case "RunLengthDecode", "RL":
			next = &runs{r: in}
		default:
			return nil, false
		}
		if i == len(filters)-1 {
			return next, true
		}
		in = bufio.NewReader(next)
	}
	return in, true
}

// coded are the letters of a code up to its end mark, without blanks. A last odd letter of hexadecimal has a 0 behind it.
type coded struct {
	r    *bufio.Reader
	end  byte
	n    int
	over bool
}

func (c *coded) Read(p []byte) (int, error) {
	if c.over {
		return 0, io.EOF
	}
	for len(p) > 0 {
		b, err := c.r.ReadByte()
		if err != nil {
			return 0, err
		}
		switch b {
		case 0, '\t', '\n', '\f', '\r', ' ':
			continue
		case c.end:
			c.over = true
			if c.end == '>' && c.n%2 == 1 {
				p[0] = '0'
				return 1, nil
			}
			return 0, io.EOF
		}
		c.n++
		p[0] = b
		return 1, nil
	}
	return 0, nil
}

// runs undoes RunLengthDecode.
type runs struct {
	r    *bufio.Reader
	left int
	same bool
	b    byte
	over bool
}

func (s *runs) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	for s.left == 0 {
		if s.over {
			return 0, io.EOF
		}
		n, err := s.r.ReadByte()
		switch {
		case err != nil:
			return 0, err
		case n == 128:
			s.over = true
			continue
		case n < 128:
			s.left, s.same = int(n)+1, false
		default:
			if s.b, err = s.r.ReadByte(); err != nil {
				return 0, err
			}
			s.left, s.same = 257-int(n), true
		}
	}
	b := s.b
	if !s.same {
		var err error
		if b, err = s.r.ReadByte(); err != nil {
			return 0, err
		}
	}
	s.left--
	p[0] = b
	return 1, nil
}

// lookInside looks for what is dangerous in a stream of packed objects, and says how much more may be unpacked. What it can't look into
// is refused: a reader of PDF may know more ways than we do.
func lookInside(r *bufio.Reader, words []byte, left int64) (int64, error) {
	filters, known := filtersOf(words)
	if !known {
		return 0, fault.New(fault.Invalid, sayPackedOddly)
	}
	for {
		b, err := r.Peek(1)
		if err != nil || b[0] != '\r' && b[0] != '\n' {
			break
		}
		_, _ = r.Discard(1) // it was there
	}
	if len(filters) == 0 {
		return left, nil // it stands there as words, up to its end: see inspectPDF
	}
	z, known := unpack(r, filters)
	if !known {
		return 0, fault.New(fault.Invalid, sayPackedOddly)
	}
	n := &counted{r: io.LimitReader(z, left+1)}
	_, err := look(bufio.NewReaderSize(n, window), "\xff\xfe no word of a PDF")
	switch {
	case n.n > left:
		return 0, fault.New(fault.Invalid, sayBomb)
	case fault.CodeOf(err) == fault.Invalid:
		return 0, err
	}
	return left - n.n, nil // what breaks off is looked at as far as it goes
}
