// Package over lays files over a folder.
package over

import (
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
)

// Files is a folder of which some files are others: by path, with their texts. A text of "" takes a file away. The folders
// of new files come to be by themselves.
func Files(fsys fs.FS, files map[string]string) fs.FS {
	o := over{below: fsys, files: files, folders: map[string]map[string]bool{}}
	for name, text := range files {
		for dir := path.Dir(name); text != ""; dir, name = path.Dir(dir), dir {
			if o.folders[dir] == nil {
				o.folders[dir] = map[string]bool{}
			}
			o.folders[dir][path.Base(name)] = true
			if dir == "." {
				break
			}
		}
	}
	return o
}

type over struct {
	below   fs.FS
	files   map[string]string
	folders map[string]map[string]bool // what a folder holds that comes from files
}

// Open gives a file of either.
func (o over) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if text, ok := o.files[name]; ok {
		if text == "" {
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		}
		return &file{entry: entry{name: path.Base(name), size: int64(len(text))}, Reader: strings.NewReader(text)}, nil
	}
	if info, err := fs.Stat(o.below, name); o.folders[name] != nil && (err != nil || info.IsDir()) || err == nil && info.IsDir() {
		list, err := o.ReadDir(name)
		if err != nil {
			return nil, err
		}
		return &folder{entry: entry{name: path.Base(name), dir: true}, list: list}, nil
	}
	return o.below.Open(name)
}

// ReadDir lists a folder as it is with the files.
func (o over) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(o.below, name)
	if err != nil && o.folders[name] == nil {
		return nil, err
	}
	out := map[string]fs.DirEntry{}
	for _, e := range list {
		if text, ok := o.files[path.Join(name, e.Name())]; !ok || text != "" {
			out[e.Name()] = e
		}
	}
	for child := range o.folders[name] {
		full := path.Join(name, child)
		if text, ok := o.files[full]; ok {
			out[child] = fs.FileInfoToDirEntry(entry{name: child, size: int64(len(text))})
		} else if out[child] == nil {
			out[child] = fs.FileInfoToDirEntry(entry{name: child, dir: true})
		}
	}
	sorted := make([]fs.DirEntry, 0, len(out))
	for _, child := range slices.Sorted(maps.Keys(out)) {
		sorted = append(sorted, out[child])
	}
	return sorted, nil
}

// entry is what is known of a file or folder from files.
type entry struct {
	name string
	size int64
	dir  bool
}

func (e entry) Name() string       { return e.name }
func (e entry) Size() int64        { return e.size }
func (e entry) ModTime() time.Time { return time.Time{} }
func (e entry) IsDir() bool        { return e.dir }
func (e entry) Sys() any           { return nil }

func (e entry) Mode() fs.FileMode {
	if e.dir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

type file struct {
	entry
	io.Reader
}

func (f *file) Stat() (fs.FileInfo, error) { return f.entry, nil }
func (f *file) Close() error               { return nil }

type folder struct {
	entry
	list []fs.DirEntry
}

func (f *folder) Stat() (fs.FileInfo, error) { return f.entry, nil }
func (f *folder) Close() error               { return nil }

func (f *folder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.name, Err: fs.ErrInvalid}
}

// ReadDir gives the next n entries, or all that are left.
func (f *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		out := f.list
		f.list = nil
		return out, nil
	}
	if len(f.list) == 0 {
		return nil, io.EOF
	}
	out := f.list[:min(n, len(f.list))]
	f.list = f.list[len(out):]
	return out, nil
}
