package load

import (
	"errors"
	"io"
	"io/fs"
)

// What ReadFile refuses.
var (
	ErrNotRegular = errors.New("not a regular file")
	ErrTooLarge   = errors.New("larger than allowed")
)

// ReadFile reads a regular file of at most limit bytes. A folder, a pipe or a device, also behind a link,
// is ErrNotRegular and is never opened: a pipe would keep the reader waiting, a device has no end. What
// grows while it is read is ErrTooLarge all the same.
func ReadFile(fsys fs.FS, name string, limit int64) ([]byte, error) {
	info, err := fs.Stat(fsys, name) // follows links
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, ErrNotRegular
	}
	if info.Size() > limit {
		return nil, ErrTooLarge
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = ErrTooLarge
	}
	return data, err
}
