// Package api serves the hall over HTTP: items, drafts, cases, and the desk of staff.
package api

import (
	"context"
	"encoding/json"

	"github.com/danielgtaylor/huma/v2"

	"banshi/engine/value"
	"banshi/runtime"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/web"
)

// Services is what the routes need.
type Services struct {
	runtime.Services
	Files   FileServer
	Uploads UploadServer
	Site    string // where browsers find it: https://hall.example.cn, for codes on paper
	// Receipts takes what the provider of SMS pushes; false: the word in the address is wrong. nil: nobody pushes.
	Receipts func(ctx context.Context, word string, body []byte) (bool, error)
}

// UploadPath is the prefix of paths that take files, for web.Config.BodyLimit.
const UploadPath = "/api/drafts/"

// MaxUpload is the greatest body of a piece of an upload, in bytes: the greatest file.
const MaxUpload = 21 << 20

// maxChange is the greatest body of a change, in bytes.
const maxChange = 1 << 20

// Register adds the routes.
func Register(api huma.API, s Services) {
	registerItems(api, s)
	registerDrafts(api, s)
	registerFiles(api, s)
	registerUploads(api, s)
	registerSignings(api, s)
	registerSignOns(api, s)
	registerCases(api, s)
	registerStaff(api, s)
	registerWorklist(api, s)
	registerReading(api, s)
	registerHandling(api, s)
	registerEnclosures(api, s)
	registerDocuments(api, s)
	registerDirectory(api, s)
	registerTrail(api, s)
	registerCounter(api, s)
	registerScreens(api, s)
	registerReads(api, s)
	registerDisputes(api, s)
	registerBookings(api, s)
	registerProgress(api, s)
	registerRatings(api, s)
	registerSnags(api, s)
	registerConsultations(api, s)
	registerFAQ(api, s)
	registerImported(api, s)
	registerNotices(api, s)
	registerOpen(api, s)
	registerLicences(api, s)
}

// operation is a route with what it may be refused with, see web.Refuses.
func operation(id, method, path, summary, tag string, codes ...fault.Code) huma.Operation {
	return web.Refuses(huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary, Tags: []string{tag}}, codes...)
}

// What may be refused besides what any operation of its kind may, see web.Refuses.
var (
	signedIn = []fault.Code{fault.Unauthenticated, fault.Forbidden}
	ofOnes   = []fault.Code{fault.Unauthenticated, fault.Forbidden, fault.NotFound}
	looked   = []fault.Code{fault.Unauthenticated, fault.Forbidden, fault.NotFound, fault.Full} // a look that is written down
	changing = []fault.Code{fault.Unauthenticated, fault.Forbidden, fault.NotFound, fault.Conflict}
)

// Tongue is the language that a request wants. A query counts before the browser's header.
type Tongue struct {
	Language string `query:"language" enum:"zh-Hans,en" doc:"of the plan's texts; zh-Hans where left out"`
	Accept   string `header:"Accept-Language"`
}

func (t Tongue) language() string { return web.LanguageOf(t.Language, t.Accept) }

// free is JSON whose shape is the engine's contract (engine/view, frontend/core/contract.ts) and is
// not described a second time here.
type free struct{ v any }

// MarshalJSON writes what it holds.
func (f free) MarshalJSON() ([]byte, error) { return json.Marshal(f.v) }

// AppendJSON writes the same, quicker.
func (f free) AppendJSON(b []byte) ([]byte, error) { return value.Encode(b, f.v, false) }

// Schema says that it is an object.
func (free) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true, Description: "see the contract of the engine's view"}
}

// aboutAnswers says how answers are written.
const aboutAnswers = `Answers by type of field: text, choice, date (YYYY-MM-DD) and the like are texts, boolean is a boolean, choices is a list of codes, ` +
	`integer a whole number, number and money a whole number below 2^53 or a decimal (12.5 or "12.5", kept as the text), ` +
	`table a list of rows that each carry _row; null is a question left blank on purpose.`

// rawObject documents a body that is read by hand, since numbers in answers must not pass through
// floating point.
func rawObject(op huma.Operation, about string) huma.Operation {
	schema := &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true, Description: about}
	op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		"application/json": {Schema: schema}, "application/merge-patch+json": {Schema: schema}}}
	op.SkipValidateBody = true
	op.MaxBodyBytes = maxChange // the prefix of uploads lets more through, and huma bounds only bodies that it reads itself
	return op
}
