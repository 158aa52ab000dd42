package files

import (
	"io"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"banshi/runtime/base/fault"
)

// Serve sends content for download. It is sent as an attachment, by the type that we
// found, in a sandbox: whatever is inside never runs as a page of ours.
//
// Nothing is sent when the file isn't there (code not_found), or may not be opened, see MayOpen. When the bytes turn out
// to be damaged the connection is broken off, so that nobody takes them for whole.
func (s *Store) Serve(w http.ResponseWriter, r *http.Request, f Stored, name string) error {
	if err := s.MayOpen(r.Context(), f.Hash); err != nil {
		return err
	}
	body, size, err := s.Open(r.Context(), f.Hash)
	if err != nil {
		return err
	}
	defer body.Close()
	sandboxed(w.Header(), CleanName(name, f.Type), f.Type, size)
	w.Header().Set("ETag", `"`+string(f.Hash)+`"`)
	if r.Method == http.MethodHead {
		return nil
	}
	// The last bytes are held back until the whole is known to be sound.
	if err := copyHolding(w, body); err != nil {
		panic(http.ErrAbortHandler)
	}
	return nil
}

// sandboxed says that what follows is to be saved under a name, and runs nowhere.
func sandboxed(h http.Header, name string, t Type, size int64) {
	h.Set("Content-Type", t.MIME())
	h.Set("Content-Length", strconv.FormatInt(size, 10))
	h.Set("Content-Disposition", Disposition(name))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "private, no-store")
}

// ServePreview sends a picture made anew, see Preview. unchecked says that who asks has sent the file himself: he may see it
// before it was checked, since nothing of its bytes is left in what is shown; staff may not. Nothing is sent with an error.
func (s *Store) ServePreview(w http.ResponseWriter, r *http.Request, f Stored, turned int, name string, unchecked bool) error {
	if err := s.MayOpen(r.Context(), f.Hash); err != nil && !(unchecked && fault.Is(err, fault.Conflict)) {
		return err
	}
	raw, err := s.Preview(r.Context(), f, turned)
	if err != nil {
		return err
	}
	sandboxed(w.Header(), CleanName(name, JPG), JPG, int64(len(raw)))
	_, _ = w.Write(raw) // else the client has gone
	return nil
}

// ServeBytes sends a document that was made now.
func ServeBytes(w http.ResponseWriter, raw []byte, t Type, name string) {
	sandboxed(w.Header(), CleanName(name, t), t, int64(len(raw)))
	_, _ = w.Write(raw)
}

// copyHolding copies, always one piece behind, so that an error found at the end keeps the last piece back.
func copyHolding(w io.Writer, r io.Reader) error {
	held, next := make([]byte, 0, 32<<10), make([]byte, 32<<10)
	for {
		n, err := io.ReadFull(r, next)
		if err == io.ErrUnexpectedEOF {
			err = io.EOF
		}
		if err != nil && err != io.EOF {
			return err
		}
		if _, werr := w.Write(held); werr != nil {
			return werr
		}
		held = append(held[:0], next[:n]...)
		if err == io.EOF {
			_, werr := w.Write(held)
			return werr
		}
	}
}

// Disposition is the header that offers name for saving (RFC 6266): in UTF-8, and in ASCII for the oldest.
func Disposition(name string) string {
	ascii := strings.Map(func(r rune) rune {
		if r < 0x20 || r > 0x7e || strings.ContainsRune(`"\%;`, r) {
			return '_'
		}
		return r
	}, name)
	return `attachment; filename="` + ascii + `"; filename*=UTF-8''` + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}

// CleanName makes a name for showing and saving out of what the client sent: no path,
// no control or direction characters, at most 100 characters, and the extension of
// the type that we found. It is never used as a path here.
func CleanName(name string, t Type) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, "_"), `\`, "/"))
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == 0x2028, r == 0x2029:
			return -1
		case strings.ContainsRune(`<>:"/|?*`, r):
			return '_'
		}
		return r
	}, name)
	ext := path.Ext(name)
	if utf8.RuneCountInString(ext) <= 6 {
		name = strings.TrimSuffix(name, ext)
	}
	name = strings.Trim(name, " .")
	if name == "" {
		name = "附件"
	}
	if runes := []rune(name); len(runes) > 96 {
		name = string(runes[:96])
	}
	return name + "." + string(t)
}

// Room is what a draft may still take.
type Room struct {
	Files int
	Bytes int64
}

// Quota bounds the files of one draft.
type Quota struct {
	Files int   // 0: 60
	Bytes int64 // 0: 200 MiB
}

// Whole is the quota with its defaults.
func (q Quota) Whole() Room {
	r := Room(q)
	if r.Files == 0 {
		r.Files = 60
	}
	if r.Bytes == 0 {
		r.Bytes = 200 << 20
	}
	return r
}

// Check says whether one more file of this size fits. Code: too_large.
func (r Room) Check(size int64) error {
	if r.Files < 1 {
		return fault.New(fault.TooLarge, sayTooMany)
	}
	if size > r.Bytes {
		return fault.New(fault.TooLarge, sayNoRoom)
	}
	return nil
}
