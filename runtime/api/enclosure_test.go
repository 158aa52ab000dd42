package api_test

import (
	"bytes"
	"net/http"
	"testing"
)

// enclose puts a file to a case.
func (b *browser) enclose(number, key, purpose, name, note string, content []byte) answer {
	b.t.Helper()
	return b.sendWith("POST", "/api/staff/enclosures/"+number, bytes.NewReader(content), http.Header{"Content-Type": {"application/octet-stream"},
		"Idempotency-Key": {key}, "Upload-Metadata": {meta("name", name, "purpose", purpose, "note", note)}})
}

// What staff enclose is there for whoever handles the case, and for nobody else; the same key encloses once.
func TestEnclosures(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	number := chen.handIn()
	clerk, approver, _ := w.staffOf(number)
	path := "/api/staff/enclosures/" + number
	clerk.enclose(number, "enclose-0001", "gossip", "说明.pdf", "", pdf).want(422).has("做什么用的")
	clerk.enclose(number, "enclose-0001", "visit", "现场.exe", "", []byte("MZ\x90\x00 is no picture")).want(422)
	one := clerk.enclose(number, "enclose-0001", "visit", "入户照片.pdf", "门牌和本人", pdf).want(201).has(`"purpose":"visit"`, "门牌和本人")
	if again := clerk.enclose(number, "enclose-0001", "visit", "入户照片.pdf", "门牌和本人", pdf).want(201); again.str("file", "id") != one.str("file", "id") {
		t.Error("the same key enclosed twice")
	}
	clerk.enclose(number, "enclose-0003", "sheet", "确认单.pdf", "", pdf).want(422).has("至少前16位")
	clerk.sendWith("POST", path, bytes.NewReader(pdf), http.Header{"Content-Type": {"application/octet-stream"}, "Idempotency-Key": {"enclose-0004"},
		"Upload-Metadata": {meta("name", "确认单.pdf", "purpose", "sheet", "sheet", "0123456789abcdef")}}).want(409).has("没有在纸上签字")
	list := approver.do("GET", path, "").want(200).has("入户照片.pdf")
	if n := len(list.at("enclosures").([]any)); n != 1 {
		t.Errorf("%d enclosures", n)
	}
	file := "/api/files/" + one.str("file", "id")
	approver.do("GET", file, "").want(200)
	chen.do("GET", file, "").want(404)
	chen.do("GET", "/api/cases/"+number, "").want(200).hasNot("入户照片")
	w.as("supervisor", "", "workbench").do("GET", path, "").want(200).hasNot("入户照片")
	w.as("clerk-440605124", "", "workbench").do("GET", path, "").want(404)
	w.as("clerk-440605124", "", "workbench").enclose(number, "enclose-0002", "visit", "x.pdf", "", pdf).want(404)
	if n := w.events("case.enclose", number); n != 1 {
		t.Errorf("%d events of enclosing", n)
	}
	// A case goes on as it was, and its rounds hold nothing of it.
	clerk.page().hasNot("入户照片")
}
