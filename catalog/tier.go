package catalog

import "context"

// Tier says what a tier of credit (信用等级) allows, with its title, in a language; "" for one that the catalogue doesn't have. Codes:
// unavailable.
func (s *Service) Tier(ctx context.Context, id, language string) (string, error) {
	e, err := s.newest(ctx)
	if err != nil {
		return "", err
	}
	for _, t := range e.In(language).Catalog.CreditTiers {
		if t.ID.S == id {
			if language == Chinese {
				return t.Title.S + "：" + t.Help.S, nil
			}
			return t.Title.S + ": " + t.Help.S, nil
		}
	}
	return "", nil
}
