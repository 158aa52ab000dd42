package runtime

import (
	"context"
	"fmt"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/pdf"
)

// Sheet is what the applicant signs on paper where there is no second screen: everything that would be handed in now, with the digest
// under which OnPaper notes it. Codes: as Get, unavailable (no font).
func (c *Counters) Sheet(ctx context.Context, id, language string) (Form, []byte, error) {
	o, err := c.open(ctx, id, actor.DraftView, language)
	if err != nil {
		return Form{}, nil, err
	}
	if c.Fonts == nil {
		return Form{}, nil, fault.Wrap(pdf.ErrNoFonts, fault.Unavailable, sayNoFonts)
	}
	_, digest, err := o.shown()
	if err != nil {
		return Form{}, nil, err
	}
	drafts := Drafts{c.hall}
	d, err := drafts.Get(ctx, id, true, language)
	if err != nil {
		return Form{}, nil, err
	}
	at := d.Content.Counter
	page := CasePage{Case: Case{Number: id, Name: d.Name, OfficeTitle: c.named(ctx, at.Title, language), ApplicantName: d.Applicant.Name}, View: d.View, Files: d.Files,
		Digest: digest, Round: Submission{At: c.Clock().UTC(), Content: []byte("{}")}}
	f, err := formOf(page, language, c.Zone)
	if err != nil {
		return Form{}, nil, err
	}
	f.ToSign = true
	raw, err := f.write(c.Fonts)
	if err != nil {
		return f, nil, err
	}
	if err := c.Store.Viewed(ctx, c.event(o.who, "draft.sheet", *o.app)); err != nil {
		return f, nil, fmt.Errorf("runtime: write down that a sheet is printed: %w", err)
	}
	return f, raw, nil
}
