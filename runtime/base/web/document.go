package web

import (
	"maps"
	"net/http"
	"slices"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime/base/fault"
)

// Refuses writes into the API's document with which codes an operation may answer, beside those that any of its
// kind may: every one invalid, too_many, unavailable and internal, one that changes something also forbidden (another site, an old page)
// and full, one that takes a body too_large. The answer is a Problem each time.
func Refuses(op huma.Operation, codes ...fault.Code) huma.Operation {
	codes = slices.Concat(codes, []fault.Code{fault.Invalid, fault.TooMany, fault.Unavailable, fault.Internal})
	if unsafe(op.Method) {
		codes = append(codes, fault.Forbidden, fault.Full)
	}
	if unsafe(op.Method) && op.Method != http.MethodDelete {
		codes = append(codes, fault.TooLarge)
		op.Errors = append(op.Errors, http.StatusBadRequest) // invalid, too: a body that is no JSON
	}
	for _, c := range codes {
		op.Errors = append(op.Errors, Status(c))
	}
	slices.Sort(op.Errors)
	op.Errors = slices.Compact(op.Errors)
	return op
}

// describe says of each refusal in the document which code it is and what that means.
func describe(api *huma.OpenAPI) {
	for _, path := range api.Paths {
		for _, op := range []*huma.Operation{path.Get, path.Head, path.Post, path.Put, path.Patch, path.Delete} {
			if op == nil {
				continue
			}
			for _, status := range slices.Sorted(maps.Keys(op.Responses)) {
				n, err := strconv.Atoi(status)
				if err != nil || n < 400 {
					continue
				}
				code := codeOfStatus(n)
				title := answers[code].title
				op.Responses[status].Description = string(code) + ": " + title.In(Chinese) + " / " + title.In(English)
			}
		}
	}
}

// codeOfStatus is the code that is answered by a status.
func codeOfStatus(status int) fault.Code {
	for code, a := range answers {
		if a.status == status {
			return code
		}
	}
	return codeOf(status)
}
