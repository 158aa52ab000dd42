// Package backup writes everything that must not be lost into one file while the hall is running, and reads it back,
// into either database.
//
// The file is a tar: the contents of files, the rows of each table as lines of JSON, the secret of the log of
// look-ups, and behind it the SHA-256 of all that. Rows are those of one moment. Contents are copied before that
// moment and once more after it: one that a row of that moment names was there before, or has come since, and what
// has just come is not removed. So nothing that was acknowledged before the backup began is missing.
package backup

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
	"banshi/runtime/files"
)

// format rises when an older program couldn't read the file.
const format = 1

// chunk is how many bytes of rows stand together, about.
const chunk = 4 << 20

// The parts of a file.
const (
	manifestName = "manifest.json"
	endName      = "end.json"
	secretName   = "lookup.key"
	contentsIn   = "files/"
	rowsIn       = "tables/"
)

// trailer stands behind the tar: these words, the sum as hex, and a new line.
const trailer = "\nbanshi backup sha256 "

const trailerSize = len(trailer) + 2*sha256.Size + 1

// Source is what is copied.
type Source struct {
	DB     *db.DB
	Sets   []db.Migrations
	Files  *files.Store
	Secret []byte
	Skip   []string // tables whose rows are left out
}

// Manifest stands before the rows.
type Manifest struct {
	Format int        `json:"format"`
	Made   time.Time  `json:"made"`
	Steps  db.Steps   `json:"steps"`
	Tables []db.Table `json:"tables"`
}

// Tally is what a file holds.
type Tally struct {
	Rows  map[string]int `json:"rows"`
	Files int            `json:"files"`
}

// Write writes it all, and gives the sum that stands at the end.
func Write(ctx context.Context, out io.Writer, s Source) (sum string, tally Tally, err error) {
	w := &writer{sum: sha256.New(), known: map[files.Hash]bool{}, tally: Tally{Rows: map[string]int{}}}
	w.tar, w.at = tar.NewWriter(io.MultiWriter(out, w.sum)), s.DB.Now()
	for _, part := range []func(context.Context, Source) error{w.secret, w.contents, w.rows, w.contents, w.end} {
		if err := part(ctx, s); err != nil {
			return "", w.tally, fmt.Errorf("backup: %w", err)
		}
	}
	sum = hex.EncodeToString(w.sum.Sum(nil))
	_, err = io.WriteString(out, trailer+sum+"\n")
	return sum, w.tally, err
}

type writer struct {
	tar   *tar.Writer
	sum   hash.Hash
	at    time.Time
	known map[files.Hash]bool
	tally Tally
}

func (w *writer) put(name string, body []byte) error {
	if err := w.head(name, int64(len(body))); err != nil {
		return err
	}
	_, err := w.tar.Write(body)
	return err
}

func (w *writer) head(name string, size int64) error {
	return w.tar.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o600, ModTime: w.at.Truncate(time.Second)})
}

func (w *writer) json(name string, value any) error {
	raw, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return err
	}
	return w.put(name, append(raw, '\n'))
}

func (w *writer) secret(_ context.Context, s Source) error {
	if len(s.Secret) == 0 {
		return nil // nothing was looked up yet
	}
	return w.put(secretName, s.Secret)
}

// contents copies those that weren't copied yet.
func (w *writer) contents(ctx context.Context, s Source) error {
	return s.Files.Each(ctx, func(h files.Hash) error {
		if w.known[h] {
			return nil
		}
		body, size, err := s.Files.Open(ctx, h)
		if fault.Is(err, fault.NotFound) {
			return nil // removed meanwhile, since nothing names it any more
		}
		if err != nil {
			return fmt.Errorf("file %s: %w", h, err)
		}
		defer func() { _ = body.Close() }()
		if err := w.head(contentsIn+string(h), size); err != nil {
			return err
		}
		if _, err := io.Copy(w.tar, body); err != nil {
			return fmt.Errorf("file %s: %w", h, err)
		}
		w.known[h] = true
		w.tally.Files++
		return nil
	})
}

func (w *writer) rows(ctx context.Context, s Source) error {
	return s.DB.AtOnce(ctx, func(ctx context.Context, q bun.IDB) error {
		m := Manifest{Format: format, Made: w.at}
		var err error
		if m.Steps, err = s.DB.Done(ctx, q, s.Sets...); err != nil {
			return err
		}
		if m.Tables, err = s.DB.Tables(ctx, q); err != nil {
			return err
		}
		if err := w.json(manifestName, m); err != nil {
			return err
		}
		for _, t := range m.Tables {
			if slices.Contains(s.Skip, t.Name) {
				continue
			}
			if err := w.table(ctx, s.DB, q, t); err != nil {
				return err
			}
		}
		return nil
	})
}

func (w *writer) table(ctx context.Context, d *db.DB, q bun.IDB, t db.Table) error {
	var lines bytes.Buffer
	n := 0
	flush := func() error {
		if lines.Len() == 0 {
			return nil
		}
		n++
		err := w.put(fmt.Sprintf("%s%s/%06d.ndjson", rowsIn, t.Name, n), lines.Bytes())
		lines.Reset()
		return err
	}
	err := d.Each(ctx, q, t, func(line []byte) error {
		w.tally.Rows[t.Name]++
		lines.Write(line)
		lines.WriteByte('\n')
		if lines.Len() < chunk {
			return nil
		}
		return flush()
	})
	if err != nil {
		return err
	}
	return flush()
}

func (w *writer) end(context.Context, Source) error {
	if err := w.json(endName, w.tally); err != nil {
		return err
	}
	return w.tar.Close()
}
