package diag

// Codes of rules, E2xx: one rule by itself, against the names and types of its item. Owned by package rule.
const ()

var ruleCodes = []Info{}
