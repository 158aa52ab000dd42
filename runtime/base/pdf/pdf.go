// Package pdf writes documents: text in fonts that are embedded as far as they are used, pictures, lines. What is written
// can be searched and copied, rare characters too; the same calls give the same bytes.
package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf16"
)

// A4 in points, of which 72 make an inch.
const (
	A4Width  = 595.28
	A4Height = 841.89
)

// Info is what a document says of itself.
type Info struct {
	Title    string
	Language string // zh-Hans, en
	At       time.Time
}

// Document is being written. It is used by one goroutine.
type Document struct {
	info   Info
	fonts  *Fonts
	used   []*usage // by font
	pages  []*Page
	images []image
}

type image struct {
	jpeg          []byte
	width, height int
	gray          bool
}

// usage is what a document shows of one font. A character has a number of its own in it, so that two that look the same
// are still two.
type usage struct {
	number map[rune]int
	runes  []rune
	glyphs []int
}

// New begins a document. fonts may be nil where no text is written.
func New(info Info, fonts *Fonts) *Document {
	d := &Document{info: info, fonts: fonts}
	if fonts != nil {
		for range fonts.list {
			d.used = append(d.used, &usage{number: map[rune]int{}})
		}
	}
	return d
}

// Page is one page; its origin is the upper left corner.
type Page struct {
	doc           *Document
	width, height float64
	content       bytes.Buffer
	images        []int
}

// Page adds a page of a size.
func (d *Document) Page(width, height float64) *Page {
	p := &Page{doc: d, width: width, height: height}
	d.pages = append(d.pages, p)
	return p
}

// Pages is how many there are.
func (d *Document) Pages() int { return len(d.pages) }

// At is a page that was added before.
func (d *Document) At(i int) *Page { return d.pages[i] }

func num(x float64) string {
	s := strings.TrimRight(fmt.Sprintf("%.2f", x), "0")
	if s = strings.TrimSuffix(s, "."); s == "-0" || s == "" {
		return "0"
	}
	return s
}

func (p *Page) draw(format string, args ...any) { fmt.Fprintf(&p.content, format+"\n", args...) }

// Gray sets how dark what follows is: 0 black, 1 white.
func (p *Page) Gray(g float64) { p.draw("%s g %s G", num(g), num(g)) }

// Text writes a line whose base is at y.
func (p *Page) Text(x, y, size float64, text string) {
	fonts := p.doc.fonts
	for _, r := range text {
		if invisible(r) {
			continue
		}
		at, glyph := fonts.find(r)
		if glyph == 0 {
			x += p.missing(x, y, size, r)
			continue
		}
		n := p.doc.used[at].of(r, glyph)
		p.draw("BT /F%d %s Tf %s %s Td <%04X> Tj ET", at, num(size), num(x), num(p.height-y), n)
		x += float64(fonts.list[at].width(glyph)) * size / 1000
	}
}

// missing draws a box with the number of a character that no font has: never a blank. What is copied is the character.
func (p *Page) missing(x, y, size float64, r rune) float64 {
	p.draw("/Span <</ActualText <%s>>> BDC", utf16Hex(string(r)))
	code := fmt.Sprintf("%04X", r)
	p.draw("q 0.4 w %s %s %s %s re S Q", num(x+0.06*size), num(p.height-y-0.12*size), num(0.88*size), num(0.96*size))
	half := (len(code) + 1) / 2
	for i, part := range []string{code[:half], code[half:]} {
		at := x + 0.12*size
		for _, c := range part {
			font, glyph := p.doc.fonts.find(c)
			if glyph == 0 {
				continue
			}
			p.draw("BT /F%d %s Tf %s %s Td <%04X> Tj ET", font, num(0.38*size), num(at), num(p.height-y+(0.42-0.42*float64(i))*size), p.doc.used[font].of(c, glyph))
			at += float64(p.doc.fonts.list[font].width(glyph)) * 0.38 * size / 1000
		}
	}
	p.draw("EMC")
	return size
}

func (u *usage) of(r rune, glyph int) int {
	n, ok := u.number[r]
	if !ok {
		u.runes, u.glyphs = append(u.runes, r), append(u.glyphs, glyph)
		n = len(u.runes)
		u.number[r] = n
	}
	return n
}

// Line draws a thin line.
func (p *Page) Line(x1, y1, x2, y2, thick float64) {
	p.draw("%s w %s %s m %s %s l S", num(thick), num(x1), num(p.height-y1), num(x2), num(p.height-y2))
}

// Box fills a rectangle.
func (p *Page) Box(x, y, width, height float64) {
	p.draw("%s %s %s %s re f", num(x), num(p.height-y-height), num(width), num(height))
}

// Image puts a JPEG into a rectangle; width and height of the picture are in pixels.
func (p *Page) Image(jpeg []byte, pxWidth, pxHeight int, gray bool, x, y, width, height float64) {
	p.doc.images = append(p.doc.images, image{jpeg, pxWidth, pxHeight, gray})
	n := len(p.doc.images) - 1
	p.images = append(p.images, n)
	p.draw("q %s 0 0 %s %s %s cm /I%d Do Q", num(width), num(height), num(x), num(p.height-y-height), n)
}

// Fit gives the greatest size of a picture within bounds, and never larger than a pixel for a point and a half.
func Fit(pxWidth, pxHeight int, width, height float64) (w, h float64) {
	k := math.Min(width/float64(pxWidth), height/float64(pxHeight))
	k = math.Min(k, 1.5)
	return float64(pxWidth) * k, float64(pxHeight) * k
}

