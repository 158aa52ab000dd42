// Package regular reads files that somebody names: regular ones, and no more of them than is allowed.
package regular

import (
	"errors"
	"io"
	"io/fs"
)

// What Read refuses.
var (
	ErrKind = errors.New("not a regular file")
	ErrSize = errors.New("larger than allowed")
)

// Read reads a regular file of at most limit bytes. A folder, a pipe or a device, also behind a link,
// is ErrKind and is never opened: a pipe would keep the reader waiting, a device has no end. What
// grows while it is read is ErrSize all the same.
func Read(fsys fs.FS, name string, limit int64) ([]byte, error) {
	info, err := fs.Stat(fsys, name) // follows links
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, ErrKind
	}
	if info.Size() > limit {
		return nil, ErrSize
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = ErrSize
	}
	return data, err
}
