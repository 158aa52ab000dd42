// Package fault is the one error type that may reach a person.
//
// Everything else is an internal error: its text goes to the log, never to
// the answer. The package imports nothing, so that words, stores and drivers
// can use it without drawing in HTTP; base/web turns a fault into an answer.
package fault

import (
	"errors"
	"fmt"
	"time"
)

// Code says what kind of thing went wrong, in words that every layer shares.
type Code string

// The codes. base/web maps each to one HTTP status; a test there fails when one is left out.
const (
	Invalid         Code = "invalid"         // what was sent is wrong; Fields say where
	NotFound        Code = "not_found"       // there is none, or it is not yours to know of
	Conflict        Code = "conflict"        // the thing has changed, or is in another state
	Forbidden       Code = "forbidden"       // known who you are, and you may not
	Unauthenticated Code = "unauthenticated" // sign in first
	TooLarge        Code = "too_large"       // a limit of size or number
	TooMany         Code = "too_many"        // too often in too short a time; later it goes on
	Unavailable     Code = "unavailable"     // something outside is down; try again
	Full            Code = "full"            // there is no room left to store anything; nothing was stored
	Internal        Code = "internal"        // our fault
)

// Codes lists every code once, in the order of the table above.
func Codes() []Code {
	return []Code{Invalid, NotFound, Conflict, Forbidden, Unauthenticated, TooLarge, TooMany, Unavailable, Full, Internal}
}

// Field is one place that is wrong: Path as the client named it (form.address, body.as). Neither
// part holds the value sent.
type Field struct {
	Path    string
	Message Text
}

// Error carries a code and a sentence for the person. Cause is for the log only.
type Error struct {
	Code    Code
	Message Text
	Fields  []Field
	Level   int           // of identity that is needed, where that is what is missing
	After   time.Duration // in which it is worth trying again; 0: nobody knows
	Cause   error
}

// New makes a fault that has no cause of its own.
func New(code Code, message Text, fields ...Field) *Error {
	return &Error{Code: code, Message: message, Fields: fields}
}

// Wrap makes a fault out of an error; the error is kept for the log. Without a text the person is told
// what base/web says of the code.
func Wrap(cause error, code Code, message Text) *Error {
	return &Error{Code: code, Message: message, Cause: cause}
}

// Error is the text for the log.
func (e *Error) Error() string {
	text := fmt.Sprintf("%s: %s", e.Code, e.Message)
	for _, f := range e.Fields {
		text += fmt.Sprintf("; %s: %s", f.Path, f.Message)
	}
	if e.Cause != nil {
		text += ": " + e.Cause.Error()
	}
	return text
}

// Unwrap gives the cause to errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.Cause }

// CodeOf is the code of the first fault in the chain; Internal for any other error, "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var f *Error
	if errors.As(err, &f) {
		return f.Code
	}
	return Internal
}

// Is reports whether err carries a fault of this code.
func Is(err error, code Code) bool { return err != nil && CodeOf(err) == code }
