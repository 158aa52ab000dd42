package files

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"image"
	_ "image/jpeg" // so that image.DecodeConfig knows it
	_ "image/png"
	"io"

	"banshi/runtime/base/fault"
)

// Type is a type of file that is taken.
type Type string

// The types that are taken.
const (
	PDF Type = "pdf"
	JPG Type = "jpg"
	PNG Type = "png"
	OFD Type = "ofd"
)

// Types lists every type once.
func Types() []Type { return []Type{PDF, JPG, PNG, OFD} }

// Title is how people call it.
func (t Type) Title() fault.Text {
	return map[Type]fault.Text{PDF: sayPDF, JPG: sayJPG, PNG: sayPNG, OFD: sayOFD}[t]
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
	}
	return "", false
}

// Limits of a zip: more is a bomb, not a document.
const (
	maxEntries  = 2000
	maxRatio    = 100
	maxUnpacked = 512 << 20
)

// inspect looks at the whole, without unpacking a picture or a document.
func (s *Store) inspect(ctx context.Context, key string, got Stored) error {
	damaged := func(cause error) error {
		return fault.Wrap(cause, fault.Invalid, sayDamaged.With(got.Type.Title()))
	}
	switch got.Type {
	case PDF:
		const tail = 2048
		end, err := s.part(ctx, key, max(0, got.Size-tail), -1)
		if err != nil {
			return fmt.Errorf("files: inspect: %w", err)
		}
		if !bytes.Contains(end, []byte("%%EOF")) {
			return damaged(fmt.Errorf("no end mark"))
		}
	case JPG, PNG:
		r, err := s.blobs.Open(ctx, key, 0, -1)
		if err != nil {
			return fmt.Errorf("files: inspect: %w", err)
		}
		defer r.Close()
		c, format, err := image.DecodeConfig(r)
		if err != nil || (format == "png") != (got.Type == PNG) {
			return damaged(err)
		}
		if int64(c.Width)*int64(c.Height) > s.limits.MaxPixels {
			return fault.New(fault.TooLarge, sayPixels.With(s.limits.MaxPixels/10_000))
		}
	case OFD:
		return s.inspectOFD(ctx, key, got, damaged)
	}
	return nil
}

func (s *Store) inspectOFD(ctx context.Context, key string, got Stored, damaged func(error) error) error {
	z, err := zip.NewReader(&ranged{ctx: ctx, blobs: s.blobs, key: key}, got.Size)
	if err != nil {
		return damaged(err)
	}
	var unpacked uint64
	isOFD := false
	for i, f := range z.File {
		unpacked += f.UncompressedSize64
		if i >= maxEntries || unpacked > maxUnpacked || unpacked > uint64(got.Size)*maxRatio {
			return fault.New(fault.Invalid, sayBomb)
		}
		isOFD = isOFD || f.Name == "OFD.xml"
	}
	if !isOFD {
		return fault.New(fault.Invalid, sayZip)
	}
	return nil
}

func (s *Store) part(ctx context.Context, key string, offset, length int64) ([]byte, error) {
	r, err := s.blobs.Open(ctx, key, offset, length)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// ranged reads parts of a blob as a zip reader wants them.
type ranged struct {
	ctx   context.Context
	blobs Blobs
	key   string
}

func (r *ranged) ReadAt(p []byte, offset int64) (int, error) {
	b, err := r.blobs.Open(r.ctx, r.key, offset, int64(len(p)))
	if err != nil {
		return 0, err
	}
	defer b.Close()
	n, err := io.ReadFull(b, p)
	if err == io.ErrUnexpectedEOF {
		err = io.EOF
	}
	return n, err
}
