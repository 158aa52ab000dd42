// Package record is the shape of shared data: how a record stands in a file and travels, by which keys it is
// found, and what of it rules read. Tests of definitions read it, and so do the drivers of real sources.
package record

// Row is one record with the keys by which it is found. A source's record has its key; a licence's is found by
// its holder's number or by its own. Days are civil (2026-11-23); "" is not said.
type Row struct {
	ID    string `json:"id"` // within the source
	Key   string `json:"key,omitempty"`
	At    string `json:"at,omitempty"` // day as of which the source says so
	From  string `json:"from,omitempty"`
	To    string `json:"to,omitempty"`
	Basis string `json:"basis,omitempty"` // of a dated record: the document that says so
	// The attributes of a licence.
	HolderNo  string `json:"holder_no,omitempty"`
	Number    string `json:"number,omitempty"`
	Holder    string `json:"holder,omitempty"`
	Issuer    string `json:"issuer,omitempty"`
	Issued    string `json:"issued,omitempty"`
	ValidFrom string `json:"valid_from,omitempty"`
	ValidTo   string `json:"valid_to,omitempty"` // no end: 9999-12-31
	Status    string `json:"status,omitempty"`   // 有效 暂扣 过期 失效 吊销 撤销 注销
	Trust     string `json:"trust,omitempty"`    // A B C D

	Fields map[string]any `json:"fields"`
}

// Of tells whether the row is one of the key.
func (r *Row) Of(licence bool, key string) bool {
	if licence {
		return key != "" && (r.HolderNo == key || r.Number == key)
	}
	return r.Key == key
}

// Cells is what rules read: the fields, and among them what a licence or a dated record has besides.
func (r *Row) Cells(licence bool) map[string]any {
	cells := make(map[string]any, len(r.Fields)+9)
	for id, v := range r.Fields {
		cells[id] = v
	}
	put := func(id, text string) {
		if text != "" {
			cells[id] = text
		}
	}
	if !licence {
		put("from", r.From)
		put("to", r.To)
		put("basis", r.Basis)
		return cells
	}
	put("number", r.Number)
	put("holder", r.Holder)
	put("holder_no", r.HolderNo)
	put("issuer", r.Issuer)
	put("issued", r.Issued)
	put("valid_from", r.ValidFrom)
	put("valid_to", r.ValidTo)
	put("status", r.Status)
	put("trust", r.Trust)
	return cells
}

// Put sets what the row has besides its fields, by its name; false where there is no such thing, or v is no text. Drivers that name
// cells one by one use it.
func (r *Row) Put(name string, v any, licence bool) bool {
	to := map[string]*string{"id": &r.ID, "at": &r.At}
	if licence {
		for name, p := range map[string]*string{"holder_no": &r.HolderNo, "number": &r.Number, "holder": &r.Holder, "issuer": &r.Issuer, "issued": &r.Issued,
			"valid_from": &r.ValidFrom, "valid_to": &r.ValidTo, "status": &r.Status, "trust": &r.Trust} {
			to[name] = p
		}
	} else {
		to["key"], to["from"], to["to"], to["basis"] = &r.Key, &r.From, &r.To, &r.Basis
	}
	p := to[name]
	if p == nil {
		return false
	}
	switch v := v.(type) {
	case nil:
		return true
	case string:
		*p = v
		return true
	case interface{ String() string }: // a number
		*p = v.String()
		return true
	}
	return false
}
