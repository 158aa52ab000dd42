package check

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"

	"banshi/engine/load/regular"
	"banshi/engine/spec"
)

// mostRecordBytes bounds a file of records.
const mostRecordBytes = 64 << 20

// Why a file of records can't be used.
var (
	errOutside = errors.New("在目录之外")
	errMissing = errors.New("没有这个文件")
	errNoList  = errors.New("不是一列 JSON 记录 [{…}, …]")
)

// row is what is looked at of a record.
type row struct {
	ID     string         `json:"id"`
	Fields map[string]any `json:"fields"`
}

// registers are the files of records beside a catalogue, each read once.
type registers struct {
	fsys   fs.FS
	files  map[string]register
	beside bool // some lie there: then all should
}

type register struct {
	rows []row
	err  error
}

func readRegisters(cat *spec.Catalogue, fsys fs.FS) *registers {
	r := &registers{fsys: fsys, files: map[string]register{}}
	var files []string
	for _, s := range cat.Sources {
		files = append(files, s.Driver.File.S)
	}
	for _, l := range cat.Licences {
		files = append(files, l.Driver.File.S)
	}
	for _, f := range files {
		if _, err := r.rows(f); f != "" && !errors.Is(err, errMissing) && !errors.Is(err, errOutside) {
			r.beside = true
		}
	}
	if _, err := fs.Stat(fsys, "shared-data"); err == nil {
		r.beside = true
	}
	return r
}

// rows reads a file.
func (r *registers) rows(file string) ([]row, error) {
	name := path.Clean(file)
	got, read := r.files[name]
	if !read {
		got.rows, got.err = readRows(r.fsys, name)
		r.files[name] = got
	}
	return got.rows, got.err
}

func readRows(fsys fs.FS, name string) ([]row, error) {
	if !fs.ValidPath(name) {
		return nil, errOutside
	}
	data, err := regular.Read(fsys, name, mostRecordBytes)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errMissing
	case errors.Is(err, regular.ErrKind):
		return nil, errors.New("不是普通文件")
	case errors.Is(err, regular.ErrSize):
		return nil, errors.New("超过 64 MiB")
	case err != nil:
		return nil, errors.New("读不出")
	}
	var rows []row
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&rows); err != nil || rows == nil {
		return nil, errNoList
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errNoList
	}
	return rows, nil
}

// People are those whom tests can name: person/P004, organisation/L04.
type People struct {
	known map[string][]string // by kind: the ids of its records; no entry where nobody can say
}

// PeopleOf reads who stands in the registers of a catalogue. Of a kind of which no register, or not
// every one, can be read beside the catalogue nobody can say who there is.
func PeopleOf(cat *spec.Catalogue, fsys fs.FS) *People {
	p := &People{known: map[string][]string{}}
	r := &registers{fsys: fsys, files: map[string]register{}}
	for _, kind := range []string{"person", "organisation"} {
		ids, all := []string{}, true
		for _, s := range cat.Sources {
			holds := s.ID.S == kind || slices.ContainsFunc(s.Holders, func(h spec.Word) bool { return h.S == kind })
			if !holds || s.Driver.File.S == "" {
				continue
			}
			rows, err := r.rows(s.Driver.File.S)
			all = all && err == nil
			for _, row := range rows {
				ids = append(ids, row.ID)
			}
		}
		if all && len(ids) > 0 {
			p.known[kind] = ids
		}
	}
	return p
}
