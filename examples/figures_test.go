package examples_test

import (
	"fmt"
	"os"
	"testing"
)

// TestFigures prints what applicants of the example district are asked; testdata/asked.txt tells it by item. It runs only where
// figures are asked for.
func TestFigures(t *testing.T) {
	if os.Getenv("FIGURES") == "" {
		t.Skip("FIGURES is not set; make figures sets it")
	}
	list, err := applications()
	if err != nil {
		t.Fatal(err)
	}
	asked, open := heldAsked(list, judgements(t))
	if len(open) > 0 {
		t.Fatalf("nobody has judged %v", open)
	}
	fmt.Printf("figure held_asked %d fields\n", len(asked))
	fmt.Printf("figure typed_share_pct %.1f %%\n", typedShare(list))
	fmt.Printf("figure example_applications %d applications\n", len(list))
}
