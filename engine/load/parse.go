package load

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"banshi/engine/diag"
)

// parse reads the documents of a file. A document that isn't YAML ends the reading with one
// diagnostic; those before it are handed on.
func parse(s *source, list *faults) []*yaml.Node {
	docs, err := documents(s.text)
	if err != nil {
		list.Add(s.syntax(err))
	}
	return docs
}

func documents(text string) (docs []*yaml.Node, err error) {
	defer func() {
		// The YAML reader is known to panic on some broken inputs; for us they are broken YAML like others.
		if r := recover(); r != nil {
			err = fmt.Errorf("yaml: %v", r)
		}
	}()
	d := yaml.NewDecoder(strings.NewReader(text))
	for {
		var doc yaml.Node
		if err := d.Decode(&doc); errors.Is(err, io.EOF) {
			return docs, nil
		} else if err != nil {
			return docs, err
		}
		docs = append(docs, &doc)
	}
}

var lineShape = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)$`)

// syntax words the YAML reader's error in our terms and finds its line. The reader names the line
// where the broken map or list began, which may be far above: the true line is where the shortest
// beginning of the file ends that fails in the same way.
func (s *source) syntax(err error) diag.Diagnostic {
	m := lineShape.FindStringSubmatch(err.Error())
	if m == nil {
		return diag.New(diag.Syntax, diag.File(s.name), "YAML 写法有误")
	}
	problem := m[2]
	first, _ := strconv.Atoi(m[1])
	first = max(first, 1)
	starts := []int{0}
	for i := range len(s.text) {
		if s.text[i] == '\n' {
			starts = append(starts, i+1)
		}
	}
	n := sort.Search(len(s.lines)-first, func(i int) bool {
		end := len(s.text)
		if first+i < len(starts) {
			end = starts[first+i]
		}
		_, err := documents(s.text[:end])
		return err != nil && strings.HasSuffix(err.Error(), problem)
	})
	return syntaxFault(s, first+n, problem)
}
