// Package file is the driver for records in a file: the embedded default, and what
// a stand-in serves. The file is read again when it changes.
package file

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"sync"
	"time"

	"banshi/engine/record"
	"banshi/runtime/sharing"
	"banshi/runtime/sharing/wire"
)

// Driver reads one file: shared-data/persons.json, or shared-data/licences/food_permit.json.
type Driver struct {
	fsys fs.FS
	path string

	mu   sync.Mutex
	have *table
	load *loading
}

// table is the file as it was read at a moment.
type table struct {
	size  int64
	mod   time.Time
	rows  []record.Row
	byKey map[string][]int // by key; of licences by the holder's number and by the licence's own
}

// loading is one reading under way; everybody who wants the file waits for it.
type loading struct {
	done chan struct{}
	got  *table
	err  error
}

var _ sharing.Driver = (*Driver)(nil)

// New makes a driver; the file is read at the first look-up.
func New(fsys fs.FS, path string) *Driver { return &Driver{fsys: fsys, path: path} }

// Via names the file.
func (d *Driver) Via() string { return "file " + d.path }

// Lookup finds the records of the key. A file that is missing is sharing.ErrUnreachable.
func (d *Driver) Lookup(ctx context.Context, w sharing.Want) ([]sharing.Record, error) {
	rows, err := d.Rows(ctx, w)
	if err != nil {
		return nil, err
	}
	return wire.Records(rows, w)
}

// Rows is Lookup with the keys still in place, for a stand-in that hands them on.
func (d *Driver) Rows(ctx context.Context, w sharing.Want) ([]record.Row, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	t, err := d.table(ctx, w.Licence != "")
	if err != nil {
		return nil, err
	}
	var out []record.Row
	for _, i := range t.byKey[w.Key] {
		out = append(out, t.rows[i])
	}
	return out, nil
}

// table waits for the file no longer than ctx does: a disk can hang like a network.
func (d *Driver) table(ctx context.Context, licence bool) (*table, error) {
	d.mu.Lock()
	l := d.load
	if l == nil {
		l = &loading{done: make(chan struct{})}
		d.load = l
		go d.read(l, d.have, licence)
	}
	d.mu.Unlock()
	select {
	case <-l.done:
		return l.got, l.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (d *Driver) read(l *loading, have *table, licence bool) {
	l.got, l.err = d.refresh(have, licence)
	d.mu.Lock()
	if l.err == nil {
		d.have = l.got
	}
	d.load = nil
	d.mu.Unlock()
	close(l.done)
}

func (d *Driver) refresh(have *table, licence bool) (*table, error) {
	info, err := fs.Stat(d.fsys, d.path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", sharing.ErrUnreachable, err)
	}
	if have != nil && have.size == info.Size() && have.mod.Equal(info.ModTime()) {
		return have, nil
	}
	raw, err := fs.ReadFile(d.fsys, d.path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", sharing.ErrUnreachable, err)
	}
	rows, err := wire.Decode(bytes.NewReader(raw), licence)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", d.path, err)
	}
	t := &table{size: info.Size(), mod: info.ModTime(), rows: rows, byKey: map[string][]int{}}
	for i, r := range rows {
		if !licence {
			t.byKey[r.Key] = append(t.byKey[r.Key], i)
			continue
		}
		t.byKey[r.HolderNo] = append(t.byKey[r.HolderNo], i)
		if r.Number != r.HolderNo {
			t.byKey[r.Number] = append(t.byKey[r.Number], i)
		}
	}
	return t, nil
}
