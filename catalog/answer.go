package catalog

import (
	"context"
	"sync"
)

// Answer is a frequent question about an item that was published besides those of its guide.
type Answer struct{ Item, Ask, Answer string }

// answerIndexes are the indexes of answers, by language: few texts, which change by themselves.
type answerIndexes struct {
	mu   sync.Mutex
	kept map[string]askedIndex
}

type askedIndex struct {
	stamp int64
	index *Index
}

// answered finds items by the frequent questions that were published; they are mentioned there, as in a guide.
func (s *Service) answered(ctx context.Context, look Looking) []Hit {
	if s.answers == nil {
		return nil
	}
	list, stamp, err := s.answers(ctx, look.Language)
	if err != nil { // without them what is found is as good
		s.log.WarnContext(ctx, "published answers are not known", "error", err)
		return nil
	}
	if len(list) == 0 {
		return nil
	}
	s.asked.mu.Lock()
	ix, ok := s.asked.kept[look.Language]
	if !ok || ix.stamp != stamp {
		ix = askedIndex{stamp, indexAnswers(list)}
		if s.asked.kept == nil {
			s.asked.kept = map[string]askedIndex{}
		}
		s.asked.kept[look.Language] = ix
	}
	s.asked.mu.Unlock()
	return ix.index.Find(look.Text, mostNear)
}

func indexAnswers(list []Answer) *Index {
	var entries []Entry
	at := map[string]int{}
	for _, a := range list {
		i, ok := at[a.Item]
		if !ok {
			i = len(entries)
			at[a.Item], entries = i, append(entries, Entry{ID: a.Item})
		}
		entries[i].Words = append(entries[i].Words, a.Ask, a.Answer)
	}
	return NewIndex(entries)
}
