package fault_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"banshi/runtime/base/fault"
)

func TestCodeOf(t *testing.T) {
	cause := errors.New("disk gone")
	wrapped := fmt.Errorf("draft 7: %w", fault.Wrap(cause, fault.Unavailable, fault.Say("暂时不能保存", "in English")))
	for _, c := range []struct {
		name string
		err  error
		want fault.Code
	}{
		{"nil", nil, ""},
		{"foreign", cause, fault.Internal},
		{"plain", fault.New(fault.Conflict, fault.Say("已被修改", "in English")), fault.Conflict},
		{"wrapped", wrapped, fault.Unavailable},
	} {
		if got := fault.CodeOf(c.err); got != c.want {
			t.Errorf("%s: code %q, want %q", c.name, got, c.want)
		}
	}
	if !errors.Is(wrapped, cause) {
		t.Error("the cause is lost on the way to the log")
	}
	if fault.Is(nil, "") {
		t.Error("nil is no fault")
	}
}

func TestTextForTheLog(t *testing.T) {
	err := &fault.Error{Code: fault.Invalid, Message: fault.Say("表单有误", "The form is wrong"), Cause: errors.New("why"),
		Fields: []fault.Field{{Path: "form.address", Message: fault.Say("请填写", "Fill this in")}}}
	for _, part := range []string{"invalid", "表单有误", "form.address", "why"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q is missing in %q", part, err.Error())
		}
	}
}
