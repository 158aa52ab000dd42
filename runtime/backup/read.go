package backup

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"banshi/runtime/base/db"
	"banshi/runtime/files"
)

// ErrBroken says that a file isn't what was written: it was cut off or changed, or is no backup at all.
var ErrBroken = errors.New("the backup is cut off or was changed")

// ErrNewer says that a newer program wrote it.
var ErrNewer = errors.New("the backup was written by a newer program")

// Sum reads a whole file and gives its sum. Error: ErrBroken.
func Sum(in io.ReaderAt, size int64) (string, error) {
	body := size - int64(trailerSize)
	end := make([]byte, trailerSize)
	if body < 0 {
		return "", ErrBroken
	}
	if _, err := in.ReadAt(end, body); err != nil {
		return "", err
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(in, 0, body)); err != nil {
		return "", err
	}
	got := hex.EncodeToString(sum.Sum(nil))
	if string(end) != trailer+got+"\n" {
		return "", ErrBroken
	}
	return got, nil
}

// Target is where a backup is put back: an empty database, and no files.
type Target struct {
	DB     *db.DB
	Sets   []db.Migrations
	Files  *files.Store
	Secret func([]byte) error
}

// Read puts back what Sum has found whole: the tables as they were then, filled, and brought up to date. Errors:
// ErrBroken, ErrNewer.
func Read(ctx context.Context, in io.Reader, to Target) (Tally, error) {
	r := &reader{tar: tar.NewReader(in), to: to, tally: Tally{Rows: map[string]int{}}}
	if err := r.all(ctx); err != nil {
		return r.tally, fmt.Errorf("restore: %w", err)
	}
	return r.tally, nil
}

type reader struct {
	tar   *tar.Reader
	to    Target
	tally Tally
	told  *Tally
	next  *tar.Header // read, and not taken yet
}

func (r *reader) all(ctx context.Context) error {
	rows := false
	for {
		h, err := r.header()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		switch hash, isContent := strings.CutPrefix(h.Name, contentsIn); {
		case isContent:
			if err := r.to.Files.Keep(ctx, files.Hash(hash), r.tar); err != nil {
				return err
			}
			r.tally.Files++
		case h.Name == secretName:
			secret, err := io.ReadAll(r.tar)
			if err != nil {
				return err
			}
			if err := r.to.Secret(secret); err != nil {
				return err
			}
		case h.Name == manifestName && !rows:
			rows = true
			if err := r.tables(ctx); err != nil {
				return err
			}
		case h.Name == endName:
			r.told = &Tally{}
			if err := json.NewDecoder(r.tar).Decode(r.told); err != nil {
				return err
			}
		default:
			return fmt.Errorf("%w: %s has no place in it", ErrBroken, h.Name)
		}
	}
	if r.told == nil || !rows || r.told.Files != r.tally.Files || !maps.Equal(r.told.Rows, r.tally.Rows) {
		return fmt.Errorf("%w: it doesn't hold what it says", ErrBroken)
	}
	return nil
}

func (r *reader) header() (*tar.Header, error) {
	if h := r.next; h != nil {
		r.next = nil
		return h, nil
	}
	return r.tar.Next()
}

func (r *reader) tables(ctx context.Context) error {
	var m Manifest
	if err := json.NewDecoder(r.tar).Decode(&m); err != nil {
		return fmt.Errorf("%w: %w", ErrBroken, err)
	}
	if m.Format > format {
		return ErrNewer
	}
	if err := r.known(m.Steps); err != nil {
		return err
	}
	d := r.to.DB
	if err := d.MigrateTo(ctx, m.Steps, r.to.Sets...); err != nil {
		return err
	}
	begun := false
	err := d.InTxRows(ctx, func(ctx context.Context, tx bun.Tx) error {
		if begun {
			return errors.New("the database was lost on the way; empty it and begin anew")
		}
		begun = true
		return r.fill(ctx, tx, m.Tables)
	})
	if err != nil {
		return err
	}
	return d.Migrate(ctx, r.to.Sets...)
}

// known refuses steps that this program doesn't have.
func (r *reader) known(steps db.Steps) error {
	for name := range steps {
		if !slices.ContainsFunc(r.to.Sets, func(s db.Migrations) bool { return s.Name == name }) {
			return fmt.Errorf("%w: this one has no tables of %s", ErrNewer, name)
		}
	}
	for _, set := range r.to.Sets {
		have, err := set.Steps()
		if err != nil {
			return err
		}
		for _, step := range steps[set.Name] {
			if !slices.Contains(have, step) {
				return fmt.Errorf("%w: this one doesn't know step %s of %s", ErrNewer, step, set.Name)
			}
		}
	}
	return nil
}

func (r *reader) fill(ctx context.Context, tx bun.Tx, tables []db.Table) error {
	for {
		h, err := r.tar.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		name, isRows := strings.CutPrefix(h.Name, rowsIn)
		if !isRows {
			r.next = h
			break
		}
		name, _, _ = strings.Cut(name, "/")
		i := slices.IndexFunc(tables, func(t db.Table) bool { return t.Name == name })
		if i < 0 {
			return fmt.Errorf("%w: no table %s", ErrBroken, name)
		}
		if err := r.put(ctx, tx, tables[i]); err != nil {
			return err
		}
	}
	for _, t := range tables {
		if err := r.to.DB.Filled(ctx, tx, t); err != nil {
			return err
		}
	}
	return nil
}

// together is how many bytes of rows are written at once, about.
const together = 256 << 10

func (r *reader) put(ctx context.Context, tx bun.Tx, t db.Table) error {
	raw, err := io.ReadAll(r.tar)
	if err != nil {
		return err
	}
	var lines [][]byte
	size := 0
	for line := range bytes.Lines(raw) {
		lines, size = append(lines, line), size+len(line)
		r.tally.Rows[t.Name]++
		if size < together {
			continue
		}
		if err := db.Put(ctx, tx, t, lines); err != nil {
			return err
		}
		lines, size = nil, 0
	}
	return db.Put(ctx, tx, t, lines)
}
