package pack

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// The bounds of one item's pack: bytes before compression, and files.
const (
	MaxItemBytes = 16 << 20
	MaxItemFiles = 1000
)

// ErrNoItem is given for a folder or pack that holds no item, or more than one.
var ErrNoItem = errors.New("pack: it holds no item (items/<id>/item.yaml), or more than that")

// Item packs the folder of one item of a catalogue: every file of it but hidden ones, as it is. Equal folders make equal
// packs. It fails with ErrNoItem if there is no such item.
func Item(fsys fs.FS, id string) ([]byte, error) {
	folder := path.Join("items", id)
	if _, err := fs.Stat(fsys, path.Join(folder, "item.yaml")); err != nil {
		return nil, ErrNoItem
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	total, files := 0, 0
	err := fs.WalkDir(fsys, folder, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if hidden := strings.HasPrefix(path.Base(name), "."); hidden && e.IsDir() {
			return fs.SkipDir
		} else if hidden || e.IsDir() {
			return nil
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		if !info.Mode().IsRegular() || info.Size() > MaxItemBytes {
			return fmt.Errorf("%s is no regular file of at most %d MiB", name, MaxItemBytes>>20)
		}
		content, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		if total, files = total+len(content), files+1; total > MaxItemBytes || files > MaxItemFiles {
			return fmt.Errorf("%s holds more than %d MiB or %d files", folder, MaxItemBytes>>20, MaxItemFiles)
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
		if err != nil {
			return err
		}
		_, err = w.Write(content)
		return err
	})
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	return out.Bytes(), nil
}

// OpenItem gives the files of a packed item, by their names below its folder. The pack comes from anywhere: a name that
// leads out of the folder, a hidden one, one that stands twice, and more than the bounds are refused (ErrDamaged), as is
// what holds no item, or several (ErrNoItem).
func OpenItem(data []byte) (id string, files map[string][]byte, err error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	files = map[string][]byte{}
	left := int64(MaxItemBytes)
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		parts := strings.Split(f.Name, "/")
		if !fs.ValidPath(f.Name) || strings.ContainsAny(f.Name, "\\:\x00") || !f.Mode().IsRegular() || strings.Contains("/"+f.Name, "/.") {
			return "", nil, fmt.Errorf("%w: it holds %q", ErrDamaged, f.Name)
		}
		if len(parts) < 3 || parts[0] != "items" || id != "" && parts[1] != id {
			return "", nil, fmt.Errorf("%w: %s", ErrNoItem, f.Name)
		}
		id = parts[1]
		name := path.Join(parts[2:]...)
		if _, twice := files[name]; twice || len(files) >= MaxItemFiles {
			return "", nil, fmt.Errorf("%w: it holds %q twice, or too many files", ErrDamaged, f.Name)
		}
		content, err := unpacked(f, left)
		if err != nil {
			return "", nil, fmt.Errorf("%w: %s: %w", ErrDamaged, f.Name, err)
		}
		left -= int64(len(content))
		files[name] = content
	}
	if _, ok := files["item.yaml"]; !ok {
		return "", nil, ErrNoItem
	}
	return id, files, nil
}

// unpacked is the content of a file of at most most bytes, whatever it says of its size.
func unpacked(f *zip.File, most int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }() // only read
	content, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && int64(len(content)) > most {
		err = fmt.Errorf("it unpacks to more than %d MiB", MaxItemBytes>>20)
	}
	return content, err
}
