package designer

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"banshi/engine/spec"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/mask"
)

// Sources are the registers as they answer now.
type Sources interface {
	// Ask looks a key up, past whatever was fetched before, and writes down that this person did. file names the source or licence.
	Ask(ctx context.Context, who actor.Actor, file, key string) Asking
}

// Asking is how a register answered.
type Asking struct {
	Status  string           // records, pending, down
	Why     string           // of down: timeout unreachable garbage open refused unlogged unknown limit
	Via     string           // where it was asked
	Records []map[string]any // cells by name
}

// Probe is how a source stands just now: whether it answers, how soon, and with what cells.
type Probe struct {
	Status  string
	Why     string
	Via     string
	Took    time.Duration
	Records int
	Cells   []ProbedCell // of the first record, as the source declares them
}

// ProbedCell is a cell of a record; Value is masked where it is about somebody, "" where there is none.
type ProbedCell struct {
	ID, Title, Value string
}

// longestKey bounds a key that is looked up.
const longestKey = 60

// Probe asks a source or kind of licence for a key, for whoever may edit it. Nobody's data is shown in the clear. Codes:
// unauthenticated, forbidden, not_found, invalid.
func (s *Service) Probe(ctx context.Context, who actor.Actor, file, key string) (Probe, error) {
	if err := mayConfigure(who); err != nil {
		return Probe{}, err
	}
	w, err := s.publishedWhole(ctx)
	if err != nil {
		return Probe{}, err
	}
	keeper, fields, keyed, ok := register(w.Spec, file)
	if !ok {
		return Probe{}, fault.New(fault.NotFound, sayNoSource)
	}
	if err := actor.Can(who, actor.ItemEdit, actor.Object{Kind: actor.Item, ID: file, Department: keeper}); err != nil {
		return Probe{}, err
	}
	key = strings.TrimSpace(key)
	if keyed && key == "" || len(key) > longestKey {
		return Probe{}, fault.New(fault.Invalid, sayProbeKey)
	}
	began := s.clock()
	got := s.sources.Ask(ctx, who, file, key)
	out := Probe{Status: got.Status, Why: got.Why, Via: got.Via, Took: s.clock().Sub(began), Records: len(got.Records)}
	if len(got.Records) == 0 {
		return out, nil
	}
	for _, f := range fields {
		out.Cells = append(out.Cells, ProbedCell{f.ID.S, f.Title.S, shown(f.Type.S, got.Records[0][f.ID.S], keyed)})
	}
	return out, nil
}

// register is a source or kind of licence by its file: who keeps it, its fields, and whether it is looked up by a key.
func register(c *spec.Catalogue, file string) (keeper string, fields []spec.Field, keyed, ok bool) {
	id := strings.TrimSuffix(file, ".yaml")
	if name, is := strings.CutPrefix(id, "sources/"); is {
		if x := c.Source(name); x != nil {
			return x.Department.S, x.Fields, x.Key.S != "", true
		}
	}
	if name, is := strings.CutPrefix(id, "licences/"); is {
		if x := c.Licence(name); x != nil {
			return x.Issuer.S, x.Fields, true, true
		}
	}
	return "", nil, false, false
}

// shown is a cell as it may be seen by who tries whether a source answers. Of a table for all it is whole; of a record about
// somebody only its shape can be told.
func shown(kind string, v any, keyed bool) string {
	if v == nil || v == "" {
		return ""
	}
	text, ok := v.(string)
	if !ok {
		raw, err := json.Marshal(v)
		if err != nil {
			raw = []byte(fmt.Sprint(v))
		}
		text = string(raw)
	}
	if !keyed {
		return text
	}
	switch kind {
	case "choice", "choices", "boolean", "finding":
		return "***"
	case "id_number":
		return mask.IDNumber(text)
	case "phone":
		return mask.Phone(text)
	case "bank_card":
		return mask.BankCard(text)
	}
	return mask.Name(text)
}
