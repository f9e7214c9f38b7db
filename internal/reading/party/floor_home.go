package party

import (
	"strings"

	"pledgebook"
)

// speakForHome gives speakers whose party nobody tells that of the institution
// that publishes, where no other party's person speaks: those without an office,
// those whom the head names, and who speaks alone.
func (v *resolver) speakForHome() {
	if v.home == "" {
		return
	}
	var first *pledgebook.Speaker
	alone := true
	for i := range v.turns {
		t := &v.turns[i]
		if p := t.Speaker.Party; p != "" && p != v.home {
			return
		}
		if !t.Question {
			alone = alone && (first == nil || *first == t.Speaker)
			first = &t.Speaker
		}
	}
	for i := range v.turns {
		t := &v.turns[i]
		if t.Question || t.Speaker.Party != "" || t.Speaker.Name == "" && t.Speaker.Role == "" {
			continue
		}
		if t.Speaker.Role == "" || t.Speaker.Name == "" || alone || v.headNames(t.Speaker.Name) {
			t.Speaker.Party = v.home
		}
	}
}

// headNames reports a person whom the report names before anybody speaks.
func (v *resolver) headNames(name string) bool {
	for _, p := range v.title {
		if strings.HasPrefix(name, p.Name) || strings.HasSuffix(name, p.Name) {
			return true
		}
	}
	for i := range v.mentions {
		m := &v.mentions[i]
		if m.First >= min(v.turns[0].First, headReach) || v.turns[0].Label.Len() > 0 && m.First >= v.turns[0].Label.First {
			return false
		}
		if m.Person != nil && m.Person.Name != "" && strings.HasPrefix(name, m.Person.Name) {
			return true
		}
	}
	return false
}
