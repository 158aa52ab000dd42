package gen

import (
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write frontend/core/contract.ts anew")

const target = "../../../frontend/core/contract.ts"

func TestContractIsFresh(t *testing.T) {
	want, err := Contract("../../..")
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(target, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(target)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != want {
		t.Errorf("%s is older than the Go structs; run: go test ./engine/view/gen -update", target)
	}
}
