package files

import (
	"bytes"
	"slices"

	"banshi/runtime/base/fault"
)

// Type is a type of file that is taken.
type Type string

// The types that are taken.
const (
	PDF  Type = "pdf"
	JPG  Type = "jpg"
	PNG  Type = "png"
	OFD  Type = "ofd"
	HEIC Type = "heic" // what phones take pictures in
)

// Types lists every type once.
func Types() []Type { return []Type{PDF, JPG, PNG, OFD, HEIC} }

// Picture tells whether it is one.
func (t Type) Picture() bool { return t == JPG || t == PNG || t == HEIC }

// Title is how people call it.
func (t Type) Title() fault.Text {
	return map[Type]fault.Text{PDF: sayPDF, JPG: sayJPG, PNG: sayPNG, OFD: sayOFD, HEIC: sayHEIC}[t]
}

// MIME is what it is served as.
func (t Type) MIME() string {
	switch t {
	case PDF:
		return "application/pdf"
	case JPG:
		return "image/jpeg"
	case PNG:
		return "image/png"
	case OFD:
		return "application/ofd"
	case HEIC:
		return "image/heic"
	}
	return "application/octet-stream"
}

// Sniff tells the type by the first bytes. An OFD begins as any zip does: whether it
// is one is seen when the whole is there.
func Sniff(head []byte) (Type, bool) {
	pdf := bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	switch {
	case bytes.HasPrefix(pdf, []byte("%PDF-")):
		return PDF, true
	case bytes.HasPrefix(head, []byte("\xff\xd8\xff")):
		return JPG, true
	case bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1a\n")):
		return PNG, true
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return OFD, true
	case len(head) >= 12 && string(head[4:8]) == "ftyp" && slices.Contains(heics, string(head[8:12])):
		return HEIC, true
	}
	return "", false
}

// heics are the brands of pictures that phones write.
var heics = []string{"heic", "heix", "heim", "heis", "hevc", "mif1", "msf1"}
