package files

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/jpeg" // so that image.DecodeConfig knows it
	_ "image/png"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"banshi/runtime/base/fault"
)

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
	if got.Type != OFD {
		zip, err := s.isZip(ctx, key, got)
		if err != nil {
			return fmt.Errorf("files: inspect: %w", err)
		}
		if zip {
			return fault.New(fault.Invalid, sayTwoInOne.With(got.Type.Title()))
		}
	}
	switch got.Type {
	case PDF:
		return s.inspectPDF(ctx, key, got, damaged)
	case JPG, PNG:
		return s.inspectPicture(ctx, key, got, damaged)
	case OFD:
		return s.inspectOFD(ctx, key, got, damaged)
	}
	return nil
}

// isZip: a zip is read from its end, and so may stand behind anything.
func (s *Store) isZip(ctx context.Context, key string, got Stored) (bool, error) {
	r := &ranged{ctx: ctx, blobs: s.blobs, key: key}
	z, err := zip.NewReader(r, got.Size)
	return err == nil && len(z.File) > 0, r.failed
}

func (s *Store) inspectPicture(ctx context.Context, key string, got Stored, damaged func(error) error) error {
	r, err := s.blobs.Open(ctx, key, 0, -1)
	if err != nil {
		return fmt.Errorf("files: inspect: %w", err)
	}
	defer r.Close()
	c, format, err := image.DecodeConfig(r)
	if err != nil || (format == "png") != (got.Type == PNG) {
		return damaged(err)
	}
	if !s.fits(c) {
		return fault.New(fault.TooLarge, sayPixels.With(s.limits.MaxPixels/10_000))
	}
	return nil
}

// fits: a picture has no more pixels than it may, and those of 16 bits count twice, since they take twice the memory.
func (s *Store) fits(c image.Config) bool {
	n := int64(c.Width) * int64(c.Height)
	if c.ColorModel == color.NRGBA64Model || c.ColorModel == color.RGBA64Model {
		n *= 2
	}
	return n > 0 && n <= s.limits.MaxPixels
}

var (
	escaped  = regexp.MustCompile(`#[0-9A-Fa-f]{2}`)
	scripted = regexp.MustCompile(`/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|ImportData|SubmitForm)[\s\x00/<>(){}\[\]%]`)
	locked   = regexp.MustCompile(`/Encrypt[\s\x00<%]`)
	packedIn = regexp.MustCompile(`/ObjStm`)
)

// Limits of what is unpacked of a PDF to look into it, and how much of it is looked at together: names and the words
// before a stream are shorter.
const (
	maxObjects = 96 << 20
	window     = 64 << 10
	overlap    = 4 << 10
)

// inspectPDF looks for what does something when a PDF is opened: in the file, and in what is packed in it.
func (s *Store) inspectPDF(ctx context.Context, key string, got Stored, damaged func(error) error) error {
	end, err := s.part(ctx, key, max(0, got.Size-2048), -1)
	if err != nil {
		return fmt.Errorf("files: inspect: %w", err)
	}
	if !bytes.Contains(end, []byte("%%EOF")) {
		return damaged(errors.New("no end mark"))
	}
	file, err := s.blobs.Open(ctx, key, 0, -1)
	if err != nil {
		return fmt.Errorf("files: inspect: %w", err)
	}
	defer file.Close()
	r := bufio.NewReaderSize(file, window)
	for left := int64(maxObjects); ; {
		words, err := look(r, "stream")
		if err != nil {
			return notEnd(err)
		}
		about := plain(words[max(0, bytes.LastIndex(words, []byte("obj"))-1):])
		through := skip
		if packedIn.Match(about) {
			if left, err = lookInside(r, about, left); err != nil {
				return err
			}
			through = func(r *bufio.Reader, word string) error { _, err := look(r, word); return err }
		}
		if err := through(r, "endstream"); err != nil {
			return notEnd(err)
		}
	}
}

func notEnd(err error) error {
	if err == io.EOF {
		return nil
	}
	if fault.CodeOf(err) == fault.Invalid {
		return err
	}
	return fmt.Errorf("files: inspect: %w", err)
}

