package webapi

import (
	"context"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/reviewing"
	"pledgebook/internal/web"
)

type decisionsInput struct {
	Paging
	On []string `query:"on,explode" maxItems:"50" doc:"The ids they are about: of entries, claims or reports. May be repeated."`
}

// Ask is a decision on its way in.
type Ask struct {
	Verb   pledgebook.DecisionVerb `json:"verb" enum:"accept,reject,edit,merge,split,confirm-stage,consult,undo,set-access" doc:"what is decided"`
	On     []string                `json:"on,omitempty" maxItems:"200" doc:"the ids of the entries or claims it is about; none for undo"`
	Set    map[string]string       `json:"set,omitempty" doc:"field → value, for edit and confirm-stage; for set-access level, and until or names"`
	Why    string                  `json:"why" minLength:"1" maxLength:"500" doc:"the reason, kept for ever"`
	Who    string                  `json:"who,omitempty" maxLength:"60" doc:"who decides, where the desk has no accounts"`
	Undoes string                  `json:"undoes,omitempty" doc:"the decision that an undo takes back"`
	Seen   *string                 `json:"seen,omitempty" doc:"the last decision on the first entry as you saw it, empty for none; where another was made since, nothing is decided"`
}

// Made is what became of a decision.
type Made struct {
	ID    string           `json:"id" doc:"the decision's; name it to take it back"`
	State pledgebook.Filed `json:"state" doc:"new, or known where it was made before"`
}

type madeAnswer struct {
	Status int
	Body   Made
}

func addDecisions(api huma.API) {
	huma.Register(api, list("review", "listDecisions", "/decisions", "What reviewers decided, in order"), listDecisions)
	op := get("review", "decide", "/decisions", "Decide: accept, reject, edit, merge, split, confirm the stage, take back")
	op.Method, op.DefaultStatus, op.MaxBodyBytes = http.MethodPost, http.StatusCreated, 64<<10
	op.Errors = []int{http.StatusForbidden, http.StatusNotFound, http.StatusConflict, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity, http.StatusInternalServerError}
	huma.Register(api, op, decide)
}

func listDecisions(ctx context.Context, in *decisionsInput) (*body[List[pledgebook.Decision]], error) {
	v, err := viewOf(ctx)
	if err != nil {
		return nil, err
	}
	decisions := v.Acted()
	if in.After != "" {
		at := slices.IndexFunc(decisions, func(d pledgebook.Decision) bool { return d.ID == in.After })
		if at < 0 {
			return nil, fault(ctx, invalid("after: there is no decision %.60q; begin with the first page", in.After))
		}
		decisions = decisions[at+1:]
	}
	out := List[pledgebook.Decision]{Items: []pledgebook.Decision{}}
	for _, d := range decisions {
		if len(in.On) > 0 && !slices.ContainsFunc(d.On, func(id string) bool { return slices.Contains(in.On, id) }) {
			continue
		}
		if len(out.Items) == in.Limit {
			out.Next = out.Items[in.Limit-1].ID
			break
		}
		out.Items = append(out.Items, d)
	}
	return &body[List[pledgebook.Decision]]{out}, nil
}

func decide(ctx context.Context, in *body[Ask]) (*madeAnswer, error) {
	d, ask := deskOf(ctx), in.Body
	who, err := d.Decider(ctx, ask.Who)
	if err != nil {
		return nil, fault(ctx, err)
	}
	made := pledgebook.Decision{Verb: ask.Verb, On: ask.On, Set: ask.Set, Who: who, At: d.Now(), Why: ask.Why, Undoes: ask.Undoes}
	if err := reviewing.Check(made); err != nil {
		return nil, fault(ctx, err)
	}
	outcome, err := d.Decide(ctx, func(v *web.View) (pledgebook.Decision, error) { return made, stillFits(v, ask) })
	if err != nil {
		return nil, fault(ctx, err)
	}
	return &madeAnswer{Status: http.StatusCreated, Body: Made{outcome.ID, outcome.State}}, nil
}

// stillFits refuses a decision about what the book does not hold, or holds
// otherwise than whoever decides saw it.
func stillFits(v *web.View, ask Ask) error {
	if ask.Verb == pledgebook.Undo {
		if !slices.ContainsFunc(pledgebook.Standing(v.Decisions), func(d pledgebook.Decision) bool { return d.ID == ask.Undoes }) {
			return pledgebook.Errorf(pledgebook.Conflict, "The decision %.60q does not stand: there is none, or it was taken back already. Nothing was changed.", ask.Undoes)
		}
		return nil
	}
	for i, id := range ask.On {
		e, ok := v.Entry(id)
		if _, claim := v.Claim(id); !ok && !claim && !(ask.Verb == pledgebook.SetAccess && v.Holds(id)) {
			return notFound("entry or claim", id)
		}
		if i == 0 && ask.Seen != nil && ok && reporting.LastDecision(e) != *ask.Seen {
			return pledgebook.Errorf(pledgebook.Conflict, "Somebody decided on entry %s since you saw it. Nothing was decided; look at it again.", e.ID)
		}
	}
	return nil
}
