package diag

// Codes of checks: E3xx what is wrong in a definition as a whole, W4xx what is unwise. Owned by package check.
const ()

var checkErrors = []Info{}

var checkWarnings = []Info{}