// look reads up to a word, refuses what is dangerous before it, and gives the last of it; io.EOF where the word does not come.
func look(r *bufio.Reader, word string) ([]byte, error) {
	var seen []byte
	for {
		part, err := r.ReadSlice(word[len(word)-1])
		seen = append(seen, part...)
		found := err == nil && bytes.HasSuffix(seen, []byte(word))
		if found || len(seen) > window || err != nil && err != bufio.ErrBufferFull {
			if err := dangerous(seen); err != nil {
				return nil, err
			}
			seen = append(seen[:0], seen[max(0, len(seen)-overlap):]...)
		}
		if found {
			return seen, nil
		}
		if err != nil && err != bufio.ErrBufferFull {
			return nil, err
		}
	}
}

// skip reads up to a word.
func skip(r *bufio.Reader, word string) error {
	var last []byte
	for {
		part, err := r.ReadSlice(word[len(word)-1])
		last = append(last, part[max(0, len(part)-len(word)):]...)
		last = last[max(0, len(last)-len(word)):]
		if err == nil && string(last) == word {
			return nil
		}
		if err != nil && err != bufio.ErrBufferFull {
			return err
		}
	}
}

type counted struct {
	r io.Reader
	n int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// plain undoes #xx in names.
func plain(words []byte) []byte {
	if !bytes.ContainsRune(words, '#') {
		return words
	}
	return escaped.ReplaceAllFunc(words, func(x []byte) []byte {
		out, _ := hex.DecodeString(string(x[1:])) // the shape says that it is one
		return out
	})
}

func dangerous(words []byte) error {
	words = plain(words)
	switch {
	case locked.Match(words):
		return fault.New(fault.Invalid, sayEncrypted)
	case scripted.Match(words):
		return fault.New(fault.Invalid, sayScripted)
	}
	return nil
}

// odd is what has no business in a document: programs, pages, and archives of their own.
var odd = regexp.MustCompile(`(?i)\.(exe|dll|scr|bat|cmd|ps1|vbs|js|jar|lnk|html?|hta|svg|sh|zip|rar|7z|gz|tar|iso)$`)

func (s *Store) inspectOFD(ctx context.Context, key string, got Stored, damaged func(error) error) error {
	r := &ranged{ctx: ctx, blobs: s.blobs, key: key}
	z, err := zip.NewReader(r, got.Size)
	if r.failed != nil {
		return fmt.Errorf("files: inspect: %w", r.failed)
	}
	if err != nil {
		return damaged(err)
	}
	if slices.IndexFunc(z.File, func(f *zip.File) bool { return f.Name == "OFD.xml" }) < 0 {
		return fault.New(fault.Invalid, sayZip)
	}
	var unpacked, packed uint64
	for i, f := range z.File {
		unpacked, packed = unpacked+f.UncompressedSize64, packed+f.CompressedSize64
		switch {
		case i >= maxEntries || unpacked > maxUnpacked || unpacked > uint64(got.Size)*maxRatio || packed > uint64(got.Size):
			return fault.New(fault.Invalid, sayBomb)
		case f.Flags&1 != 0, f.Mode()&fs.ModeSymlink != 0, odd.MatchString(f.Name), !inside(f.Name):
			return fault.New(fault.Invalid, sayUnsafeOFD)
		}
	}
	return nil
}

// inside: a name that stays where it is unpacked.
func inside(name string) bool {
	name = strings.ReplaceAll(name, `\`, "/")
	return !strings.HasPrefix(name, "/") && !strings.Contains(name, ":") && !strings.HasPrefix(path.Clean(name)+"/", "../") && !strings.ContainsRune(name, 0)
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
	// failed is what the disk said, if it failed.
	failed error
}

func (r *ranged) ReadAt(p []byte, offset int64) (int, error) {
	b, err := r.blobs.Open(r.ctx, r.key, offset, int64(len(p)))
	if err != nil {
		r.failed = err
		return 0, err
	}
	defer b.Close()
	n, err := io.ReadFull(b, p)
	if err == io.ErrUnexpectedEOF {
		err = io.EOF
	}
	if err != nil && err != io.EOF {
		r.failed = err
	}
	return n, err
}
