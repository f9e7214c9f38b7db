package pledgebook

// PartyID names a party: ISO 3166-1 alpha-3 for states ("UKR", former ones by
// ISO 3166-3 alpha-3), else the usual acronym in lower case ("nato", "wfp"),
// else the English name in kebab case ("world-bank").
type PartyID string

// IsState reports whether the id is a state's code.
func (p PartyID) IsState() bool {
	if len(p) != 3 {
		return false
	}
	for i := range len(p) {
		if p[i] < 'A' || p[i] > 'Z' {
			return false
		}
	}
	return true
}

// PartyType is what sort of party it is.
type PartyType string

// The types of parties.
const (
	State        PartyType = "state"
	Group        PartyType = "group" // has members: NATO, EU, G7
	Organisation PartyType = "organisation"
	Region       PartyType = "region" // "the Sahel": a receiver without members of its own
	Person       PartyType = "person"
)

// Membership is one member of a group from one day until, but without, another.
type Membership struct {
	Group  PartyID
	Member PartyID
	During Interval
}
