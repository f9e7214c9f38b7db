package inbox

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"pledgebook"
	"pledgebook/internal/web"
	"pledgebook/internal/wording"
)

// field is one field of the form that changes an entry.
type field struct {
	name  string
	label web.Text
	value string
	hint  web.Text
	// choices are what it may be; empty for words.
	choices []string
	day     bool
}

// fieldsOf are the fields that the form offers, with the entry's own values.
func fieldsOf(ctx context.Context, e pledgebook.Entry) []field {
	return []field{
		{name: "providers", label: "Who gives", value: names(ctx, e.Providers), hint: "Norway, Denmark"},
		{name: "receivers", label: "Who receives", value: names(ctx, e.Receivers), hint: "Ukraine"},
		{name: "channels", label: "Through whom", value: names(ctx, e.Channels), hint: "WFP"},
		{name: "money", label: "Sum", value: sumSpelled(e.Money), hint: "EUR 20900000000 about"},
		{name: "stage", label: "Stage", value: string(e.Stage), choices: spelled(pledgebook.Stages)},
		{name: "kind", label: "Kind", value: string(e.Kind), choices: append(spelled(web.Kinds), "unspecified")},
		{name: "modality", label: "Form", value: string(e.Modality), choices: []string{"grant", "loan", "guarantee", "in-kind", "training", "debt-relief", "unspecified"}},
		{name: "polarity", label: "Certainty", value: string(e.Polarity), choices: []string{"asserted", "planned", "conditional", "denied"}},
		{name: "revision", label: "New or repeated", value: string(e.Revision), choices: []string{"new", "repeat", "top-up", "restatement", "reduction", "withdrawal"}},
		{name: "extent", label: "Part or total", value: string(e.Extent), choices: []string{"part", "total"}},
		{name: "from", label: "Period from", value: e.Period.Start.String(), day: true},
		{name: "to", label: "Period to", value: e.Period.Last().String(), day: true},
		{name: "deadline", label: "Deadline", value: e.Deadline.String(), day: true},
		{name: "date", label: "Date of the act", value: e.Date.String(), day: true},
	}
}

func spelled[T ~string](terms []T) []string {
	out := make([]string, len(terms))
	for i, t := range terms {
		out[i] = string(t)
	}
	return out
}

func names(ctx context.Context, ids []pledgebook.PartyID) string {
	if len(ids) == 0 {
		return ""
	}
	return web.In(ctx).Parties(ids)
}

// sumSpelled writes a sum as an edit takes it: "EUR 1000000-1500000 about".
func sumSpelled(m *pledgebook.Money) string {
	if m == nil {
		return ""
	}
	s := m.Currency + " " + pledgebook.Plain(m.Lo)
	if m.Lo.Cmp(m.Hi) != 0 {
		s += "-" + pledgebook.Plain(m.Hi)
	}
	if m.Qualifier != "" && m.Qualifier != pledgebook.Exact {
		s += " " + string(m.Qualifier)
	}
	return strings.TrimSpace(s)
}

// changed is what a form sets otherwise than the entry has it, in the spelling
// of decisions. A form that leaves a field out leaves it as it is.
func changed(ctx context.Context, e pledgebook.Entry, f url.Values) (map[string]string, error) {
	set := map[string]string{}
	for _, old := range fieldsOf(ctx, e) {
		value, given := strings.TrimSpace(f.Get(old.name)), f.Has(old.name)
		if !given || value == old.value {
			continue
		}
		switch old.name {
		case "providers", "receivers", "channels":
			ids, err := lookedUp(value)
			if err != nil {
				return nil, err
			}
			set[old.name] = ids
		case "from", "to":
			set["period"] = periodSpelled(f.Get("from"), f.Get("to"))
		case "money":
			set[old.name] = strings.ToUpper(value[:min(3, len(value))]) + value[min(3, len(value)):]
		default:
			set[old.name] = value
		}
	}
	return set, nil
}

func periodSpelled(from, to string) string {
	if from == "" && to == "" {
		return ""
	}
	return from + ".." + to
}

// lookedUp turns names of parties into ids.
func lookedUp(words string) (string, error) {
	var ids []string
	for _, w := range strings.Split(words, ",") {
		if w = strings.TrimSpace(w); w == "" {
			continue
		}
		id, ok := wording.Lookup(w)
		if !ok {
			return "", pledgebook.Errorf(pledgebook.Invalid, "No party is called %.60q. Use a code (NOR), an acronym (nato) or a name (Norway). Nothing was decided.", w)
		}
		ids = append(ids, string(id))
	}
	return strings.Join(ids, " "), nil
}

// toSplit are the claims of an entry that a form parts from it: some, not all.
func toSplit(e pledgebook.Entry, chosen []string) ([]string, error) {
	var claims []string
	for _, id := range chosen {
		if slices.Contains(e.Claims, id) && !slices.Contains(claims, id) {
			claims = append(claims, id)
		}
	}
	switch {
	case len(claims) == 0:
		return nil, pledgebook.Errorf(pledgebook.Invalid, "Choose the tellings that are about something else. Nothing was decided.")
	case len(claims) == len(e.Claims):
		return nil, pledgebook.Errorf(pledgebook.Invalid, "These are all the tellings of the entry; leave out those that stay. Nothing was decided.")
	}
	return claims, nil
}
