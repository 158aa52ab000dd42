package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"sort"
)

// font is a TrueType font, or the first of a collection. Outlines stay in the file until a document uses them.
type font struct {
	file    io.ReaderAt
	tables  map[string]table
	units   int // of the em square
	bbox    [4]int
	ascent  int
	descent int
	glyphs  int
	metrics []byte // hmtx
	long    int    // how many glyphs have a width of their own
	loca    []uint32
	runs    []run // sorted: which glyph shows which character
}

type table struct{ at, size uint32 }

// run is characters in a row with glyphs in a row.
type run struct {
	from, to rune
	glyph    int
}

var errFont = errors.New("this is no TrueType font that can be embedded")

func openFont(path string) (*font, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	out, err := readFont(f)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("pdf: %s: %w", path, err), f.Close())
	}
	return out, nil
}

func readFont(file io.ReaderAt) (f *font, err error) {
	defer func() { // what a file says of itself may be wrong
		if p := recover(); p != nil {
			f, err = nil, errFont
		}
	}()
	f = &font{file: file, tables: map[string]table{}}
	head, err := f.bytes(table{0, 16})
	if err != nil {
		return nil, err
	}
	at := uint32(0)
	if string(head[:4]) == "ttcf" {
		at = binary.BigEndian.Uint32(head[12:])
		if head, err = f.bytes(table{at, 12}); err != nil {
			return nil, err
		}
	}
	n := uint32(binary.BigEndian.Uint16(head[4:]))
	dir, err := f.bytes(table{at + 12, n * 16})
	if err != nil {
		return nil, err
	}
	for ; len(dir) > 0; dir = dir[16:] {
		f.tables[string(dir[:4])] = table{binary.BigEndian.Uint32(dir[8:]), binary.BigEndian.Uint32(dir[12:])}
	}
	for _, need := range []string{"head", "hhea", "maxp", "hmtx", "loca", "glyf", "cmap"} {
		if f.tables[need].size == 0 {
			return nil, errFont // outlines of another kind (CFF)
		}
	}
	if err := f.readMetrics(); err != nil {
		return nil, err
	}
	return f, f.readCmap()
}

const mostTable = 64 << 20

func (f *font) bytes(t table) ([]byte, error) {
	if t.size > mostTable {
		return nil, errFont
	}
	out := make([]byte, t.size)
	_, err := f.file.ReadAt(out, int64(t.at))
	if err == io.EOF {
		err = nil
	}
	return out, err
}

func (f *font) readMetrics() error {
	var raw [4][]byte
	for i, name := range []string{"head", "hhea", "maxp", "hmtx"} {
		var err error
		if raw[i], err = f.bytes(f.tables[name]); err != nil {
			return err
		}
	}
	head, hhea, maxp := raw[0], raw[1], raw[2]
	short := func(b []byte, at int) int { return int(int16(binary.BigEndian.Uint16(b[at:]))) }
	f.units = int(binary.BigEndian.Uint16(head[18:]))
	f.bbox = [4]int{short(head, 36), short(head, 38), short(head, 40), short(head, 42)}
	f.ascent, f.descent = short(hhea, 4), short(hhea, 6)
	f.long, f.glyphs = int(binary.BigEndian.Uint16(hhea[34:])), int(binary.BigEndian.Uint16(maxp[4:]))
	f.metrics = raw[3]
	loca, err := f.bytes(f.tables["loca"])
	if err != nil {
		return err
	}
	f.loca = make([]uint32, f.glyphs+1)
	for i := range f.loca {
		if short(head, 50) == 0 {
			f.loca[i] = 2 * uint32(binary.BigEndian.Uint16(loca[2*i:]))
		} else {
			f.loca[i] = binary.BigEndian.Uint32(loca[4*i:])
		}
	}
	if f.units == 0 || f.long == 0 {
		return errFont
	}
	return nil
}

func (f *font) readCmap() error {
	raw, err := f.bytes(f.tables["cmap"])
	if err != nil {
		return err
	}
	var best []byte
	rank := 0
	for i := range int(binary.BigEndian.Uint16(raw[2:])) {
		e := raw[4+8*i:]
		platform, encoding := binary.BigEndian.Uint16(e), binary.BigEndian.Uint16(e[2:])
		sub := raw[binary.BigEndian.Uint32(e[4:]):]
		switch format := binary.BigEndian.Uint16(sub); {
		case format == 12 && rank < 2:
			best, rank = sub, 2
		case format == 4 && rank < 1 && (platform == 3 && encoding == 1 || platform == 0):
			best, rank = sub, 1
		}
	}
	switch rank {
	case 2:
		for i := range int(binary.BigEndian.Uint32(best[12:])) {
			g := best[16+12*i:]
			f.runs = append(f.runs, run{rune(binary.BigEndian.Uint32(g)), rune(binary.BigEndian.Uint32(g[4:])), int(binary.BigEndian.Uint32(g[8:]))})
		}
	case 1:
		f.segments(best)
	default:
		return errFont
	}
	slices.SortFunc(f.runs, func(a, b run) int { return int(a.from - b.from) })
	return nil
}

