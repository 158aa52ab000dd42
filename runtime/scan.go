package runtime

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"banshi/runtime/base/fault"
)

// SignedSheet is what the applicant has agreed to on paper, in one submission of a case: the sheet that was printed at the
// window bears its digest, and the scan of the sheet is tied to it.
type SignedSheet struct {
	ByClerk         // who noted it
	Round   int     // of the submission
	Digest  string  // of what was handed in, as on the sheet
	Person  Visitor // who signed
	Signs   []string
}

// OfSheet is the purpose of the scan of a SignedSheet.
const OfSheet = "sheet"

// SignedSheets lists what was agreed to on paper, the oldest round first, with the titles of the papers that the same
// signature signed; who only oversees is given none. Codes: unauthenticated, not_found.
func (d *Desk) SignedSheets(ctx context.Context, number, language string) ([]SignedSheet, error) {
	c, ok, err := d.handled(ctx, number)
	if err != nil || !ok {
		return nil, err
	}
	return d.signedSheets(ctx, c, language)
}

func (h *hall) signedSheets(ctx context.Context, c Case, language string) ([]SignedSheet, error) {
	var out []SignedSheet
	for round := 1; round <= c.Round; round++ {
		s, err := h.Store.SubmissionOf(ctx, c.Number, round)
		if err != nil {
			return nil, fmt.Errorf("runtime: a round of a case: %w", err)
		}
		var content Content
		if err := Decode(s.Content, &content); err != nil {
			return nil, fmt.Errorf("runtime: content of case %s: %w", c.Number, err)
		}
		if content.Counter == nil || content.Counter.Agreed == nil || content.Counter.Agreed.How != "paper" || !content.Counter.Agreed.Yes {
			continue
		}
		a := content.Counter.Agreed
		sheet := SignedSheet{ByClerk: a.ByClerk, Round: round, Digest: a.Digest, Person: content.Counter.Person}
		def, err := h.Definitions.At(ctx, s.Item, s.ItemVersion)
		if err != nil {
			return nil, fmt.Errorf("runtime: definition of a case: %w", err)
		}
		for path, sig := range content.Signed {
			if sig.Digest == a.Digest {
				sheet.Signs = append(sheet.Signs, titleOfMaterial(def.Program(language).Plan(), path))
			}
		}
		slices.Sort(sheet.Signs)
		out = append(out, sheet)
	}
	return out, nil
}

// sheetBegins is how a digest is read off a sheet: all of it, or at least the characters that a screen shows of it.
var sheetBegins = regexp.MustCompile(`^[0-9a-f]{16,64}$`)

// tie finds the agreement to which the scan of a signed sheet belongs, by the digest that stands on the sheet. Codes: invalid
// (that is no digest), conflict (nothing was signed on paper, or the sheet is of other answers).
func (d *Desk) tie(ctx context.Context, c Case, x *Enclosure) error {
	read := strings.ToLower(strings.Join(strings.Fields(x.Sheet), ""))
	if !sheetBegins.MatchString(read) {
		return fault.New(fault.Invalid, sayBadEnclosure, fault.Field{Path: "sheet", Message: sayReadDigest})
	}
	list, err := d.signedSheets(ctx, c, "zh-Hans")
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return fault.New(fault.Conflict, sayNoSheetSigned)
	}
	slices.Reverse(list) // what was signed twice belongs to the last
	for _, s := range list {
		if strings.HasPrefix(s.Digest, read) {
			x.Sheet, x.Round = s.Digest, s.Round
			return nil
		}
	}
	return fault.New(fault.Conflict, sayScanOfOther)
}
