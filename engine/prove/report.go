package prove

import (
	"fmt"
	"strings"
)

// Text writes what failed, one block a test, and a summary line.
func Text(results []*Result) string {
	var b strings.Builder
	failed := 0
	rounds := 0
	for _, r := range results {
		rounds = max(rounds, r.Rounds)
		if r.Passed() {
			continue
		}
		failed++
		fmt.Fprintf(&b, "%s:%d: 没通过：%s\n", r.File, r.Line, r.Name)
		if r.Error != "" {
			fmt.Fprintf(&b, "    测试写得不对：%s\n", r.Error)
		}
		for _, d := range r.Differences {
			fmt.Fprintf(&b, "    %s：应是 %s，实际 %s  [%s]\n", d.What, d.Want, d.Got, d.Path)
		}
	}
	fmt.Fprintf(&b, "%d 个测试，通过 %d，没通过 %d；查数据最多 %d 轮\n", len(results), len(results)-failed, failed, rounds)
	return b.String()
}