// segments reads the older table, of the first 65,536 characters.
func (f *font) segments(sub []byte) {
	u := func(at int) int { return int(binary.BigEndian.Uint16(sub[at:])) }
	n := u(6) / 2
	for i := range n {
		end, start, delta, offset := u(14+2*i), u(16+2*n+2*i), u(16+4*n+2*i), u(16+6*n+2*i)
		if offset == 0 {
			f.runs = append(f.runs, run{rune(start), rune(end), (start + delta) & 0xffff})
			continue
		}
		for c := start; c <= end && c < 0xffff; c++ {
			if g := u(16 + 6*n + 2*i + offset + 2*(c-start)); g != 0 {
				f.runs = append(f.runs, run{rune(c), rune(c), (g + delta) & 0xffff})
			}
		}
	}
}

// glyph finds the glyph of a character; 0 none.
func (f *font) glyph(r rune) int {
	i := sort.Search(len(f.runs), func(i int) bool { return f.runs[i].to >= r })
	if i == len(f.runs) || f.runs[i].from > r {
		return 0
	}
	g := f.runs[i].glyph + int(r-f.runs[i].from)
	if g >= f.glyphs {
		return 0
	}
	return g
}

// width of a glyph, in thousandths of the size.
func (f *font) width(glyph int) int {
	at := 4 * min(glyph, f.long-1)
	if at+2 > len(f.metrics) {
		return 1000
	}
	return int(binary.BigEndian.Uint16(f.metrics[at:])) * 1000 / f.units
}

func (f *font) outline(glyph int) ([]byte, error) {
	from, to := f.loca[glyph], f.loca[glyph+1]
	if to <= from {
		return nil, nil
	}
	return f.bytes(table{f.tables["glyf"].at + from, to - from})
}

// subset is a font with the outlines of these glyphs alone. Numbers of glyphs stay: what is left out is empty, and packs
// to nothing.
func (f *font) subset(glyphs []int) ([]byte, error) {
	outlines := map[int][]byte{}
	todo := append([]int{0}, glyphs...)
	for len(todo) > 0 {
		g := todo[0]
		todo = todo[1:]
		if _, done := outlines[g]; done || g >= f.glyphs {
			continue
		}
		raw, err := f.outline(g)
		if err != nil {
			return nil, err
		}
		outlines[g] = raw
		todo = append(todo, parts(raw)...)
	}
	var glyf []byte
	loca := make([]byte, 0, 4*len(f.loca))
	metrics := make([]byte, len(f.metrics))
	for g := range f.glyphs {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		raw, used := outlines[g]
		if !used {
			continue
		}
		glyf = append(glyf, raw...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		if at := 4 * g; g < f.long {
			copy(metrics[at:at+4], f.metrics[at:])
		}
	}
	copy(metrics[4*(f.long-1):], f.metrics[4*(f.long-1):4*f.long]) // those without a width of their own have this one
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	out := map[string][]byte{"glyf": glyf, "loca": loca, "hmtx": metrics}
	for _, name := range []string{"head", "hhea", "maxp", "cvt ", "fpgm", "prep"} {
		if f.tables[name].size == 0 {
			continue
		}
		raw, err := f.bytes(f.tables[name])
		if err != nil {
			return nil, err
		}
		out[name] = raw
	}
	binary.BigEndian.PutUint16(out["head"][50:], 1) // loca is of the long kind
	return packed(out), nil
}

// parts are the glyphs that a composite one is made of.
func parts(raw []byte) []int {
	if len(raw) < 10 || int16(binary.BigEndian.Uint16(raw)) >= 0 {
		return nil
	}
	var out []int
	for at := 10; at+4 <= len(raw); {
		flags := binary.BigEndian.Uint16(raw[at:])
		out = append(out, int(binary.BigEndian.Uint16(raw[at+2:])))
		at += 6
		if flags&1 != 0 {
			at += 2
		}
		switch {
		case flags&8 != 0:
			at += 2
		case flags&0x40 != 0:
			at += 4
		case flags&0x80 != 0:
			at += 8
		}
		if flags&0x20 == 0 {
			break
		}
	}
	return out
}

// packed puts tables together as a font file.
func packed(tables map[string][]byte) []byte {
	names := make([]string, 0, len(tables))
	for name := range tables {
		names = append(names, name)
	}
	slices.Sort(names)
	power, log := 1, 0
	for power*2 <= len(names) {
		power, log = power*2, log+1
	}
	out := binary.BigEndian.AppendUint32(nil, 0x00010000)
	for _, n := range []int{len(names), power * 16, log, (len(names) - power) * 16} {
		out = binary.BigEndian.AppendUint16(out, uint16(n))
	}
	at := 12 + 16*len(names)
	var body []byte
	for _, name := range names {
		raw := tables[name]
		size := len(raw)
		for len(raw)%4 != 0 {
			raw = append(raw, 0)
		}
		var sum uint32
		for i := 0; i < len(raw); i += 4 {
			sum += binary.BigEndian.Uint32(raw[i:])
		}
		out = append(out, name...)
		for _, n := range []uint32{sum, uint32(at + len(body)), uint32(size)} {
			out = binary.BigEndian.AppendUint32(out, n)
		}
		body = append(body, raw...)
	}
	return append(out, body...)
}
