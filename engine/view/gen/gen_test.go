package gen

import (
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write the generated files of frontend/core anew")

const (
	root = "../../.."
	core = root + "/frontend/core/"
)

func TestFilesAreFresh(t *testing.T) {
	contract, err := Contract(root)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := Tables()
	if err != nil {
		t.Fatal(err)
	}
	schema, err := Schema(root)
	if err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{"contract.ts": contract, "view.schema.json": string(schema), "value/tables.ts": tables} {
		if *update {
			if err := os.WriteFile(core+file, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		have, err := os.ReadFile(core + file)
		if err != nil {
			t.Fatal(err)
		}
		if string(have) != want {
			t.Errorf("%s is older than the Go that it is generated from; run: go test ./engine/view/gen -update", file)
		}
	}
}
