// Package wire reads and writes records as they stand in files and travel over
// HTTP: a JSON array of objects. Both drivers use it, so both refuse the same things.
package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"banshi/runtime/sharing"
)

// MaxRecords is the greatest number of records of one key: a source that gives more is not to be trusted with the form.
const MaxRecords = 1000

// Row is a record with the keys by which it is found.
type Row struct {
	ID    string `json:"id"`
	Key   string `json:"key,omitempty"`
	At    string `json:"at,omitempty"`
	From  string `json:"from,omitempty"`
	To    string `json:"to,omitempty"`
	Basis string `json:"basis,omitempty"`
	// The attributes of a licence.
	HolderNo  string `json:"holder_no,omitempty"`
	Number    string `json:"number,omitempty"`
	Holder    string `json:"holder,omitempty"`
	Issuer    string `json:"issuer,omitempty"`
	Issued    string `json:"issued,omitempty"`
	ValidFrom string `json:"valid_from,omitempty"`
	ValidTo   string `json:"valid_to,omitempty"`
	Status    string `json:"status,omitempty"`
	Trust     string `json:"trust,omitempty"`

	Fields map[string]any `json:"fields"`
}

// Decode reads an array of rows. Anything else, or a row without an id or fields, or
// a date that is none, is sharing.ErrGarbage: half an answer may be worse than none.
func Decode(r io.Reader, licence bool) ([]Row, error) {
	d := json.NewDecoder(r)
	d.UseNumber()
	var rows []Row
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
		if err := rows[i].check(licence); err != nil {
			return nil, fmt.Errorf("%w: record %d: %w", sharing.ErrGarbage, i+1, err)
		}
	}
	return rows, nil
}

// Encode writes rows as Decode reads them.
func Encode(rows []Row) ([]byte, error) {
	if rows == nil {
		rows = []Row{}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(rows); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func (r *Row) check(licence bool) error {
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

// Of reports whether the row is one of the key: of a licence its holder's number or
// its own, of a source its key.
func (r *Row) Of(w sharing.Want) bool {
	if w.Licence != "" {
		return w.Key != "" && (r.HolderNo == w.Key || r.Number == w.Key)
	}
	return r.Key == w.Key
}

// Record is the row without the key.
func (r *Row) Record(licence bool) sharing.Record {
	out := sharing.Record{ID: r.ID, At: r.At, From: r.From, To: r.To, Basis: r.Basis, Fields: r.Fields}
	if licence {
		out.Licence = &sharing.Licence{Number: r.Number, Holder: r.Holder, HolderNo: r.HolderNo, Issuer: r.Issuer, Issued: r.Issued,
			ValidFrom: r.ValidFrom, ValidTo: r.ValidTo, Status: r.Status, Trust: r.Trust}
	}
	return out
}

// Records turns the answer to a want into records. A row of another key is garbage
// as a whole: a source that mixes people up is not believed about any.
func Records(rows []Row, w sharing.Want) ([]sharing.Record, error) {
	if len(rows) > MaxRecords {
		return nil, fmt.Errorf("%w: %d records for one key", sharing.ErrGarbage, len(rows))
	}
	out := make([]sharing.Record, len(rows))
	for i := range rows {
		if !rows[i].Of(w) {
			return nil, fmt.Errorf("%w: record %d is somebody else's", sharing.ErrGarbage, i+1)
		}
		out[i] = rows[i].Record(w.Licence != "")
	}
	return out, nil
}
