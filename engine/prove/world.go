package prove

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"banshi/engine/eval"
	"banshi/engine/load/regular"
	"banshi/engine/record"
	"banshi/engine/spec"
)

// World is the shared data behind a catalogue: records by id of source or licence, and who can sign in.
type World struct {
	rows     map[string][]record.Row
	licences map[string]bool
	holders  map[string][]string // source → kinds of holder
	accounts map[string]account  // by number
}

type account struct {
	ID    string `json:"id"`
	No    string `json:"no"`
	Name  string `json:"name"`
	Phone string `json:"phone"`
	Level int    `json:"level"`
}

// accountsFile says who can sign in to the stand-in identity provider, and at which level.
const accountsFile = "shared-data/accounts.json"

// mostBytes bounds one file of shared data.
const mostBytes = 64 << 20

// ReadWorld reads the files that a catalogue's sources and licences name. A source whose file is not
// there has no records; a file that can't be read is an error.
func ReadWorld(fsys fs.FS, cat *spec.Catalogue) (*World, error) {
	w := &World{rows: map[string][]record.Row{}, licences: map[string]bool{}, holders: map[string][]string{}, accounts: map[string]account{}}
	for _, s := range cat.Sources {
		for _, h := range s.Holders {
			w.holders[s.ID.S] = append(w.holders[s.ID.S], h.S)
		}
		if err := w.read(fsys, s.ID.S, s.Driver.File.S); err != nil {
			return nil, err
		}
		if len(s.Rows) > 0 {
			w.rows[s.ID.S] = Dated(s)
		}
	}
	for _, l := range cat.Licences {
		w.licences[l.ID.S] = true
		if err := w.read(fsys, l.ID.S, l.Driver.File.S); err != nil {
			return nil, err
		}
	}
	var list []account
	if err := readJSON(fsys, accountsFile, &list); err != nil {
		return nil, err
	}
	for _, a := range list {
		w.accounts[a.No] = a
	}
	return w, nil
}

func (w *World) read(fsys fs.FS, id, file string) error {
	if file == "" {
		return nil
	}
	var rows []record.Row
	if err := readJSON(fsys, file, &rows); err != nil {
		return err
	}
	w.rows[id] = rows
	return nil
}

func readJSON(fsys fs.FS, file string, to any) error {
	data, err := regular.Read(fsys, path.Clean(file), mostBytes)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%s 读不出：%w", file, err)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(to); err != nil {
		return fmt.Errorf("%s 不是一列记录：%w", file, err)
	}
	return nil
}

// records gives what a source answers under a key.
func (w *World) records(id, key string, rows []record.Row) []eval.Record {
	out := []eval.Record{}
	for _, r := range rows {
		if licence := w.licences[id]; r.Of(licence, key) {
			out = append(out, eval.Record{ID: r.ID, At: r.At, Cells: r.Cells(licence)})
		}
	}
	return out
}

// rowsOf reads the records that a test puts in place of a source's own.
func rowsOf(raw any) ([]record.Row, error) {
	data, err := json.Marshal(raw)
	if err != nil {
		return nil, err
	}
	var rows []record.Row
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	d.DisallowUnknownFields()
	if err := d.Decode(&rows); err != nil {
		return nil, fmt.Errorf("记录照 shared-data 里的写：一列 {key, fields}，证照是 {holder_no, number, …, fields}：%w", err)
	}
	for i := range rows {
		if rows[i].ID == "" {
			rows[i].ID = fmt.Sprintf("test-%d", i+1)
		}
	}
	return rows, nil
}

// holdersOf lists the sources that hold a kind of applicant, the one that names it first: person for
// persons, organisation for organisations.
func (w *World) holdersOf(kind string) []string {
	out := []string{kind}
	for id, kinds := range w.holders {
		if id != kind && slices.Contains(kinds, kind) {
			out = append(out, id)
		}
	}
	slices.Sort(out[1:])
	return out
}
