// Package wire reads and writes records as they stand in files and travel over
// HTTP: a JSON array of objects. Both drivers use it, so both refuse the same things.
package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"banshi/engine/record"
	"banshi/runtime/sharing"
)

// MaxBytes is the greatest answer to one key, over all its cells, 4 MiB: a source must not fill our memory, nor a form's.
const MaxBytes = 4 << 20

// Decode reads an array of rows. Anything else, or a row without an id or fields, or
// a date that is none, is sharing.ErrGarbage: half an answer may be worse than none.
func Decode(r io.Reader, licence bool) ([]record.Row, error) {
	d := json.NewDecoder(r)
	d.UseNumber()
	var rows []record.Row
	if err := d.Decode(&rows); err != nil {
		return nil, fmt.Errorf("%w: %w", sharing.ErrGarbage, err)
	}
	if rows == nil {
		return nil, fmt.Errorf("%w: null in place of a list", sharing.ErrGarbage)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("%w: something follows the list", sharing.ErrGarbage)
	}
	for i := range rows {
		if err := Check(&rows[i], licence); err != nil {
			return nil, fmt.Errorf("%w: record %d: %w", sharing.ErrGarbage, i+1, err)
		}
	}
	return rows, nil
}

// Encode writes rows as Decode reads them.
func Encode(rows []record.Row) ([]byte, error) {
	if rows == nil {
		rows = []record.Row{}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(rows); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// Check says what a row lacks, or which of its days is none.
func Check(r *record.Row, licence bool) error {
	if r.ID == "" || r.Fields == nil {
		return fmt.Errorf("id and fields are needed")
	}
	dates := map[string]string{"at": r.At, "from": r.From, "to": r.To}
	if licence {
		if r.Number == "" || r.HolderNo == "" || r.Status == "" {
			return fmt.Errorf("a licence needs number, holder_no and status")
		}
		dates["issued"], dates["valid_from"], dates["valid_to"] = r.Issued, r.ValidFrom, r.ValidTo
	}
	for name, text := range dates {
		if text == "" {
			continue
		}
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			return fmt.Errorf("%s is no date", name)
		}
	}
	return nil
}

// Records turns the answer to a want into records. A row of another key is garbage
// as a whole: a source that mixes people up is not believed about any.
func Records(rows []record.Row, w sharing.Want) ([]sharing.Record, error) {
	if len(rows) > sharing.MaxRecords {
		return nil, fmt.Errorf("%w: %d records for one key", sharing.ErrGarbage, len(rows))
	}
	out := make([]sharing.Record, len(rows))
	size := 0
	for i := range rows {
		if !rows[i].Of(w.Licence != "", w.Key) {
			return nil, fmt.Errorf("%w: record %d", sharing.ErrStranger, i+1)
		}
		for _, v := range rows[i].Fields {
			size += length(v)
		}
		if size > MaxBytes {
			return nil, fmt.Errorf("%w: more than %d bytes for one key", sharing.ErrGarbage, MaxBytes)
		}
		out[i] = sharing.Record{ID: rows[i].ID, At: rows[i].At, Cells: rows[i].Cells(w.Licence != "")}
	}
	return out, nil
}

// length is about how many bytes a value takes.
func length(v any) int {
	switch v := v.(type) {
	case string:
		return len(v)
	case []any:
		n := 0
		for _, x := range v {
			n += length(x)
		}
		return n
	case map[string]any:
		n := 0
		for name, x := range v {
			n += len(name) + length(x)
		}
		return n
	}
	return 8
}
