package wording

// Rows are a language's tables, for tests.
func (l *Language) Rows() map[string]string { return l.texts }

// Forms is how many plural forms a language has.
func (l *Language) Forms() int { return len(l.forms) }
