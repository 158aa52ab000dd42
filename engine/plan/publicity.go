package plan

// Publicity is what of a decision is made public.
type Publicity struct {
	Basis   []Basis  `json:"basis,omitempty"`
	Granted *Publish `json:"granted,omitempty"`
	Refused *Publish `json:"refused,omitempty"`
}

// Publish is what is shown of a decision, and for how long.
type Publish struct {
	For  Span    `json:"for"`
	Show []Shown `json:"show"`
}

// Shown is one value that is shown, under a mask of package publicity.
type Shown struct {
	Path string `json:"path"`
	Mask string `json:"mask"`
}

// The paths that are no fields of the form.
const (
	ApplicantName = "applicant.name"
	ApplicantNo   = "applicant.no"
	ResultNumber  = "result.number"
	ResultValidTo = "result.valid_to"
)

// Of is what is shown where the item is granted, or refused; nil for nothing.
func (p *Publicity) Of(granted bool) *Publish {
	switch {
	case p == nil:
		return nil
	case granted:
		return p.Granted
	}
	return p.Refused
}