// Write finishes the document.
func (d *Document) Write(w io.Writer) error {
	o := &objects{}
	catalog, pages, info := o.next(), o.next(), o.next()
	fonts, err := d.writeFonts(o)
	if err != nil {
		return err
	}
	images := make([]int, len(d.images))
	for i, m := range d.images {
		space := "/DeviceRGB"
		if m.gray {
			space = "/DeviceGray"
		}
		images[i] = o.next()
		o.stream(images[i], fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace %s /BitsPerComponent 8 /Filter /DCTDecode", m.width, m.height, space), m.jpeg)
	}
	var kids []string
	for _, p := range d.pages {
		var pictures []string
		for _, n := range p.images {
			pictures = append(pictures, fmt.Sprintf("/I%d %d 0 R", n, images[n]))
		}
		content, page := o.next(), o.next()
		o.deflated(content, "", p.content.Bytes())
		o.put(page, fmt.Sprintf("<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %s %s] /Contents %d 0 R /Resources << /Font << %s >> /XObject << %s >> >> >>",
			pages, num(p.width), num(p.height), content, fonts, strings.Join(pictures, " ")))
		kids = append(kids, fmt.Sprintf("%d 0 R", page))
	}
	o.put(pages, fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(kids), strings.Join(kids, " ")))
	o.put(catalog, fmt.Sprintf("<< /Type /Catalog /Pages %d 0 R /Lang (%s) /ViewerPreferences << /DisplayDocTitle true >> >>", pages, d.info.Language))
	o.put(info, fmt.Sprintf("<< /Title <%s> /CreationDate (D:%sZ) /Producer (Banshi) >>", "FEFF"+utf16Hex(d.info.Title)[4:], d.info.At.UTC().Format("20060102150405")))
	return o.write(w, catalog, info)
}

// utf16Hex is a text as a string of PDF, with its mark.
func utf16Hex(text string) string {
	out := "FEFF"
	for _, u := range utf16.Encode([]rune(text)) {
		out += fmt.Sprintf("%04X", u)
	}
	return out
}

func (d *Document) writeFonts(o *objects) (resources string, err error) {
	var out []string
	for i, u := range d.used {
		if len(u.runes) == 0 {
			continue
		}
		f := d.fonts.list[i]
		glyphs := slices.Clone(u.glyphs)
		raw, err := f.subset(glyphs)
		if err != nil {
			return "", fmt.Errorf("pdf: embed a font: %w", err)
		}
		file, descriptor, cid, toGlyph, toText, whole := o.next(), o.next(), o.next(), o.next(), o.next(), o.next()
		o.deflated(file, fmt.Sprintf("/Length1 %d", len(raw)), raw)
		name := fmt.Sprintf("BANSH%c+F%d", 'A'+i, i)
		at := func(n int) int { return n * 1000 / f.units }
		o.put(descriptor, fmt.Sprintf("<< /Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [%d %d %d %d] /ItalicAngle 0 /Ascent %d /Descent %d /CapHeight %d /StemV 80 /FontFile2 %d 0 R >>",
			name, at(f.bbox[0]), at(f.bbox[1]), at(f.bbox[2]), at(f.bbox[3]), at(f.ascent), at(f.descent), at(f.ascent), file))
		ids := []byte{0, 0}
		widths := ""
		for _, g := range u.glyphs {
			ids = append(ids, byte(g>>8), byte(g))
			widths += fmt.Sprintf(" %d", f.width(g))
		}
		o.deflated(toGlyph, "", ids)
		o.put(cid, fmt.Sprintf("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor %d 0 R /DW 1000 /W [1 [%s ]] /CIDToGIDMap %d 0 R >>",
			name, descriptor, widths, toGlyph))
		o.deflated(toText, "", u.toUnicode())
		o.put(whole, fmt.Sprintf("<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>", name, cid, toText))
		out = append(out, fmt.Sprintf("/F%d %d 0 R", i, whole))
	}
	return strings.Join(out, " "), nil
}

// toUnicode says which character each number stands for, those beyond the first 65,536 as pairs.
func (u *usage) toUnicode() []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Banshi def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for from := 0; from < len(u.runes); from += 100 {
		part := u.runes[from:min(from+100, len(u.runes))]
		fmt.Fprintf(&b, "%d beginbfchar\n", len(part))
		for i, r := range part {
			fmt.Fprintf(&b, "<%04X> <%s>\n", from+i+1, utf16Hex(string(r))[4:])
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.Bytes()
}

// objects are the numbered parts of a file.
type objects struct{ list [][]byte }

func (o *objects) next() int {
	o.list = append(o.list, nil)
	return len(o.list)
}

func (o *objects) put(n int, text string) { o.list[n-1] = []byte(text) }

func (o *objects) stream(n int, dict string, raw []byte) {
	o.list[n-1] = slices.Concat(fmt.Appendf(nil, "<< %s /Length %d >>\nstream\n", dict, len(raw)), raw, []byte("\nendstream"))
}

func (o *objects) deflated(n int, dict string, raw []byte) {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write(raw) // into memory
	_ = z.Close()
	o.stream(n, dict+" /Filter /FlateDecode", b.Bytes())
}

func (o *objects) write(w io.Writer, root, info int) error {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	at := make([]int, len(o.list))
	for i, raw := range o.list {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n", i+1)
		b.Write(raw)
		b.WriteString("\nendobj\n")
	}
	from := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(o.list)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(o.list)+1, root, info, from)
	_, err := w.Write(b.Bytes())
	return err
}
